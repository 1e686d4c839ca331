import { lockBooks } from '@heyi/ledger';
import { askStripes, onShard, stripeKeysOf, type Transaction } from '@heyi/platform';
import {
  type Environment,
  environmentOf,
  type Program,
  programAccounts,
  type ProgramId,
} from './program.ts';

type Filter = { id?: ProgramId; environment?: Environment };

export async function findPrograms(tx: Transaction, filter: Filter = {}): Promise<Program[]> {
  return tx.sql<Program>`
    select id, environment, name, purpose, legal_entity_id as "legalEntityId",
           payer_account_id as "payerAccountId", payer_tenant_id as "payerTenantId", channel, state,
           default_income_kind as "defaultIncomeKind", tax_method as "taxMethod",
           report_filed_on as "reportFiledOn", gap_reading as "gapReading",
           lump_reading as "lumpReading",
           past_methods as "pastMethods", fee_ppm as "feeRate",
           when_short as "whenShort", when_returned as "whenReturned",
           withdrawal_min as "withdrawalMin", withdrawal_max as "withdrawalMax",
           worker_day_limit as "workerDayLimit", worker_day_count as "workerDayCount",
           day_limit as "dayLimit", warning_below as "warningBelow",
           warning_hours as "warningHours", funds_state as "fundsState",
           funds_state_at as "fundsStateAt", version,
           created_at as "createdAt"
      from gig.program
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null})
       and (${filter.environment ?? null}::text is null
            or environment = ${filter.environment ?? null})
     order by id`;
}

export async function findProgram(tx: Transaction, id: ProgramId): Promise<Program | null> {
  return (await findPrograms(tx, { id }))[0] ?? null;
}

/** Locks the program; whoever moves its money between stripes does it first. */
export async function lockProgram(tx: Transaction, id: ProgramId): Promise<Program | null> {
  await tx.sql`
    select id from gig.program
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for no key update`;
  return findProgram(tx, id);
}

/** A unique violation answers false: the entity has a program in this environment. */
export async function insertProgram(tx: Transaction, program: Program): Promise<boolean> {
  const rows = await tx.sql`
    insert into gig.program (
      shard_key, tenant_id, id, environment, name, legal_entity_id, payer_account_id,
      payer_tenant_id, channel, state, purpose, default_income_kind, tax_method, report_filed_on,
      gap_reading, lump_reading, fee_ppm, when_short, when_returned, withdrawal_min, withdrawal_max,
      worker_day_limit, worker_day_count, day_limit, warning_below, warning_hours, version,
      created_at)
    values (
      ${tx.tenantShardKey}, ${tx.tenantId}, ${program.id}, ${program.environment},
      ${program.name}, ${program.legalEntityId}, ${program.payerAccountId},
      ${program.payerTenantId}, ${program.channel}, ${program.state}, ${program.purpose},
      ${program.defaultIncomeKind}, ${program.taxMethod}, ${program.reportFiledOn},
      ${program.gapReading}, ${program.lumpReading}, ${program.feeRate}, ${program.whenShort},
      ${program.whenReturned}, ${program.withdrawalMin}, ${program.withdrawalMax},
      ${program.workerDayLimit}, ${program.workerDayCount}, ${program.dayLimit},
      ${program.warningBelow}, ${program.warningHours},
      ${program.version}, ${program.createdAt})
        on conflict (shard_key, tenant_id, legal_entity_id, environment) do nothing
    returning id`;
  return rows.length > 0;
}

/** In which month tax was last withheld; nobody withholds until the transaction ends. */
export async function lastMonthWithheld(tx: Transaction, id: ProgramId): Promise<number | null> {
  const keys = await stripeKeysOf(tx);
  await lockStripes(tx, id, keys);
  const [row] = await tx.sql<{ month: number | null }>`
    select max(tax_month) as month from gig.withdrawal
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId} and program_id = ${id}`;
  return row!.month;
}

export async function updateTerms(tx: Transaction, program: Program): Promise<void> {
  await tx.sql`
    update gig.program
       set name = ${program.name}, state = ${program.state}, purpose = ${program.purpose},
           default_income_kind = ${program.defaultIncomeKind}, tax_method = ${program.taxMethod},
           report_filed_on = ${program.reportFiledOn}, gap_reading = ${program.gapReading},
           lump_reading = ${program.lumpReading},
           past_methods = ${JSON.stringify(program.pastMethods)}::jsonb,
           fee_ppm = ${program.feeRate}, when_short = ${program.whenShort},
           when_returned = ${program.whenReturned}, withdrawal_min = ${program.withdrawalMin},
           withdrawal_max = ${program.withdrawalMax}, worker_day_limit = ${program.workerDayLimit},
           worker_day_count = ${program.workerDayCount}, day_limit = ${program.dayLimit},
           warning_below = ${program.warningBelow}, warning_hours = ${program.warningHours},
           version = ${program.version}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${program.id}`;
  // Batches under way hold these rows; the next ones see the new version and read the terms again.
  await tx.sql`
    update gig.program_stripe set version = ${program.version}, day_allowance = day_amount
     where shard_key = any(${await stripeKeysOf(tx)}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${program.id}`;
}

/** The program's row and its accounts in the books of every stripe: a batch finds them all. */
export async function openOnStripes(tx: Transaction, program: Program): Promise<void> {
  const keys = await stripeKeysOf(tx);
  await tx.sql`
    insert into gig.program_stripe (shard_key, tenant_id, program_id, version, day)
    select key, ${tx.tenantId}, ${program.id}, ${program.version}, 0
      from unnest(${keys}::int[]) as stripe (key)`;
  const accounts = Object.values(programAccounts(program));
  await lockBooks(keys.map((key) => ({ tx: onShard(tx, key), keys: accounts })));
}

export type StripeRow = {
  shardKey: number;
  suspendedCount: number;
  suspendedAmount: number;
  day: number;
  dayAmount: number;
};

/** The program on each stripe, in the order of the stripes' keys, which is the order of locks. */
export async function lockStripes(
  tx: Transaction,
  programId: ProgramId,
  keys: readonly number[],
): Promise<StripeRow[]> {
  const inOrder = keys.toSorted((a, b) => a - b);
  return askStripes(inOrder, (key) => lockStripe(tx, programId, key));
}

function lockStripe(tx: Transaction, programId: ProgramId, key: number): Promise<StripeRow[]> {
  return tx.sql<StripeRow>`
    select shard_key as "shardKey", suspended_count as "suspendedCount",
           suspended_amount as "suspendedAmount", day, day_amount as "dayAmount"
      from gig.program_stripe
     where shard_key = ${key} and tenant_id = ${tx.tenantId} and program_id = ${programId}
       for no key update`;
}

/** The program of the calling app's environment; the first that is not closed. */
export async function programOfApp(tx: Transaction): Promise<Program | null> {
  const programs = await findPrograms(tx, { environment: environmentOf(tx) });
  return programs.find(({ state }) => state !== 'closed') ?? null;
}
