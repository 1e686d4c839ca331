import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';
import {
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '../../api.ts';

export type Run = AnswerOf<'getPayrollRun'>;
export type RunState = Run['state'];
export type RunStep = Run['steps'][number]['step'];

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

/** What every panel of the run page receives. */
export type RunPanelProps = { run: Run; tenantId: string };

export function useRun(tenantId: string, runId: string) {
  return useQuery({
    queryKey: ['run', runId],
    queryFn: () => api.getPayrollRun({ tenantId, runId }),
    refetchInterval: (query) =>
      query.state.data && moving.has(query.state.data.state) ? 700 : false,
  });
}

/** A change of the run: afterwards everything shown of it is read again. */
export function useRunChange<Answer, Variables = void>(
  runId: string,
  change: (variables: Variables) => Promise<Answer>,
): UseMutationResult<Answer, Error, Variables> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey.includes(runId) || queryKey[0] === 'runs',
      }),
  });
}
