import './runtime.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ApiClient, ApiProblem, createApiClient } from '@heyi/api-client';
import { readConfig, readDemoApp } from '@heyi/server';

/**
 * `npm run evening [-- --size 1000 --waves 5 --pause 8 --reads 2 --url http://…]`: plays an evening of
 * the demo's platform against a server that runs, by its open API and with signed requests. Each wave
 * reports income of `size` workers, and all of them withdraw it as fast as they are answered.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1000' },
    waves: { type: 'string', default: '5' },
    /** Seconds between two waves. */
    pause: { type: 'string', default: '8' },
    /** Balance reads a withdrawal. */
    reads: { type: 'string', default: '2' },
    url: { type: 'string' },
  },
});

const config = readConfig(process.env);
const demo = readDemoApp(config.directory);
if (demo === null) {
  console.error(`No demo in ${config.directory}: start one with HEYI_DEMO=1 npm start.`);
  process.exit(2);
}
const baseUrl = values.url ?? `http://127.0.0.1:${config.port}`;
const client = createApiClient({ baseUrl, appId: demo.appId, secret: demo.secret });
const [size, waves, reads] = [values.size, values.waves, values.reads].map((text) =>
  Number.parseInt(text, 10),
) as [number, number, number];
const pauseMs = Number.parseInt(values.pause, 10) * 1000;

/** Requests under way at once: more would only wait in line at the server. */
const atOnce = 256;
const linesAtOnce = 500;
const evening = randomUUID().slice(0, 8);

const entries = [
  { incomeKind: 'labourRemuneration', task: '直播打赏结算', cents: 4_800 },
  { incomeKind: 'labourRemuneration', task: '短视频激励', cents: 1_900 },
  { incomeKind: 'incidentalIncome', task: '整点红包雨', cents: 880 },
] as const;

type Payment = {
  readonly businessId: string;
  readonly externalWorkerId: string;
  readonly amount: string;
  readonly incomeKind: (typeof entries)[number]['incomeKind'];
  readonly task: string;
};

/** Every worker in turn; the amounts sway so that no two waves look alike. */
function paymentsOf(wave: number): Payment[] {
  const { workers } = demo!;
  return Array.from({ length: size }, (_, index) => {
    const { cents, ...entry } = entries[(index + wave) % entries.length]!;
    const amount = cents + ((index * 7919 + wave * 104_729) % cents);
    const yuan = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
    return {
      ...entry,
      businessId: `${evening}-${wave}-${index}`,
      externalWorkerId: workers[index % workers.length]!,
      amount: yuan,
    };
  });
}

/** The demo's calendar: what is withdrawn in an evening was accepted on its first day. */
const acceptedOn = '2026-11-23';

async function report(api: ApiClient, payments: readonly Payment[]): Promise<void> {
  for (let from = 0; from < payments.length; from += linesAtOnce) {
    const lines = payments
      .slice(from, from + linesAtOnce)
      .map((payment) => ({ ...payment, acceptedOn, workPeriod: '2026-11' }));
    const { results } = await api.reportIncomeLines({ lines });
    const refused = results.find(({ outcome }) => outcome === 'refused');
    if (refused) throw new Error(`income was refused: ${refused.code}`);
  }
}

type Counts = { accepted: number; suspended: number; refused: Map<string, number> };

async function withdrawAll(payments: readonly Payment[], counts: Counts): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async () => {
    for (;;) {
      const payment = payments[next];
      next += 1;
      if (!payment) return;
      const { businessId, externalWorkerId, amount, incomeKind } = payment;
      const startedAt = performance.now();
      try {
        const request = { businessId, externalWorkerId, amount, incomeKind };
        const { state } = await client.withdraw(request, { idempotencyKey: businessId });
        counts[state] += 1;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        counts.refused.set(error.code, (counts.refused.get(error.code) ?? 0) + 1);
      }
      latencies.push(performance.now() - startedAt);
      for (let read = 0; read < reads; read += 1) await client.readBalances({ externalWorkerId });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, payments.length) }, worker));
  return latencies.toSorted((a, b) => a - b);
}

console.log(`${waves} waves of ${size} withdrawals at ${baseUrl}; workers: ${demo.workers.length}`);
for (let wave = 1; wave <= waves; wave += 1) {
  const payments = paymentsOf(wave);
  await report(client, payments);
  const counts: Counts = { accepted: 0, suspended: 0, refused: new Map() };
  const startedAt = performance.now();
  const latencies = await withdrawAll(payments, counts);
  const seconds = (performance.now() - startedAt) / 1000;
  const p99 = latencies[Math.ceil(latencies.length * 0.99) - 1] ?? 0;
  const refused = [...counts.refused].map(([code, count]) => `${code} ${count}`).join(', ');
  console.log(
    `wave ${wave}: accepted ${counts.accepted}, suspended ${counts.suspended}, ` +
      `refused ${refused || 0}; ${Math.floor(size / seconds)} a second, ` +
      `p99 ${Math.ceil(p99)} ms seen from here`,
  );
  if (wave < waves) await pause(pauseMs);
}
const funds = await client.readFunds({});
console.log(`client's money: ${funds.available} available, ${funds.held} held, ${funds.state}`);
