import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * A change that several parts of a page may show: afterwards all that is open is read again. A second
 * click while the first is on its way changes nothing more.
 */
export function useChange<Variables = void, Answer = unknown>(
  change: (variables: Variables) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
): UseMutationResult<Answer, Error, Variables> {
  const queries = useQueryClient();
  const flight = useRef<Promise<Answer> | null>(null);
  const mutation = useMutation({
    mutationFn: change,
    onSuccess: (answer) => onDone?.(answer),
    // A refusal, too, may mean that somebody else was faster.
    onSettled: () => void queries.invalidateQueries(),
  });
  const mutateAsync: typeof mutation.mutateAsync = (...given) => {
    flight.current ??= mutation.mutateAsync(...given).finally(() => {
      flight.current = null;
    });
    return flight.current;
  };
  const mutate: typeof mutation.mutate = (...given) => {
    if (flight.current !== null) return;
    // What went wrong stands in the state of the mutation.
    mutateAsync(...given).catch(() => undefined);
  };
  return { ...mutation, mutate, mutateAsync };
}
