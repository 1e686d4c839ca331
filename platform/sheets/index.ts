export { type Cell, type CellKind, normaliseText, type SheetRow } from './cell.ts';
export {
  type Choice,
  type ColumnKind,
  type ColumnSpec,
  type ColumnValue,
  type ColumnValues,
  type CustomProblem,
  type RowValues,
} from './column.ts';
export {
  type Layout,
  type LayoutColumn,
  layoutColumns,
  layoutFile,
  type LayoutRow,
  layoutStream,
  readLayout,
  xlsxType,
} from './layout.ts';
export {
  headerSearchedRows,
  locateTable,
  type LocateOptions,
  type SourceColumn,
  proposeTable,
  type TableLayout,
  type TableProposal,
} from './locate-table.ts';
export { type CellProblem, parseCell } from './parse-cell.ts';
export {
  defaultSheetLimits,
  readSheet,
  type ReadSheetOptions,
  type RowHandler,
  type SheetLimits,
  type SheetSource,
  type SheetSummary,
} from './read-sheet.ts';
export {
  type CellError,
  cellError,
  type ParsedRow,
  parseRow,
  readTable,
  type ReadTableOptions,
  type SkippedRow,
  type TableReport,
} from './read-table.ts';
export {
  type CellCode,
  cellWordings,
  describe,
  describeSheetFailure,
  type Facts,
  type Locale,
  type SheetCode,
  type SheetFailure,
  sheetWordings,
  type Wording,
  type Words,
} from './wording.ts';
export { type CsvOptions, writeCsv } from './write-csv.ts';
export { type ErrorFileOptions, writeErrorFile } from './write-error-file.ts';
export { writeTemplate } from './write-template.ts';
export {
  type WritableRow,
  type WritableRows,
  type WritableSheet,
  writeWorkbook,
} from './write-workbook.ts';
