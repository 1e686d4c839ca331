import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { Problem } from './api.ts';
import { closePages } from './door.ts';

export type Loaded<T> = {
  readonly value: T | null;
  readonly problem: Problem | null;
  /** Asks again; what is shown stays until the answer is there. */
  readonly reload: () => void;
};

type Answered<T> = Pick<Loaded<T>, 'value' | 'problem'> & {
  readonly key: string;
  /** Which time of asking it was. */
  readonly round: number;
};

/** What the API answers, asked again when `key` changes and when the page is looked at again. */
export function useLoaded<T>(key: string, ask: () => Promise<T>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Answered<T>>({ key, round, value: null, problem: null });
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    let isWanted = true;
    askNow()
      .then((value) => isWanted && setState({ key, round, value, problem: null }))
      .catch((error: unknown) => {
        if (!isWanted) return;
        const problem = problemOf(error);
        setState((before) => {
          const value = before.key === key ? before.value : null;
          return { key, round, value, problem };
        });
      });
    return () => void (isWanted = false);
  }, [key, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [reload]);
  const isThis = state.key === key;
  return { value: isThis ? state.value : null, problem: isThis ? state.problem : null, reload };
}

/** A refusal, or what stands for a network that is away; a session that is over closes the pages. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Problem)) return new Problem(0, { code: 'network.away' });
  if (error.code === 'link.required') closePages(error);
  return error;
}
