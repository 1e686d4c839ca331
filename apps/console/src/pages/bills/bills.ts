import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type BillRow = AnswerOf<'listClientBills'>['rows'][number];
export type Band = NonNullable<BillRow['ageing']>;
export type Bill = AnswerOf<'getClientBill'>;
export type BillLine = AnswerOf<'listClientBillLines'>['rows'][number];

/** Lines of one kind; as a sum of the summary names them, also by how they are collected. */
export type BillPart = Pick<BillLine, 'kind'> & Partial<Pick<BillLine, 'settlement'>>;

export const toneOfBill: Readonly<Record<BillRow['state'], Tone>> = {
  estimate: 'neutral',
  confirmed: 'active',
  received: 'active',
  matched: 'good',
  withdrawn: 'neutral',
};

export const toneOfBand: Readonly<Record<Band, Tone>> = {
  notDue: 'neutral',
  days30: 'warn',
  days60: 'bad',
  days90: 'bad',
  older: 'bad',
};
