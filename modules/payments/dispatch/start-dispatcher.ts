import { faultText, type Host, inTransaction, pressureOf } from '@heyi/platform';
import type { BankChannel } from '../channel/bank-channel.ts';
import { linkBankChannels } from '../channel/bank-links.ts';
import type { DispatchPolicy } from '../order/pay-order.ts';
import { livePolicyOf, readAskPolicy } from '../policy/ask-policy.store.ts';
import { ChannelWindow } from './channel-window.ts';
import { adoptOrders, type Lane, type OrderShard } from './claim.store.ts';
import { type DueFile, FileLine } from './file-line.ts';
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
 * dispatchers, in any number of processes, share the orders of all tenants. While people wait for
 * answers it takes a few orders now and then.
 */
export async function startDispatcher(options: {
  host: Host;
  channels: readonly BankChannel[];
  policy?: DispatchPolicy;
}): Promise<Dispatcher> {
  const { host, channels } = options;
  const policy = options.policy ?? livePolicyOf(host);
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
  const links = new Map(
    channels.map((channel) => {
      const common = { host, channel, dispatcherId: presence.id, policy };
      const window = new ChannelWindow({ ...common, writer });
      return [channel.code, { window, files: new FileLine({ ...common, window }) }];
    }),
  );
  let adoptedAt = -adoptEveryMs;
  const look = async (): Promise<void> => {
    for (const { window } of links.values()) await window.mend();
    await offerDueLanes(host, links);
    await offerDueFiles(host, links);
    // Last, as nobody waits for it; what it finds is offered at the next look.
    if (performance.now() - adoptedAt >= adoptEveryMs) {
      adoptedAt = performance.now();
      await readAskPolicy(host);
      if (await adoptAbandoned(host, presence)) wake();
    }
  };
  const loop = (async () => {
    while (!isStopped) {
      await pressureOf(host).rest();
      signalled = false;
      await look().catch((error: Error) => {
        process.stderr.write(`pay orders: ${faultText(error)}\n`);
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
      await Promise.all([...links.values()].map(({ window }) => window.stop()));
      await writer.idle();
      await presence.close();
    },
  };
}

type Links = ReadonlyMap<string, { window: ChannelWindow; files: FileLine }>;

async function offerDueLanes(host: Host, links: Links): Promise<void> {
  const due = await host.pool.query<Lane>({
    name: 'payments due lanes',
    text: `select tenant_id as "tenantId", shard_key as "shardKey", batch_id as "batchId", channel,
                  sending, subject_kind as "subjectKind", payer_tenant_id as "payerTenantId"
             from payments.due_lanes($1)`,
    values: [host.clock.now()],
  });
  for (const [code, lanes] of Map.groupBy(due.rows, ({ channel }) => channel)) {
    const link = links.get(code);
    link?.window.offer(lanes);
    await link?.files.build(lanes.filter(({ sending }) => sending === 'batch'));
  }
}

async function offerDueFiles(host: Host, links: Links): Promise<void> {
  const due = await host.pool.query<DueFile>({
    name: 'payments due files',
    text: `select tenant_id as "tenantId", shard_key as "shardKey", file_id as "fileId", channel,
                  payer_tenant_id as "payerTenantId" from payments.due_files($1)`,
    values: [host.clock.now()],
  });
  for (const [code, files] of Map.groupBy(due.rows, ({ channel }) => channel)) {
    await links.get(code)?.files.offer(files);
  }
}

/** The dead cannot say whether they sent: what they held is asked about at once. */
async function adoptAbandoned(host: Host, presence: Presence): Promise<boolean> {
  let isFound = false;
  const holders = await host.pool.query<OrderShard & { dispatcherId: string }>(
    `select tenant_id as "tenantId", shard_key as "shardKey", dispatcher_id as "dispatcherId"
       from payments.holding_dispatchers()`,
  );
  for (const { tenantId, shardKey, dispatcherId } of holders.rows) {
    if (!(await presence.isDead(dispatcherId))) continue;
    const common = { actor: dispatcherActor, requestId: 'dispatcher' };
    const scope = { tenantIds: [tenantId], shardKey, ...common };
    await inTransaction(host, scope, (tx) => adoptOrders(tx, dispatcherId));
    isFound = true;
  }
  return isFound;
}
