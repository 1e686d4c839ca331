import type { peopleContract, gigWorkerContract as contract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Host } from '@heyi/platform';

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

const checkers = new WeakMap<Host, IdentityChecker>();

/** Names the provider of a running process; without one every worker stays unchecked. */
export function linkIdentityChecker(host: Host, checker: IdentityChecker): void {
  assert(checker.inFlightMax > 0, 'an identity provider takes at least one question');
  checkers.set(host, checker);
}

export function identityCheckerOf(host: Host): IdentityChecker | null {
  return checkers.get(host) ?? null;
}
