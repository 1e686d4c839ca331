import { setTimeout as sleep } from 'node:timers/promises';
import { cureAccounts } from '@heyi/gig/testing';
import { formatId, type Id, systemClock } from '@heyi/kernel';
import { linkBankChannels } from '@heyi/payments';
import type { Host } from '@heyi/platform';
import {
  createRestartableDatabase,
  createTestHost,
  type RestartableDatabase,
  type TestHost,
} from '@heyi/platform/testing';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import pg from 'pg';
import { seeded } from '../simulation/random.ts';
import { castClient, castPayroll, type ChaosClient, repair } from './cast.ts';
import { Load, type LoadCounts } from './load.ts';
import { Mischief, type MischiefCounts } from './mischief.ts';
import { bankParty, databaseParties, Servers } from './parties.ts';
import { prove, type ProofLine } from './proof.ts';

export type ChaosOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly perSecond: number;
  readonly say: (line: string) => void;
};

export type ChaosOutcome = {
  readonly seconds: number;
  readonly load: LoadCounts;
  readonly mischief: MischiefCounts;
  readonly proof: readonly ProofLine[];
  readonly holds: boolean;
  /** Where the database was left for inspection; null when everything held. */
  readonly kept: string | null;
};

/**
 * Servers, worker, database and bank as processes, a load on them, and kills by chance of the seed.
 * When the last is back and nothing is on its way any more, everything is proven from the rows.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const startedAt = performance.now();
  const database = await createRestartableDatabase();
  const bank = await startSandboxBank({
    settings: {
      answer_ms: [2, 30],
      callback_ms: [0, 300],
      callback_retry_ms: [300, 700, 1500, 3000, 5000, 5000, 10_000, 10_000, 20_000],
      query_lag_seconds: 2,
      hang_ms: 3000,
    },
  });
  const run = await stage(options, database, bank);
  const seconds = (performance.now() - startedAt) / 1000;
  const holds = run.proof.every((line) => line.holds);
  await bank.stop();
  const kept = holds ? null : database.directory;
  if (holds) await database.drop();
  else await database.stop();
  return { seconds, ...run, holds, kept };
}

async function stage(
  { kills, seed, perSecond, say }: ChaosOptions,
  database: RestartableDatabase,
  bank: SandboxBank,
): Promise<Pick<ChaosOutcome, 'load' | 'mischief' | 'proof'>> {
  const world = await createTestHost(systemClock.now(), database);
  const host: Host = { ...world.host, clock: systemClock };
  const { appId, secret, callbackSecret } = bank.credentials;
  const channel = openSandboxBank({ url: bank.url, appId, secret, callbackSecret });
  for (const one of [host, world.host]) linkBankChannels(one, [channel]);
  const random = seeded(seed);
  const casts = [await castClient(world, bank, random), await castClient(world, bank, random)];
  const payroll = await castPayroll(world, host, bank, Math.ceil(kills / 3));
  const servers = await Servers.start(world, bank);
  try {
    await bank.admin.setCallbackUrl(`${servers.urls[0]}/bank-callbacks/sandbox`);
    const parties = [...servers.parties, ...databaseParties(database), bankParty(bank)];
    const load = new Load(servers, host, seeded(seed + 1), casts);
    const common = { world, host, bank, servers, parties, casts, payroll, say };
    const mischief = new Mischief({ ...common, random: seeded(seed + 2) });
    say('the load begins');
    const running = Promise.all([load.run(perSecond), mischief.meddle()]);
    await mischief.kill(kills);
    say('everybody is up again; the load ends');
    await sleep(1000);
    mischief.end();
    await load.end();
    await running;
    // Whatever was put off to a time that a clock has once shown is due by now.
    servers.setClocks(mischief.clockMost + 4 * 24 * 3600, () => 0);
    for (const cast of casts) await repair(world, cast);
    await comeToRest(database.adminUrl, world, bank, { mischief, casts });
    const proof = await prove({ world, bank, channel, casts, payroll, load });
    return { load: load.counts, mischief: mischief.counts, proof };
  } finally {
    await servers.stop();
    channel.close();
  }
}

const restSeconds = 150;

type Left = { id: Id<'pay'>; state: string };

/** People end what waits for them: suspense at the bank, money of the client, refused accounts. */
async function comeToRest(
  adminUrl: string,
  world: TestHost,
  bank: SandboxBank,
  { mischief, casts }: { readonly mischief: Mischief; readonly casts: readonly ChaosClient[] },
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  for (const cast of casts) await mischief.topUp(cast, '2000000.00');
  await mischief.passBankDay();
  const deadline = performance.now() + restSeconds * 1000;
  let calm = 0;
  while (calm < 3 && performance.now() < deadline) {
    const { rows } = await admin.query<Left>(
      `select id, state from payments.pay_order
        where state in ('queued', 'held', 'sent', 'unknown', 'manual')`,
    );
    for (const { id, state } of rows) if (state === 'manual') await endSuspense(bank, id);
    const waiting = await admin.query(
      `select 1 from platform.outbox where delivered_at is null
        union all select 1 from gig.withdrawal where state = 'suspended'`,
    );
    for (const { client } of casts) await cureAccounts(world, client);
    calm = rows.length + waiting.rows.length === 0 ? calm + 1 : 0;
    // Returns that the bank makes a day later come before the last look.
    if (calm === 2) await mischief.passBankDay();
    await sleep(700);
  }
  await admin.end();
}

async function endSuspense(bank: SandboxBank, id: Id<'pay'>): Promise<void> {
  const reference = formatId('pay', id);
  const transfer = await bank.admin.transfer(reference).catch(() => null);
  if (transfer?.state !== 'suspended') return;
  const isOdd = transfer.amount % 2 === 1;
  await bank.admin.resolveTransfer(reference, isOdd ? 'succeeded' : 'failed');
}

/** The proof as people read it. */
export function tableOf({ seconds, load, mischief, proof, kept }: ChaosOutcome): string {
  const width = Math.max(...proof.map(({ rule }) => rule.length));
  return [
    `kills: ${listed(mischief.kills)}`,
    `load: ${load.requests} requests; asked again after: ${listed(load.doubts)}`,
    `      ${load.bursts} × 100 with one key, ${load.twins} pairs with one business id, ` +
      `${load.cancelled} of ${load.cancellations} cancelled`,
    `mischief: ${mischief.clockJumps} clock jumps, ${mischief.bankDays} days at the bank, ` +
      `${mischief.forged} forged callbacks (${mischief.forgedTaken} taken), ` +
      `${mischief.payrollClicks} clicks on pay`,
    ...proof.map(
      ({ rule, found, holds }) => `${holds ? '✓' : '✗'} ${rule.padEnd(width)}  ${found}`,
    ),
    `${seconds.toFixed(0)} s${kept === null ? '' : `; the database is kept in ${kept}`}`,
  ].join('\n');
}

function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, count]) => `${count} ${name}`).join(', ');
}
