import type { Fen } from '@heyi/kernel';
import { fen } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  publish,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { findProgram, lockProgram } from '../program/program.store.ts';
import type { FundsState, Program, ProgramId } from '../program/program.ts';
import { dayBegan, dayUseOf } from './day-use.ts';
import {
  type FundsFacts,
  fundsStateAfter,
  type FundsNews,
  hoursLeftOf,
  newsOfFunds,
} from './funds-state.ts';
import { fundsByKey } from './read-program-funds.ts';

/** What the client is told of its money; the event is named like the webhook. */
export type FundsTold = {
  programId: ProgramId;
  news: FundsNews;
  balance: Fen;
  hoursLeft: number | null;
  suspendedCount: number;
};

const actor = systemActor('client funds');
const requestId = 'client funds';
/** Adding up a day's withdrawals is too dear for every second. */
const useKeptMs = 15_000;

type KeptUse = { readonly spent: number; readonly until: number };
const keptUses = new WeakMap<Host, Map<ProgramId, KeptUse>>();

/** Looks at the money of every program that is watched; called about once a second. */
export async function watchFunds(host: Host): Promise<number> {
  const watched = await host.pool.query<{ tenantId: TenantId; programId: ProgramId }>(
    'select tenant_id as "tenantId", program_id as "programId" from gig.watched_programs()',
  );
  let told = 0;
  for (const { tenantId, programId } of watched.rows) {
    const scope = { tenantIds: [tenantId], actor, requestId };
    told += await inTransaction(host, scope, (tx) => watchProgram(tx, programId));
  }
  if (told > 0) host.wakeEvents();
  return told;
}

/** Reads first, and locks only when there is something to say. */
async function watchProgram(tx: Transaction, programId: ProgramId): Promise<number> {
  const seen = await findProgram(tx, programId);
  if (seen === null) return 0;
  const facts = await factsOf(tx, seen);
  if (fundsStateAfter(seen.fundsState, facts, seen) === seen.fundsState) return 0;
  const program = await lockProgram(tx, programId);
  if (program === null) return 0;
  const now = await factsOf(tx, program);
  return enterState(tx, program, fundsStateAfter(program.fundsState, now, program), now);
}

async function factsOf(tx: Transaction, program: Program): Promise<FundsFacts> {
  const books = await fundsByKey(tx, program);
  const keys = books.map(({ key }) => key);
  const left = books.reduce((sum, { funds }) => sum + funds, 0);
  const [waiting] = await tx.sql<{ count: number }>`
    select coalesce(sum(suspended_count), 0)::int as count from gig.program_stripe
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${program.id}`;
  const spent = program.warningHours === null ? 0 : await spentToday(tx, program, keys);
  const hoursLeft = hoursLeftOf(left, spent, dayBegan(tx).hours);
  return { left, hoursLeft, suspendedCount: waiting!.count };
}

async function spentToday(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
): Promise<number> {
  const kept = keptUses.get(tx.host) ?? new Map<ProgramId, KeptUse>();
  keptUses.set(tx.host, kept);
  const known = kept.get(program.id);
  if (known && performance.now() < known.until) return known.spent;
  const { spent } = await dayUseOf(tx, program.id, keys);
  kept.set(program.id, { spent, until: performance.now() + useKeptMs });
  return spent;
}

/** Under the program's lock. */
async function enterState(
  tx: Transaction,
  program: Program,
  state: FundsState,
  facts: FundsFacts,
): Promise<number> {
  const news = newsOfFunds(program.fundsState, state);
  if (state === program.fundsState) return 0;
  await tx.sql`
    update gig.program set funds_state = ${state}, funds_state_at = ${tx.now}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${program.id}`;
  for (const one of news) {
    const { left, hoursLeft, suspendedCount } = facts;
    const payload: FundsTold = {
      programId: program.id,
      news: one,
      balance: fen(left),
      hoursLeft,
      suspendedCount,
    };
    await publish(tx, { type: 'program.funds_changed', payload });
  }
  return news.length;
}

/**
 * Money that is moved between stripes is money that runs low: the client is warned in the same
 * transaction, and so before anything is suspended. The program is locked.
 */
export async function warnAtOnce(tx: Transaction, program: Program, left: number): Promise<void> {
  if (program.fundsState !== 'enough') return;
  const facts = { left, hoursLeft: null, suspendedCount: 0 };
  if (fundsStateAfter('enough', facts, program) !== 'low') return;
  await enterState(tx, program, 'low', facts);
}
