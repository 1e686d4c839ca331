import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type ReleaseState = AnswerOf<'listPayslipReleases'>['rows'][number]['state'];

export const releaseStates = [
  'notReleased',
  'scheduled',
  'released',
  'read',
  'confirmed',
  'withdrawn',
] as const;

export const toneOfRelease: Record<ReleaseState, Tone> = {
  notReleased: 'neutral',
  scheduled: 'active',
  released: 'good',
  read: 'good',
  confirmed: 'good',
  withdrawn: 'bad',
};
