import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useMay } from '../../session.ts';

export type OpenRun = AnswerOf<'listPayrollRuns'>['rows'][number];
export type OpenReturn = AnswerOf<'listWithholdingReturns'>['rows'][number];

/** Runs of all clients that are neither closed nor cancelled. */
export function useOpenRuns() {
  const may = useMay();
  return useQuery({
    queryKey: ['runs', 'open'],
    enabled: may('payroll_run:read'),
    refetchInterval: 15_000,
    queryFn: () => api.listPayrollRuns({ open: 'true', limit: 200 }),
  });
}

export function useOpenReturns() {
  const may = useMay();
  return useQuery({
    queryKey: ['returns', 'open'],
    enabled: may('tax:read'),
    queryFn: () => api.listWithholdingReturns({ open: 'true', limit: 200 }),
  });
}

export function useCutoffs() {
  const may = useMay();
  return useQuery({
    queryKey: ['registrationsDue'],
    enabled: may('contribution:read'),
    queryFn: () => api.listRegistrationsDue({}),
  });
}
