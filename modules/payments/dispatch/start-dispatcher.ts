import type { Instant } from '@heyi/kernel';
import { type Host, inTransaction, type TenantId } from '@heyi/platform';
import type { BankChannel } from '../channel/bank-channel.ts';
import { linkBankChannels } from '../channel/bank-links.ts';
import { type DispatchPolicy, dispatchPolicy } from '../order/pay-order.ts';
import { type ChannelWindow, openChannelWindow } from './channel-window.ts';
import { adoptOrders, type Lane } from './claim.store.ts';
import { dispatcherActor, openOutcomeWriter } from './outcome-writer.ts';
import { openPresence, type Presence } from './presence.ts';

export type Dispatcher = {
  /** Looks for due orders now. Orders made in any process wake it by themselves. */
  wake(): void;
  /** Ends when every call to a bank has its outcome and all outcomes are written. */
  stop(): Promise<void>;
};

const lookEveryMs = 400;
const adoptEveryMs = 3000;

/**
 * Sends due pay orders to their banks and asks about those without an outcome. Any number of
 * dispatchers, in any number of processes, share the orders of all tenants.
 */
export async function startDispatcher(options: {
  host: Host;
  channels: readonly BankChannel[];
  policy?: DispatchPolicy;
}): Promise<Dispatcher> {
  const { host, channels } = options;
  const policy = options.policy ?? dispatchPolicy;
  linkBankChannels(host, channels);
  let isStopped = false;
  let signalled = false;
  let wakeUp = () => {};
  const wake = () => {
    signalled = true;
    wakeUp();
  };
  const presence = await openPresence(host, wake);
  const writer = openOutcomeWriter(host, policy, () => undefined);
  const windows = new Map(
    channels.map((channel) => [
      channel.code,
      openChannelWindow({ host, channel, dispatcherId: presence.id, policy, writer }),
    ]),
  );
  let adoptedAt = -adoptEveryMs;
  const look = async (): Promise<void> => {
    if (performance.now() - adoptedAt >= adoptEveryMs) {
      adoptedAt = performance.now();
      await adoptAbandoned(host, presence);
    }
    for (const window of windows.values()) await window.mend();
    await offerDueLanes(host, windows);
  };
  const loop = (async () => {
    while (!isStopped) {
      signalled = false;
      await look().catch((error: Error) => {
        process.stderr.write(`pay orders: ${error.message}\n`);
      });
      if (!signalled && !isStopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookEveryMs);
          wakeUp = () => (clearTimeout(timer), resolve());
        });
      }
    }
  })();
  return {
    wake,
    async stop() {
      isStopped = true;
      wakeUp();
      await loop;
      await Promise.all([...windows.values()].map((window) => window.stop()));
      await writer.idle();
      await presence.close();
    },
  };
}

async function offerDueLanes(
  host: Host,
  windows: ReadonlyMap<string, ChannelWindow>,
): Promise<void> {
  const now: Instant = host.clock.now();
  const due = await host.pool.query<Lane>({
    name: 'payments due lanes',
    text: `select tenant_id as "tenantId", batch_id as "batchId", channel, sending,
                  payer_tenant_id as "payerTenantId" from payments.due_lanes($1)`,
    values: [now],
  });
  const byChannel = Map.groupBy(due.rows, ({ channel }) => channel);
  for (const [code, lanes] of byChannel) windows.get(code)?.offer(lanes);
}

/** The dead cannot say whether they sent: what they held is asked about at once. */
async function adoptAbandoned(host: Host, presence: Presence): Promise<void> {
  const holders = await host.pool.query<{ tenantId: TenantId; dispatcherId: string }>(
    `select tenant_id as "tenantId", dispatcher_id as "dispatcherId"
       from payments.holding_dispatchers()`,
  );
  for (const { tenantId, dispatcherId } of holders.rows) {
    if (!(await presence.isDead(dispatcherId))) continue;
    const scope = { tenantIds: [tenantId], actor: dispatcherActor, requestId: 'dispatcher' };
    await inTransaction(host, scope, (tx) => adoptOrders(tx, dispatcherId));
  }
}
