import type { AnswerOf } from '@heyi/client';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, Problem } from './api.ts';
import { askAgain } from './ask-again/ask-again.ts';
import { keepServerTime } from './instant.ts';

export type Session = AnswerOf<'getSession'>;

/** Null when nobody is signed in. */
export function useSession(): UseQueryResult<Session | null> {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['session'],
    staleTime: 60_000,
    queryFn: async () => {
      const session = await readSession();
      const wasSignedIn = Boolean(queries.getQueryData(['session']));
      if (session !== null || !wasSignedIn) return session;
      // Whoever was signed in is asked over the page: what was typed there stays.
      const isBack = await askAgain('session.required', 'openPage');
      return isBack ? readSession() : null;
    },
  });
}

async function readSession(): Promise<Session | null> {
  try {
    const session = await api.getSession({});
    keepServerTime(session.now);
    return session;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

/** Whether the signed-in account may do `permission`; buttons it may not use are not shown. */
export function useMay(): (permission: string) => boolean {
  const { data } = useSession();
  return (permission) => data?.permissions.includes(permission) ?? false;
}

export function useRefreshSession(): () => Promise<void> {
  const queries = useQueryClient();
  // Also where no page shows it now: the next one must not start from before the sign-in.
  return () => queries.invalidateQueries({ queryKey: ['session'], refetchType: 'all' });
}
