import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type UnitRow = AnswerOf<'listContributionMonths'>['rows'][number];
export type KindMonth = UnitRow['months'][number];
export type MonthState = KindMonth['state'];
export type Declaration = AnswerOf<'getDeclaration'>;
export type DeclarationRow = AnswerOf<'listDeclarationRows'>['rows'][number];
export type Bill = AnswerOf<'listOfficialBills'>['rows'][number];
export type OpenBill = AnswerOf<'getOfficialBill'>;
export type BillDifference = AnswerOf<'listBillDifferences'>['rows'][number];
export type Cause = BillDifference['cause'];
export type Arrears = AnswerOf<'listArrears'>['rows'][number];

/** Green only when it is paid: what was declared or assessed is on its way. */
export const toneOfMonth: Record<MonthState, Tone> = {
  estimated: 'neutral',
  declared: 'active',
  assessed: 'active',
  collecting: 'active',
  paid: 'good',
  inArrears: 'bad',
  reconciled: 'good',
};

/** 已申报 is with the agency, not done. */
export const toneOfDeclaration: Record<Declaration['state'], Tone> = {
  preparing: 'active',
  prepared: 'warn',
  unchanged: 'neutral',
  replaced: 'neutral',
  failed: 'bad',
  declared: 'active',
};

export const toneOfBill: Record<Bill['state'], Tone> = {
  reading: 'active',
  read: 'warn',
  failed: 'bad',
  accepting: 'active',
  entryFailed: 'bad',
  accepted: 'good',
};

export const monthPath = (row: Pick<UnitRow, 'tenantId' | 'registrationId'>, period: string) =>
  `/clients/${row.tenantId}/registrations/${row.registrationId}/months/${period}`;

export const declarationPath = (row: Pick<Declaration, 'tenantId' | 'id'>) =>
  `/clients/${row.tenantId}/declarations/${row.id}`;

export const billPath = (row: Pick<Bill, 'tenantId' | 'id'>) =>
  `/clients/${row.tenantId}/official-bills/${row.id}`;
