import type { Id, Instant } from '@heyi/kernel';
import { faultText, type Host, inTransaction, systemActor } from '@heyi/platform';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import type { DispatchPolicy } from '../order/pay-order.ts';
import { type OrderShard, postponeQueued, shardNameOf } from './claim.store.ts';

export type Outcome = OrderFinding & { batchId: Id<'pbt'> };

/**
 * Writes outcomes in small batches, one writer a shard: at once when it is idle, and what comes in
 * meanwhile goes together. An outcome is kept until it is written, through outages of the database.
 */
export type OutcomeWriter = {
  add(shard: OrderShard, outcome: Outcome): void;
  /** Orders whose outcome is not written yet. */
  pending(shardName: string): Id<'pay'>[];
  /** Resolves when everything that was added is written. */
  idle(): Promise<void>;
};

const outcomesMax = 500;
/** Between two batches of a shard: the later ones gain more from company than from haste. */
const restMs = 12;
const retryMs = 250;

export const dispatcherActor = systemActor('dispatcher');

export function openOutcomeWriter(
  host: Host,
  policy: DispatchPolicy,
  onWritten: () => void,
): OutcomeWriter {
  const waiting = new Map<string, Outcome[]>();
  const writing = new Map<string, Outcome[]>();
  const idlers: (() => void)[] = [];

  const start = (shard: OrderShard): void => {
    const name = shardNameOf(shard);
    if (writing.has(name)) return;
    const outcomes = waiting.get(name)?.splice(0, outcomesMax) ?? [];
    if (outcomes.length === 0) {
      waiting.delete(name);
      if (waiting.size === 0 && writing.size === 0)
        for (const resolve of idlers.splice(0)) resolve();
      return;
    }
    writing.set(name, outcomes);
    void writeOutcomes(host, policy, shard, outcomes).then(
      () => {
        onWritten();
        setTimeout(() => finish(shard), restMs);
      },
      (error: Error) => {
        process.stderr.write(`pay orders: outcomes wait for the database: ${faultText(error)}\n`);
        waiting.set(name, [...outcomes, ...(waiting.get(name) ?? [])]);
        setTimeout(() => finish(shard), retryMs);
      },
    );
  };
  const finish = (shard: OrderShard): void => {
    writing.delete(shardNameOf(shard));
    start(shard);
  };

  return {
    add(shard, outcome) {
      const name = shardNameOf(shard);
      const list = waiting.get(name) ?? [];
      list.push(outcome);
      waiting.set(name, list);
      start(shard);
    },
    pending(name) {
      const outcomes = [...(waiting.get(name) ?? []), ...(writing.get(name) ?? [])];
      return outcomes.map(({ orderId }) => orderId);
    },
    idle() {
      if (waiting.size === 0 && writing.size === 0) return Promise.resolve();
      return new Promise((resolve) => idlers.push(resolve));
    },
  };
}

async function writeOutcomes(
  host: Host,
  policy: DispatchPolicy,
  { tenantId, shardKey }: OrderShard,
  outcomes: readonly Outcome[],
): Promise<void> {
  const common = { actor: dispatcherActor, requestId: 'dispatcher' };
  const scope = { tenantIds: [tenantId], shardKey, ...common };
  await inTransaction(host, scope, async (tx) => {
    await applyFindings(tx, outcomes, policy);
    for (const [batchId, until] of closedUntil(outcomes)) await postponeQueued(tx, batchId, until);
  });
  host.wakeEvents();
}

/** Batches whose bank said that it is closed, and until when. */
function closedUntil(outcomes: readonly Outcome[]): Map<Id<'pbt'>, Instant> {
  const until = new Map<Id<'pbt'>, Instant>();
  for (const { batchId, finding } of outcomes) {
    if (finding.kind !== 'notSent' || finding.retryAt === null) continue;
    if (finding.code === 'closed_window') until.set(batchId, finding.retryAt);
  }
  return until;
}
