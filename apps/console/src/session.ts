import type { AnswerOf } from '@heyi/client';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, Problem } from './api.ts';
import { keepServerTime } from './instant.ts';

export type Session = AnswerOf<'getSession'>;

/** Null when nobody is signed in. */
export function useSession(): UseQueryResult<Session | null> {
  return useQuery({
    queryKey: ['session'],
    staleTime: 60_000,
    queryFn: async () => {
      try {
        const session = await api.getSession({});
        keepServerTime(session.now);
        return session;
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
  });
}

/** Whether the signed-in account may do `permission`; buttons it may not use are not shown. */
export function useMay(): (permission: string) => boolean {
  const { data } = useSession();
  return (permission) => data?.permissions.includes(permission) ?? false;
}

export function useRefreshSession(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['session'] });
}
