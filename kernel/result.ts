/**
 * Expected outcomes are values. A failure carries the stable `code` that its operation lists in the
 * contract, and the facts that its wording needs. Bugs and outages throw.
 */
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Fail<F extends { code: string }> = { readonly ok: false; readonly failure: F };
export type Result<T, F extends { code: string }> = Ok<T> | Fail<F>;

export function ok(): Ok<undefined>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function fail<const F extends { code: string }>(failure: F): Fail<F> {
  return { ok: false, failure };
}
