import { fen, type Fen } from '@heyi/kernel';
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
  const idsOf = (account: typeof clientFunds | typeof paymentsInFlight) =>
    keys.map((key) => accountIdOf(ownerOf(onShard(tx, key)), account));
  return tx.sql<StripeFunds>`
    select wanted.key, coalesce(funds.credit_total - funds.debit_total, 0)::bigint as funds,
           coalesce(flight.credit_total - flight.debit_total, 0)::bigint as "inFlight"
      from unnest(${keys}::int[], ${idsOf(clientFunds)}::uuid[], ${idsOf(paymentsInFlight)}::uuid[])
             with ordinality as wanted (key, funds_id, flight_id, place)
      left join ledger.account_total funds
        on funds.shard_key = wanted.key and funds.tenant_id = ${tx.tenantId}
       and funds.id = wanted.funds_id
      left join ledger.account_total flight
        on flight.shard_key = wanted.key and flight.tenant_id = ${tx.tenantId}
       and flight.id = wanted.flight_id
     order by wanted.place`;
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
