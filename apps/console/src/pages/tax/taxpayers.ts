import type { AnswerOf, RequestOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Taxpayer = AnswerOf<'listTaxpayers'>['rows'][number];

type Query = Pick<RequestOf<'listTaxpayers'>, 'state' | 'identity' | 'change'>;

export const taxpayerFilters = {
  toReport: { state: 'toReport' },
  reporting: { state: 'reporting' },
  failed: { state: 'failed' },
  refused: { identity: 'refused' },
  joiner: { change: 'joiner' },
  leaver: { change: 'leaver' },
  changed: { change: 'changed' },
  keyField: { change: 'keyField' },
} as const satisfies Record<string, Query>;

export type TaxpayerFilter = 'all' | keyof typeof taxpayerFilters;

export const toneOfRegistration: Record<Taxpayer['state'], Tone> = {
  toReport: 'warn',
  reporting: 'active',
  reported: 'good',
  failed: 'bad',
};

export const toneOfIdentity: Record<Taxpayer['identity'], Tone> = {
  notChecked: 'neutral',
  checking: 'active',
  verified: 'good',
  refused: 'bad',
  deferred: 'warn',
};
