import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

type JobState = AnswerOf<'getJob'>['state'];

const finished = new Set<JobState>(['succeeded', 'failed', 'cancelled']);

/** Follows a job until it is over; null id follows nothing. */
export function useJob(tenantId: string, jobId: string | null) {
  return useQuery({
    queryKey: ['job', tenantId, jobId],
    enabled: jobId !== null,
    queryFn: () => api.getJob({ tenantId, jobId: jobId! }),
    refetchInterval: (query) =>
      query.state.data && finished.has(query.state.data.state) ? false : 400,
  });
}

/** How a job ended, for a form that waits for it. */
export async function jobEnd(tenantId: string, jobId: string): Promise<JobState> {
  for (;;) {
    const { state } = await api.getJob({ tenantId, jobId });
    if (finished.has(state)) return state;
    await new Promise((resolve) => void setTimeout(resolve, 300));
  }
}
