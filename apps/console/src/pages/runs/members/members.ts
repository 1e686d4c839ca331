import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Member = AnswerOf<'listRunMembers'>['rows'][number];

export const memberFilters = [
  'all',
  'joiner',
  'leaver',
  'held',
  'zeroNet',
  'noAccount',
  'estimated',
  'unpaid',
  'skipped',
] as const;
export type MemberFilter = (typeof memberFilters)[number];

export const toneOfPay: Record<Member['payState'], Tone> = {
  notPaid: 'neutral',
  held: 'warn',
  nothingToPay: 'neutral',
  paying: 'active',
  paid: 'good',
  failed: 'bad',
  returned: 'bad',
};
