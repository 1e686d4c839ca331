import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type RosterRow = AnswerOf<'listEmployments'>['rows'][number];
export type EmploymentPageView = AnswerOf<'getEmployment'>;
export type EmploymentState = RosterRow['state'];

export const toneOfEmployment: Record<EmploymentState, Tone> = {
  joining: 'active',
  active: 'good',
  left: 'neutral',
};

/** What every panel of the page of one employment receives. */
export type EmploymentPanelProps = { tenantId: string; view: EmploymentPageView };
