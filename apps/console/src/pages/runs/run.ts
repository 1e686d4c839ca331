import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { api } from '../../api.ts';

export type Run = AnswerOf<'getPayrollRun'>;
export type RunState = Run['state'];
export type RunStep = Run['steps'][number]['step'];
export type RunRow = AnswerOf<'listPayrollRuns'>['rows'][number];

export const toneOfState: Record<RunState, Tone> = {
  draft: 'neutral',
  collecting: 'active',
  calculating: 'active',
  calculated: 'active',
  inReview: 'warn',
  rejected: 'bad',
  approved: 'good',
  locked: 'good',
  awaitingFunds: 'warn',
  funded: 'good',
  paying: 'active',
  partiallyPaid: 'warn',
  paid: 'good',
  closed: 'neutral',
  cancelled: 'neutral',
};

const moving = new Set<RunState>(['calculating', 'paying']);
const over = new Set<RunState>(['paid', 'closed', 'cancelled']);

/** What every panel of the run page receives. */
export type RunPanelProps = { run: Run; tenantId: string };

export function useRun(tenantId: string, runId: string) {
  return useQuery({
    queryKey: ['run', runId],
    queryFn: () => api.getPayrollRun({ tenantId, runId }),
    refetchInterval: (query) => lookAgainMs(query.state.data?.state),
  });
}

/** What a bank may still change is looked at now and then, what moves all the time. */
function lookAgainMs(state: RunState | undefined): number | false {
  if (state === undefined) return false;
  if (moving.has(state)) return 700;
  return state === 'partiallyPaid' ? 3_000 : false;
}

/** What has changed since the result was made, and whom or what it is about. */
export function voidWords(t: TFunction, { cause, note }: NonNullable<Run['voidReason']>): string {
  const words = t(`runs.voidCauses.${cause}`);
  return note === null ? words : t('runs.voidNoted', { cause: words, note });
}

/** Nothing is to be paid any more. */
export function isPaidOrOver(state: RunState): boolean {
  return over.has(state);
}

/** What the address of a run page says: the step that is looked at, and what is looked for in it. */
export type RunView = {
  step?: RunStep | undefined;
  view?: string | undefined;
  severity?: 'blocker' | 'warning' | 'notice' | undefined;
  key?: string | undefined;
  filter?: string | undefined;
  search?: string | undefined;
};

export function useRunView(): RunView {
  return useSearch({ strict: false });
}

/** Another step starts clean; within a step only what is named changes. */
export function useShowRunView(): (next: RunView) => void {
  const navigate = useNavigate();
  const now = useRunView();
  return (next) => {
    const kept = next.step === undefined || next.step === now.step ? now : {};
    void navigate({ to: '.', search: { ...kept, ...next }, replace: true });
  };
}

/** The step of the page: the one asked for, else where the run stands. */
export function shownStep(run: Run, asked: RunStep | undefined): RunStep {
  if (asked) return asked;
  const current =
    run.steps.find(({ state }) => state === 'current') ??
    run.steps.find(({ state }) => state === 'attention');
  return current?.step ?? 'close';
}
