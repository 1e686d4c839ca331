import { pruneSessions } from '@heyi/access';
import { drawUpDueBills } from '@heyi/billing';
import { pruneConnect } from '@heyi/connect';
import { pruneGig } from '@heyi/gig';
import { planDay } from '@heyi/insurance';
import { watchThreads } from '@heyi/messages';
import { watchLines, watchSubmissions } from '@heyi/orders';
import { readDailyStatements, watchUnknownOrders } from '@heyi/reconciliation';
import {
  deliverEvents,
  dropOrphans,
  faultText,
  type Host,
  inTransaction,
  type Listener,
  prune,
  sealAudit,
  systemActor,
  type TenantId,
} from '@heyi/platform';

export type Background = { wake(): void; stop(): Promise<void> };

/**
 * Repeats `work` every `everyMs` and at once when woken; never two at a time. A fault (the database
 * is restarting) is said once and tried again.
 */
export function repeat(name: string, everyMs: number, work: () => Promise<unknown>): Background {
  let stopped = false;
  let woken = false;
  let wakeUp = () => {};
  let lastFault = '';
  const loop = (async () => {
    while (!stopped) {
      woken = false;
      await work().then(
        () => (lastFault = ''),
        (error: unknown) => {
          const fault = faultText(error);
          if (fault !== lastFault) process.stderr.write(`${name}: ${fault}\n`);
          lastFault = fault;
        },
      );
      if (!woken && !stopped) await pause(everyMs, (resolve) => (wakeUp = resolve));
    }
  })();
  return {
    wake() {
      woken = true;
      wakeUp();
    },
    async stop() {
      stopped = true;
      wakeUp();
      await loop;
    },
  };
}

function pause(ms: number, keep: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    keep(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export function startEventDelivery(host: Host, listeners: readonly Listener[]): Background {
  return repeat('events', 1000, () => deliverEvents(host, listeners));
}

export function startAuditSealer(host: Host): Background {
  return repeat('audit sealer', 3000, async () => {
    const waiting = await host.pool.query<{ tenant_id: TenantId }>(
      'select tenant_id from platform.tenants_with_unsealed_entries()',
    );
    const actor = systemActor('sealer');
    for (const { tenant_id: tenantId } of waiting.rows) {
      const scope = { tenantIds: [tenantId], actor, requestId: 'sealer' };
      await inTransaction(host, scope, (tx) => sealAudit(tx));
    }
  });
}

const hourMs = 3_600_000;

/** What has served its time goes: sessions, kept answers, delivered news, contents without a row. */
export function startHousekeeping(host: Host): Background {
  const chores = [
    repeat('old sessions', hourMs, () => pruneSessions(host)),
    repeat('old answers', hourMs, () => prune(host)),
    repeat('old webhooks', hourMs, () => pruneConnect(host)),
    repeat('old seconds and refusals', hourMs, () => pruneGig(host)),
    repeat('orphan files', hourMs, () => dropOrphans(host)),
  ];
  return {
    wake: () => chores.forEach((chore) => chore.wake()),
    stop: async () => void (await Promise.all(chores.map((chore) => chore.stop()))),
  };
}

/**
 * Yesterday's statements, once a day an account; asked for often, as a server may start at any hour.
 * Cases of orders that nobody knows the outcome of follow their orders.
 */
export function startStatementReading(host: Host): Background {
  return repeat('statements', hourMs / 4, async () => {
    await readDailyStatements(host);
    await watchUnknownOrders(host);
  });
}

/** Cut-offs that come near, attempts at agencies without an answer, and answers that are late. */
export function startOrderWatch(host: Host): Background {
  const watches = [
    repeat('order cut-offs', hourMs / 4, () => watchLines(host)),
    repeat('order submissions', hourMs / 60, () => watchSubmissions(host)),
    repeat('response clocks', hourMs / 12, () => watchThreads(host)),
  ];
  return {
    wake: () => watches.forEach((watch) => watch.wake()),
    stop: async () => void (await Promise.all(watches.map((watch) => watch.stop()))),
  };
}

/** Insurance tasks, once a day a tenant: cut-offs pass though nothing happens. */
export function startTaskPlanning(host: Host): Background {
  return repeat('insurance tasks', hourMs / 4, () => planDay(host));
}

/** Clients' bills on their day, once a day a tenant. */
export function startBillDrawing(host: Host): Background {
  return repeat('client bills', hourMs / 4, () => drawUpDueBills(host));
}
