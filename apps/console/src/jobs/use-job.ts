import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

const finished = new Set(['succeeded', 'failed', 'cancelled']);

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
