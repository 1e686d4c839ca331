import { ok, type PayPeriod, type PlainDate, type Result } from '@heyi/kernel';
import type { FigureKey, InForce, Policy, PolicyUnknown, ValueOf } from '@heyi/policy';

type Answers<Q extends Record<string, FigureKey>> = {
  readonly [Name in keyof Q]: InForce<ValueOf<Q[Name]>>;
};

/** Several figures of one day; the first one that is unknown is the answer. */
export function lookUp<const Q extends Record<string, FigureKey>>(
  policy: Policy,
  on: PlainDate | PayPeriod,
  keys: Q,
): Result<Answers<Q>, PolicyUnknown> {
  const found: Record<string, InForce<unknown>> = {};
  for (const name of Object.keys(keys)) {
    const figure = policy.figure(keys[name]!, on);
    if (!figure.ok) return figure;
    found[name] = figure.value;
  }
  return ok(found as Answers<Q>);
}
