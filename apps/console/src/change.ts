import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';

/** A change that several parts of a page may show: afterwards all that is open is read again. */
export function useChange<Variables = void, Answer = unknown>(
  change: (variables: Variables) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
): UseMutationResult<Answer, Error, Variables> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => onDone?.(answer),
    // A refusal, too, may mean that somebody else was faster.
    onSettled: () => void queries.invalidateQueries(),
  });
}
