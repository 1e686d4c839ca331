import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type BillRow = AnswerOf<'listClientBills'>['rows'][number];
export type Band = NonNullable<BillRow['ageing']>;
export type Bill = AnswerOf<'getClientBill'>;
export type BillLine = AnswerOf<'listClientBillLines'>['rows'][number];

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
