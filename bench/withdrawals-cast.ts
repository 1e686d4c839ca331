import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fen, newId, plainDate, rate, systemClock, yuan, type Fen, type Id } from '@heyi/kernel';
import { createProgram, type WithdrawalRequest } from '@heyi/gig';
import { postJournals, transferLines } from '@heyi/ledger';
import { type BankChannel, linkBankChannels } from '@heyi/payments';
import { addClient } from '@heyi/payments/testing';
import {
  type Host,
  stripeKeysOf,
  stripeOf,
  tenantCipher,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg from 'pg';

/** What withdrawals are measured on: a client with money, and so many workers who have earned. */
export type WithdrawalsCast = {
  readonly world: TestHost;
  readonly host: Host;
  readonly tenantId: TenantId;
  readonly workers: number;
  /** The account that pays, and what lies on it by the books. */
  readonly payer: {
    readonly accountNumber: string;
    readonly payerAccountId: Id<'pac'>;
    readonly funds: Fen;
  };
  /** A request of a worker drawn at random. */
  draw(): WithdrawalRequest;
};

const appId = newId<'app'>();

/**
 * `stripes` 1 puts everything of the client behind one row of its money; `clients` spreads the workers
 * over so many, each with a program, money and books of its own.
 */
export async function castWithdrawals(options: {
  workers: number;
  stripes?: number;
  clients?: number;
  /** The bank that pays; without one, files do. */
  channel?: BankChannel;
  environment?: WithdrawalRequest['environment'];
}): Promise<WithdrawalsCast> {
  const world = await createTestHost(systemClock.now());
  const host: Host = { ...world.host, clock: systemClock };
  const { workers, clients = 1, stripes = 8, channel, environment = 'live' } = options;
  if (channel) linkBankChannels(world.host, [channel]);
  const cast: CastClient[] = [];
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  try {
    while (cast.length < clients) {
      const client = await castClient(world, { stripes, channel, environment });
      await insertWorkers(admin, client, workers / clients);
      cast.push(client);
    }
    await insertBalances(admin, cast);
  } finally {
    await admin.end();
  }
  let number = 0;
  const [{ tenantId, accountNumber, payerAccountId }] = cast as [CastClient];
  return {
    world,
    host,
    tenantId,
    workers,
    payer: { accountNumber, payerAccountId, funds },
    draw() {
      number += 1;
      const worker = Math.floor(Math.random() * workers);
      return {
        tenantId: cast[worker % clients]!.tenantId,
        environment,
        appId,
        externalWorkerId: `w${Math.floor(worker / clients)}`,
        businessId: `b-${number}`,
        key: `k-${number}-${process.pid}`,
        amount: fen(100 + (number % 5000)),
        incomeKind: null,
      };
    },
  };
}

type CastClient = {
  readonly tenantId: TenantId;
  readonly legalEntityId: Id<'ent'>;
  readonly payerAccountId: Id<'pac'>;
  readonly accountNumber: string;
  readonly programId: string;
  /** Shard keys of the stripes. */
  readonly keys: readonly number[];
  readonly payeeAccounts: readonly Buffer[];
};

async function castClient(
  world: TestHost,
  options: {
    stripes: number;
    channel: BankChannel | undefined;
    environment: WithdrawalRequest['environment'];
  },
): Promise<CastClient> {
  const { stripes, channel, environment } = options;
  const { tenantId, entities } = await addClient(world, world.host, {
    channel: channel?.code ?? 'file',
    entities: 1,
  });
  const { legalEntityId, payerAccountId, accountNumber } = entities[0]!;
  const made = await world.as(tenantId, (tx) =>
    createProgram(tx, {
      tenantId,
      environment,
      legalEntityId,
      payerAccountId,
      stripes,
      ...terms,
    }),
  );
  if (!made.ok) throw new Error(made.failure.code);
  await topUp(world, tenantId, payerAccountId);
  const keys = await world.as(tenantId, (tx) => stripeKeysOf(tx));
  const payeeAccounts = await world.as(tenantId, sealAccounts);
  const programId = made.value.id;
  return { tenantId, legalEntityId, payerAccountId, accountNumber, programId, keys, payeeAccounts };
}

const terms = {
  name: '直播结算',
  purpose: '平台收入',
  defaultIncomeKind: 'labourRemuneration',
  taxMethod: 'platformCumulative',
  reportFiledOn: plainDate('2025-10-20'),
  gapReading: 'restart-segment',
  lumpReading: 'notApplied',
  feeRate: rate('0.02'),
  whenShort: 'suspend',
  whenReturned: 'correct',
  withdrawalMin: yuan('0.01'),
  withdrawalMax: yuan('1000000.00'),
  workerDayLimit: null,
  workerDayCount: null,
  dayLimit: null,
  warningBelow: yuan('0.00'),
  warningHours: null,
} as const;

const funds: Fen = yuan('900000000000.00');

async function topUp(
  world: TestHost,
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
): Promise<void> {
  await world.as(tenantId, (tx) =>
    postJournals(tx, [
      {
        kind: 'receipt.matched',
        reference: 'receipt.matched/bench',
        subjectId: null,
        occurredOn: tx.today,
        lines: transferLines(
          { kind: 'bank', payerAccountId },
          { kind: 'clientFunds', payerAccountId },
          funds,
        ),
      },
    ]),
  );
}

const earnedFen: Fen = yuan('20000.00');

/**
 * Balances and what was earned on them, written by the administrator in a handful of statements; the
 * books balance, with one income journal a stripe.
 */
async function insertBalances(admin: pg.Client, cast: readonly CastClient[]): Promise<void> {
  const tenantIds = cast.map(({ tenantId }) => tenantId);
  await admin.query(balanceSql, [tenantIds, cast.map(({ programId }) => programId)]);
  await admin.query(accountSql, [tenantIds, earnedFen]);
  await admin.query(dueSql, [tenantIds, cast.map(({ legalEntityId }) => legalEntityId)]);
  await admin.query('vacuum analyze gig.worker, gig.balance, ledger.account');
  await admin.query('checkpoint');
}

/** Where the workers are paid to; many share one, which no part of this looks at. */
async function sealAccounts(tx: Transaction): Promise<Buffer[]> {
  const cipher = await tenantCipher(tx);
  return Array.from({ length: 100 }, (_, index) => cipher.seal(`62220202001234${5600 + index}`));
}

const chunk = 50_000;

async function insertWorkers(
  admin: pg.Client,
  { tenantId, keys, payeeAccounts }: CastClient,
  workers: number,
): Promise<void> {
  for (let first = 0; first < workers; first += chunk) {
    const count = Math.min(chunk, workers - first);
    const names = Array.from({ length: count }, (_, index) => `w${first + index}`);
    const shards = names.map((name) => keys[stripeOf(name, keys.length)]!);
    const accounts = names.map((_, index) => payeeAccounts[index % payeeAccounts.length]);
    await admin.query(workerSql, [tenantId, names, shards, accounts]);
  }
}

const workerSql = `
  insert into gig.worker (shard_key, tenant_id, id, environment, external_id, name, state, channel,
                          payee_account, payee_account_masked, payee_bank_code, created_at)
  select shard_key, $1, gen_random_uuid(),
         (select environment from gig.program where tenant_id = $1 limit 1), external_id, '欧阳䶮', 'admitted', 'bankCard',
         payee_account, '6222 **** **** 5678', '102100099996', now()
    from unnest($2::text[], $3::int[], $4::bytea[])
           as worker (external_id, shard_key, payee_account)`;

const balanceSql = `
  insert into gig.balance (shard_key, tenant_id, id, worker_id, program_id, income_kind, account_id)
  select w.shard_key, w.tenant_id, b.id, w.id, client.program_id, 'labourRemuneration',
         encode(set_byte(set_byte(h.bytes, 6, (get_byte(h.bytes, 6) & 15) | 128), 8,
                         (get_byte(h.bytes, 8) & 63) | 128), 'hex')::uuid
    from gig.worker w
    join unnest($1::uuid[], $2::uuid[]) as client (tenant_id, program_id)
      on client.tenant_id = w.tenant_id
   cross join lateral (select gen_random_uuid() as id, w.id as same) b
   cross join lateral (
     select substring(sha256(convert_to(
              w.tenant_id || '/' || w.shard_key || '|withdrawable|||' || b.id, 'utf8')) for 16)
              as bytes) h`;

const accountSql = `
  insert into ledger.account (shard_key, tenant_id, id, kind, person_id, credit_total, created_at)
  select shard_key, tenant_id, account_id, 'withdrawable', id, $2, now()
    from gig.balance where tenant_id = any($1::uuid[])`;

const dueSql = `
  with owed as (
    select shard_key, tenant_id, array_agg(id) as accounts,
           array_agg(-credit_total) as amounts, sum(credit_total)::bigint as total
      from ledger.account where tenant_id = any($1::uuid[]) and kind = 'withdrawable'
     group by 1, 2),
  due as (
    update ledger.account a set debit_total = a.debit_total + owed.total
      from owed
     where a.shard_key = owed.shard_key and a.tenant_id = owed.tenant_id and a.kind = 'clientDue'
       and a.legal_entity_id = any($2::uuid[])
    returning a.shard_key, a.tenant_id, a.id)
  insert into ledger.journal (shard_key, tenant_id, id, kind, reference, occurred_on, recorded_at,
                              accounts, amounts, content_hash)
  select owed.shard_key, owed.tenant_id, gen_random_uuid(), 'income.accepted', 'income/bench',
         current_date, now(), owed.accounts || due.id, owed.amounts || owed.total, '\\x00'
    from owed join due on due.shard_key = owed.shard_key and due.tenant_id = owed.tenant_id`;

/** TPC-B by PostgreSQL's own program on the same server; null where it is not installed. */
export type Pgbench = {
  run(seconds: number, clients: number): Promise<{ count: number; seconds: number }>;
};

const pgbenchPlaces = ['/usr/bin/pgbench', '/usr/local/bin/pgbench'];

export async function openPgbench(adminUrl: string, scale: number): Promise<Pgbench | null> {
  const program = pgbenchPlaces.find((place) => existsSync(place));
  if (program === undefined) return null;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const found = await admin.query(`select 1 from pg_database where datname = 'heyi_pgbench'`);
  if (found.rowCount === 0) await admin.query('create database heyi_pgbench');
  await admin.end();
  const url = new URL(adminUrl);
  const env = {
    ...process.env,
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: 'heyi_pgbench',
  };
  if (found.rowCount === 0) {
    execFileSync(program, ['-i', '-q', '-s', String(scale)], { env, stdio: 'ignore' });
  }
  return {
    async run(seconds, clients) {
      const threads = String(Math.min(2, clients));
      const flags = [
        '-n',
        '-M',
        'prepared',
        '-c',
        String(clients),
        '-j',
        threads,
        '-T',
        String(seconds),
      ];
      const text = await output(program, flags, env);
      const tps = Number(/tps = ([\d.]+)/.exec(text)?.[1]);
      if (!(tps > 0)) throw new Error(`pgbench said: ${text}`);
      return { count: tps * seconds, seconds };
    },
  };
}

function output(program: string, flags: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('error', reject);
    child.once('exit', () => resolve(text));
  });
}
