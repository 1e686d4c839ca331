import {
  employerCostPermission,
  type Input,
  type payrollContract as contract,
} from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { may, type Printer, type Transaction } from '@heyi/platform';
import { type OpenedPayslip, openPayslips } from './get-payslip.ts';
import { PayslipDocuments } from './payslip-document.ts';
import { ownRelease } from './payslip-release.store.ts';

const pdfType = 'application/pdf';

/** The one PDF. Nobody learns of a payslip that is neither theirs nor theirs to read. */
export function downloadPayslipOf(printer: Printer) {
  return async function downloadPayslip(
    tx: Transaction,
    input: Input<typeof contract.downloadPayslip>,
  ) {
    const isStaff = may(tx, 'payslip:read');
    const isTheirs = !isStaff && (await ownRelease(tx, input.payslipId)) !== null;
    const [opened] = isStaff || isTheirs ? await openPayslips(tx, [input.payslipId]) : [];
    if (!opened) return fail({ code: 'payslip.not_found' as const });
    const documents = new PayslipDocuments(
      isStaff && may(tx, employerCostPermission) ? 'staff' : 'person',
    );
    const body = await printer.print(documents.requestOf(opened));
    return ok({ name: fileNameOf(opened), type: pdfType, body });
  };
}

/** Characters that no file system takes are left out. */
export function fileNameOf({ view }: OpenedPayslip): string {
  const who = [view.employeeNo, view.personName].filter(Boolean).join('_');
  return `工资条_${view.wageMonth}_${who}.pdf`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '');
}
