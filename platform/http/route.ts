import type { FailureCode, Input, Language, Operation, Output } from '@heyi/contract';
import type { Result } from '@heyi/kernel';
import type { Host } from '../host.ts';
import type { Origin, Transaction } from '../postgres/transaction.ts';
import type { AppCaller } from './app-door.ts';

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

/** A request to a use case that makes its own transactions. */
export type DirectCall = {
  readonly host: Host;
  /** An app, whose nonce is not used up yet: whoever serves it does that. Or a person by a link. */
  readonly caller: AppCaller;
  /** Null for an operation that changes nothing. */
  readonly idempotencyKey: string | null;
  readonly requestId: string;
  readonly origin: Origin;
  readonly language: Language;
};

export type DirectRoute = {
  readonly operation: Operation;
  readonly serve: (call: DirectCall, input: never) => Promise<Result<unknown, { code: string }>>;
};

/**
 * Joins an operation of the scope `app` or `link` to a use case that gathers many requests into one
 * transaction. It does the nonce, the Idempotency-Key and the record itself, and answers the body as
 * it goes out: the shape on the wire, or its JSON text.
 */
export function directRoute<O extends Operation, R extends Result<unknown, { code: string }>>(
  operation: O,
  serve: ((call: DirectCall, input: Input<O>) => Promise<R>) & Agreement<FailureCode<O>, CodeOf<R>>,
): DirectRoute {
  return { operation, serve };
}
