import type { officialBillContract as contract, Output } from '@heyi/contract';
import type { Fen, Id, PayPeriod } from '@heyi/kernel';
import type { LineKind, LineType } from '../contribution-line/contribution-line.ts';

export type OfficialBillId = Id<'obl'>;
export type BillDifferenceId = Id<'obr'>;
export type OfficialBillView = Output<typeof contract.importOfficialBill>;
export type BillFinding = Output<typeof contract.getOfficialBill>['findings'][number];
export type DifferenceCause = (typeof contract.differenceCauses)[number];
export type DifferenceDecision = (typeof contract.differenceDecisions)[number];

/** Findings with which a bill is not taken as it is. */
export const faultCodes: ReadonlySet<BillFinding['code']> = new Set([
  'totalsDiffer',
  'mergedRow',
  'cellUnreadable',
]);

export type BillAmount = {
  readonly kind: LineKind;
  base: Fen;
  employer: Fen;
  employee: Fen;
};

/** A person's row of a bill; of a bill by 征收品目, the rows of one person, month and type. */
export type BillRow = {
  readonly rowNumber: number;
  readonly personName: string;
  readonly documentNumber: string;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly amounts: BillAmount[];
  lateFee: Fen;
  readonly isDuplicate: boolean;
};
