import { type PlainDate, shanghaiDate } from '@heyi/kernel';
import { type Host, inTransaction, systemActor, type Transaction } from '@heyi/platform';
import { type DispatchPolicy, dispatchPolicy, quickAskSeconds } from '../order/pay-order.ts';

export type AskPolicyEntry = {
  readonly askAfterSeconds: number[];
  readonly effectiveFrom: PlainDate;
  readonly reason: string;
  readonly changedBy: string;
};

/** Every entry of the provider, the latest first. */
export async function askPolicyEntries(tx: Transaction): Promise<AskPolicyEntry[]> {
  return tx.sql<AskPolicyEntry>`
    select ask_after_seconds as "askAfterSeconds", effective_from as "effectiveFrom", reason,
           changed_by_name as "changedBy"
      from payments.ask_policy
     where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId}
     order by effective_from desc`;
}

/** Of entries with the latest first, the one in force. */
export function entryAt(entries: readonly AskPolicyEntry[], on: PlainDate): AskPolicyEntry | null {
  return entries.find(({ effectiveFrom }) => effectiveFrom <= on) ?? null;
}

/** The entries of each installation as this process last read them. */
const entriesByHost = new WeakMap<Host['keyRing'], readonly AskPolicyEntry[]>();

/**
 * How patient this process is now. It knows what {@link readAskPolicy} has last read, so that nobody
 * who writes outcomes has to ask for it.
 */
export function dispatchPolicyOf(host: Host): DispatchPolicy {
  const entry = entryAt(entriesByHost.get(host.keyRing) ?? [], shanghaiDate(host.clock.now()));
  if (entry === null) return dispatchPolicy;
  return { ...dispatchPolicy, askAfterSeconds: [...quickAskSeconds, ...entry.askAfterSeconds] };
}

/** The same, as an object that stays right while the setting changes. */
export function livePolicyOf(host: Host): DispatchPolicy {
  return {
    answerSeconds: dispatchPolicy.answerSeconds,
    resendAfterSeconds: dispatchPolicy.resendAfterSeconds,
    get askAfterSeconds() {
      return dispatchPolicyOf(host).askAfterSeconds;
    },
  };
}

/** Reads the provider's entries again; another server may have written one. */
export async function readAskPolicy(host: Host): Promise<void> {
  const actor = systemActor('dispatcher');
  const scope = { tenantIds: [host.houseId], actor, requestId: 'ask policy' };
  entriesByHost.set(host.keyRing, await inTransaction(host, scope, askPolicyEntries));
}
