import type { FailureCode, Input, Operation, Output } from '@heyi/contract';
import type { Result } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';

export type Route = {
  readonly operation: Operation;
  readonly run: (tx: Transaction, input: never) => Promise<Result<unknown, { code: string }>>;
};

/** Names the codes on which contract and use case differ; `unknown` when they agree. */
type Agreement<Declared extends string, Returned extends string> = [Declared] extends [Returned]
  ? [Returned] extends [Declared]
    ? unknown
    : { 'the contract does not list': Exclude<Returned, Declared> }
  : { 'the use case never answers': Exclude<Declared, Returned> };

type CodeOf<R> = R extends { ok: false; failure: { code: infer C extends string } } ? C : never;

/**
 * Joins an operation to its use case: one function, one transaction. It answers a value, or one of
 * exactly the failures its operation lists; a missing or an extra code does not compile.
 */
export function route<O extends Operation, R extends Result<Output<O>, { code: string }>>(
  operation: O,
  run: ((tx: Transaction, input: Input<O>) => Promise<R>) & Agreement<FailureCode<O>, CodeOf<R>>,
): Route {
  return { operation, run: run };
}
