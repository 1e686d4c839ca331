import type { Id, Instant } from '@heyi/kernel';
import { type Host, inTransaction, systemActor, type TenantId } from '@heyi/platform';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import type { DispatchPolicy } from '../order/pay-order.ts';
import { postponeQueued } from './claim.store.ts';

export type Outcome = OrderFinding & { batchId: Id<'pbt'> };

/**
 * Writes outcomes in small batches, one writer a tenant: at once when it is idle, and what comes in
 * meanwhile goes together. An outcome is kept until it is written, through outages of the database.
 */
export type OutcomeWriter = {
  add(tenantId: TenantId, outcome: Outcome): void;
  /** Orders whose outcome is not written yet. */
  pending(tenantId: TenantId): Id<'pay'>[];
  /** Resolves when everything that was added is written. */
  idle(): Promise<void>;
};

const outcomesMax = 500;
/** Between two batches of a tenant: the later ones gain more from company than from haste. */
const restMs = 12;
const retryMs = 250;

export const dispatcherActor = systemActor('dispatcher');

export function openOutcomeWriter(
  host: Host,
  policy: DispatchPolicy,
  onWritten: () => void,
): OutcomeWriter {
  const waiting = new Map<TenantId, Outcome[]>();
  const writing = new Map<TenantId, Outcome[]>();
  const idlers: (() => void)[] = [];

  const start = (tenantId: TenantId): void => {
    if (writing.has(tenantId)) return;
    const outcomes = waiting.get(tenantId)?.splice(0, outcomesMax) ?? [];
    if (outcomes.length === 0) {
      waiting.delete(tenantId);
      if (waiting.size === 0 && writing.size === 0)
        for (const resolve of idlers.splice(0)) resolve();
      return;
    }
    writing.set(tenantId, outcomes);
    void writeOutcomes(host, policy, tenantId, outcomes).then(
      () => {
        onWritten();
        setTimeout(() => finish(tenantId), restMs);
      },
      (error: Error) => {
        process.stderr.write(`pay orders: outcomes wait for the database: ${error.message}\n`);
        waiting.set(tenantId, [...outcomes, ...(waiting.get(tenantId) ?? [])]);
        setTimeout(() => finish(tenantId), retryMs);
      },
    );
  };
  const finish = (tenantId: TenantId): void => {
    writing.delete(tenantId);
    start(tenantId);
  };

  return {
    add(tenantId, outcome) {
      const list = waiting.get(tenantId) ?? [];
      list.push(outcome);
      waiting.set(tenantId, list);
      start(tenantId);
    },
    pending(tenantId) {
      const outcomes = [...(waiting.get(tenantId) ?? []), ...(writing.get(tenantId) ?? [])];
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
  tenantId: TenantId,
  outcomes: readonly Outcome[],
): Promise<void> {
  const scope = { tenantIds: [tenantId], actor: dispatcherActor, requestId: 'dispatcher' };
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
