import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Task = AnswerOf<'getInsuranceChain'>['tasks'][number];
export type ListedTask = AnswerOf<'listInsuranceTasks'>['rows'][number];
export type Enrolled = AnswerOf<'getInsuranceChain'>['enrolments'][number];
export type Adjustment = AnswerOf<'createBaseAdjustment'>;

export const toneOfTask: Record<Task['state'], Tone> = {
  pending: 'warn',
  submitted: 'active',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** Green only where an agency said so, or said so before the client came to us. */
export const toneOfEnrolment: Record<Enrolled['state'], Tone> = {
  awaitingEnrol: 'warn',
  enrolSubmitted: 'active',
  enrolFailed: 'bad',
  enrolCancelled: 'neutral',
  takenOver: 'good',
  insured: 'good',
  awaitingStop: 'warn',
  stopSubmitted: 'active',
  stopFailed: 'bad',
  stopped: 'neutral',
  sealed: 'neutral',
  stoppedBefore: 'neutral',
};

export const toneOfAdjustment: Record<Adjustment['state'], Tone> = {
  open: 'active',
  applied: 'good',
  cancelled: 'neutral',
};
