import type { Printer, Transaction } from '@heyi/platform';
import { downloadPayslipOf } from './download-payslip.ts';
import { linkedPayslip } from './linked-payslip.ts';

/** The PDF as its person gets it. */
export function downloadLinkedPayslipOf(printer: Printer) {
  const download = downloadPayslipOf(printer);
  return async function downloadLinkedPayslip(tx: Transaction) {
    return download(tx, linkedPayslip(tx));
  };
}
