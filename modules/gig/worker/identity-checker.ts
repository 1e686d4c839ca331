import type { peopleContract, gigWorkerContract as contract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Host } from '@heyi/platform';
import type { Environment } from '../program/program.ts';

export type PayoutChannel = (typeof contract.payoutChannels)[number];

/** 四要素: name, document, phone and account of one person. */
export type IdentityQuestion = {
  readonly name: string;
  readonly documentKind: (typeof peopleContract.documentKinds)[number];
  readonly documentNumber: string;
  readonly phone: string;
  readonly channel: PayoutChannel;
  readonly accountNumber: string;
};

/** Silence is no disagreement: the worker stays unchecked and is asked about again. */
export type IdentityAnswer =
  | {
      readonly outcome: 'agrees' | 'disagrees';
      readonly code: string;
      readonly text: string;
      readonly reference: string;
    }
  | { readonly outcome: 'noAnswer'; readonly text: string };

/** Who can say whether four elements belong together: a provider behind an adapter. */
export type IdentityChecker = {
  readonly code: string;
  /** Questions that may be under way at once. */
  readonly inFlightMax: number;
  check(question: IdentityQuestion): Promise<IdentityAnswer>;
};

type Checkers = Readonly<Partial<Record<Environment, IdentityChecker>>>;

const checkers = new WeakMap<Host, Checkers>();

/**
 * Names the provider of a running process; without one every worker stays unchecked. A stand-in that
 * answers for sandbox workers only leaves the provider of live ones as it is.
 */
export function linkIdentityChecker(
  host: Host,
  checker: IdentityChecker,
  environments: readonly Environment[] = ['sandbox', 'live'],
): void {
  assert(checker.inFlightMax > 0, 'an identity provider takes at least one question');
  const named = environments.map((environment) => [environment, checker]);
  checkers.set(host, { ...checkers.get(host), ...Object.fromEntries(named) });
}

export function identityCheckerOf(host: Host, environment: Environment): IdentityChecker | null {
  return checkers.get(host)?.[environment] ?? null;
}
