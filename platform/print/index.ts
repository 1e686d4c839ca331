export {
  createPrinter,
  type PrintData,
  PrintError,
  type Printer,
  printFonts,
  type PrintRequest,
} from './printer.ts';
