import assert from 'node:assert/strict';
import { fen, newId, systemClock, yuan } from '@heyi/kernel';
import { createPayOrders, startDispatcher } from '@heyi/payments';
import type { Host } from '@heyi/platform';
import { startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import { addClient, asTenant, createPayWorld, payeesOf } from '@heyi/payments/testing';
import type { Bar, Bench, Variant } from './measure.ts';

const answerMs = 50;
const callsAtOnce = 64;
const sizes = [2_000, 10_000] as const;
const parts = ['own part', 'first person', 'last person'] as const;
type Part = (typeof parts)[number];

/** Seconds from the click to each of them, committed here. */
type Times = Record<Part, number>;

/** What the bar allows; the last two build on the own part of the same run. */
function allowed(part: Part, people: number, times: Times): number {
  const ownPart = times['own part'];
  if (part === 'own part') return (50 + 0.1 * people) / 1000;
  if (part === 'first person') return ownPart + (1.5 * answerMs) / 1000;
  return ownPart + (1.2 * people * answerMs) / callsAtOnce / 1000;
}

const nameOf = (part: Part, people: number) => `${people} people: ${part}`;
const allowanceOf = (part: Part, people: number) => `${people} people: ${part} allowed`;

const bars: Bar[] = sizes.flatMap((people) =>
  parts.map((part) => ({
    of: nameOf(part, people),
    against: allowanceOf(part, people),
    atMost: 1,
    why: {
      'own part': '50 ms + 0.1 ms a person, from the click to orders and books committed',
      'first person': 'own part + 1.5 × one answer of the bank',
      'last person': `own part + 1.2 × (orders × ${answerMs} ms ÷ ${callsAtOnce})`,
    }[part],
  })),
);

/** A pay run of four entities against a bank of its own process: 50 ms an answer, 64 calls at once. */
export const bench: Bench = {
  name: 'pay-run',
  title: `Pays people of 4 entities; the bank answers in ${answerMs} ms and takes ${callsAtOnce} calls at once.`,
  unit: 'pay run',
  rounds: 7,
  bars,
  async setUp() {
    const bank = await startSandboxBank({
      settings: { answer_ms: [answerMs, answerMs], in_flight_max: callsAtOnce },
    });
    const { appId, secret, callbackSecret } = bank.credentials;
    const link = { url: bank.url, appId, secret, callbackSecret, inFlightMax: callsAtOnce };
    const channel = openSandboxBank(link);
    const { world, host: plainHost } = await createPayWorld(() => [channel]);
    const written: number[] = [];
    const host: Host = { ...plainHost, wakeEvents: () => void written.push(performance.now()) };
    const dispatcher = await startDispatcher({ host, channels: [channel] });
    const client = await addClient(world, host, { channel: 'sandbox', entities: 4 });
    for (const [index, { accountNumber }] of client.entities.entries()) {
      const name = `付款主体${index + 1}有限公司`;
      await bank.admin.openAccount(accountNumber, name, yuan('9000000000'));
    }
    const runs = sizes.map((people) => payRuns(host, client, people, written));
    return {
      variants: sizes.flatMap((people, index) => variantsOf(people, runs[index]!)),
      async tearDown() {
        await dispatcher.stop();
        channel.close();
        await world.close();
        await bank.stop();
      },
    };
  },
};

/** Three figures and three allowances of one run: whoever comes a second time starts the next. */
function variantsOf(people: number, pay: () => Promise<Times>): Variant[] {
  let current: Promise<Times> | null = null;
  const asked = new Set<string>();
  const timesFor = (name: string): Promise<Times> => {
    if (current === null || asked.has(name)) {
      asked.clear();
      current = pay();
    }
    asked.add(name);
    return current;
  };
  const variant = (name: string, pick: (times: Times) => number): Variant => ({
    name,
    run: async () => ({ count: 1, seconds: pick(await timesFor(name)) }),
  });
  return parts.flatMap((part) => [
    variant(nameOf(part, people), (times) => times[part]),
    variant(allowanceOf(part, people), (times) => allowed(part, people, times)),
  ]);
}

function payRuns(
  host: Host,
  client: Awaited<ReturnType<typeof addClient>>,
  people: number,
  written: number[],
): () => Promise<Times> {
  const payees = Array.from({ length: people }, (_, index) => ({
    name: `员工${index}`,
    amount: fen(800_000 + index),
  }));
  return async () => {
    const subjectId = newId<'run'>();
    const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, payees));
    written.length = 0;
    const clicked = performance.now();
    await asTenant(host, client.tenantId, (tx) =>
      createPayOrders(tx, {
        subjectKind: 'payrollRun',
        subjectId,
        purpose: '2026年11月工资',
        orders,
      }),
    );
    const committed = performance.now();
    await untilPaid(host, client.tenantId, subjectId, people);
    return {
      'own part': (committed - clicked) / 1000,
      'first person': (written[0]! - clicked) / 1000,
      'last person': (written.at(-1)! - clicked) / 1000,
    };
  };
}

/** Looks seldom: counting is work that the measured part would pay for. */
async function untilPaid(
  host: Host,
  tenantId: Parameters<typeof asTenant>[1],
  subjectId: string,
  people: number,
): Promise<void> {
  const giveUpAt = Date.parse(systemClock.now()) + 60_000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [row] = await asTenant(
      host,
      tenantId,
      (tx) => tx.sql<{ paid: number }>`
      select count(*) as paid from payments.pay_order o
        join payments.pay_batch b
          on b.shard_key = o.shard_key and b.tenant_id = o.tenant_id and b.id = o.batch_id
       where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
         and b.subject_id = ${subjectId} and o.state = 'succeeded'`,
    );
    if (row!.paid === people) return;
    assert.ok(Date.parse(systemClock.now()) < giveUpAt, `${row!.paid} of ${people} are paid`);
  }
}
