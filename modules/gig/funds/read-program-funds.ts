import { fen, type Fen, type Id, zeroFen } from '@heyi/kernel';
import { accountIdOf, ownerOf } from '@heyi/ledger';
import { onShard, stripeKeysOf, type Transaction } from '@heyi/platform';
import { type Program, programAccounts } from '../program/program.ts';
import { dayBegan, dayUseOf } from './day-use.ts';
import { hoursLeftOf } from './funds-state.ts';

export type StripeFunds = {
  /** The shard key; that of the main rows holds what is not allotted. */
  key: number;
  funds: Fen;
  inFlight: Fen;
};

/** The client's money in the main books and in those of every stripe. */
export async function fundsByKey(tx: Transaction, program: Program): Promise<StripeFunds[]> {
  const keys = [tx.tenantShardKey, ...(await stripeKeysOf(tx))];
  const { clientFunds, paymentsInFlight } = programAccounts(program);
  const books = keys.map((key) => {
    const owner = ownerOf(onShard(tx, key));
    return {
      key,
      funds: accountIdOf(owner, clientFunds),
      inFlight: accountIdOf(owner, paymentsInFlight),
    };
  });
  const ids = books.flatMap(({ funds, inFlight }) => [funds, inFlight]);
  const rows = await tx.sql<{ id: Id<'lac'>; balance: Fen }>`
    select id, (credit_total - debit_total)::bigint as balance from ledger.account_total
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and id = any(${ids}::uuid[])`;
  const balances = new Map(rows.map(({ id, balance }) => [id, balance]));
  return books.map(({ key, funds, inFlight }) => ({
    key,
    funds: balances.get(funds) ?? zeroFen,
    inFlight: balances.get(inFlight) ?? zeroFen,
  }));
}

type HeldOnStripe = { key: number; count: number; cost: Fen };

/** What withdrawals that wait will cost the client, with the fee of each. */
function heldByKey(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
): Promise<HeldOnStripe[]> {
  return tx.sql<HeldOnStripe>`
    select shard_key as key, count(*)::int as count,
           sum(gross + (gross * ${program.feeRate}::bigint + 500000) / 1000000)::bigint as cost
      from gig.withdrawal
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${program.id} and state = 'suspended'
     group by shard_key`;
}

/** The client's money of a program as people and programs read it. */
export async function readProgramFunds(tx: Transaction, program: Program) {
  const books = await fundsByKey(tx, program);
  const keys = books.map(({ key }) => key);
  const waiting = await heldByKey(tx, program, keys);
  const today = await dayUseOf(tx, program.id, keys);
  const sumOf = <Row>(rows: readonly Row[], pick: (row: Row) => number) =>
    rows.reduce((sum, row) => sum + pick(row), 0);
  const total = sumOf(books, ({ funds }) => funds);
  const held = sumOf(waiting, ({ cost }) => cost);
  const view = {
    programId: program.id,
    programName: program.name,
    total: fen(total),
    available: fen(Math.max(0, total - held)),
    held: fen(held),
    missing: fen(Math.max(0, held - total)),
    heldCount: sumOf(waiting, ({ count }) => count),
    inFlight: fen(sumOf(books, ({ inFlight }) => inFlight)),
    today,
    hoursLeft: hoursLeftOf(total, today.spent, dayBegan(tx).hours),
    state: program.fundsState,
    stateSince: program.fundsStateAt,
    warningBelow: program.warningBelow,
    warningHours: program.warningHours,
  };
  return { view, books, waiting };
}
