import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { type Fen, fen, ok } from '@heyi/kernel';
import { getTrialBalance, verifyLedger } from '@heyi/ledger';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import { findPrograms } from '../program/program.store.ts';
import { recomputeTax } from '../withholding/recompute-tax.ts';
import type { WithdrawalId, WithdrawalState } from './withdrawal.ts';

/**
 * Computes everything again and compares: tax by the plain rule payment by payment, the books entry by
 * entry, what is in flight against the orders, and one outcome for each withdrawal.
 */
export async function proveWithdrawals(
  tx: Transaction,
  { tenantId }: Input<typeof contract.proveWithdrawals>,
) {
  const keys = await stripeKeysOf(tx);
  const counted = await countStates(tx, keys);
  const outcomeDifferences = await findOutcomeDifferences(tx, keys);
  const tax = await recomputeTax(tx, keys);
  const flight = await flightOf(tx, keys);
  const { taxBooked, negativeBalances } = await booksOf(tx, keys);
  const trial = await getTrialBalance(tx, { tenantId });
  const ledger = await verifyLedger(tx, { tenantId });
  const entriesSum = fen(trial.value.debitTotal - trial.value.creditTotal);
  const ledgerDifferences = ledger.value.differences.length;
  const holds =
    tax.withheld === tax.recomputed &&
    tax.withheld === taxBooked &&
    tax.differences.length + tax.foldDifferences.length === 0 &&
    entriesSum === 0 &&
    ledgerDifferences + negativeBalances + outcomeDifferences.length === 0 &&
    flight.booked === flight.ordered;
  return ok({
    withdrawals: counted.reduce((sum, { count }) => sum + count, 0),
    ofSandbox: counted.reduce((sum, { ofSandbox }) => sum + ofSandbox, 0),
    byState: counted.map(({ state, count, gross }) => ({ state, count, gross })),
    taxWithheld: fen(tax.withheld),
    taxRecomputed: fen(tax.recomputed),
    taxDifferences: tax.differences.map(({ withdrawalId, withheld, recomputed }) => ({
      withdrawalId,
      withheld: fen(withheld),
      recomputed: fen(recomputed),
    })),
    foldDifferences: tax.foldDifferences,
    entriesSum,
    ledgerDifferences,
    negativeBalances,
    outcomeDifferences,
    inFlight: fen(flight.booked),
    inFlightOrders: fen(flight.ordered),
    holds,
  });
}

type Counted = { state: WithdrawalState; count: number; ofSandbox: number; gross: Fen };

async function countStates(tx: Transaction, keys: readonly number[]): Promise<Counted[]> {
  const play = await findPrograms(tx, { environment: 'sandbox' });
  const playIds = play.map(({ id }) => id);
  return tx.sql<Counted>`
    select state, count(*) as count,
           count(*) filter (where program_id = any(${playIds}::uuid[])) as "ofSandbox",
           sum(gross)::bigint as gross
      from gig.withdrawal_outcome
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
     group by state order by state`;
}

/**
 * A withdrawal that was paid or is to be has one order of its net amount, in a state that agrees with
 * its own; one that waits for money, or was cancelled while it did, has none.
 */
async function findOutcomeDifferences(
  tx: Transaction,
  keys: readonly number[],
): Promise<WithdrawalId[]> {
  const rows = await tx.sql<{ id: WithdrawalId }>`
    select d.id
      from gig.withdrawal d
      left join payments.order_outcome o
        on o.shard_key = d.shard_key and o.tenant_id = d.tenant_id
       and o.id = gig.order_id(d.id, d.attempt)
     where d.shard_key = any(${keys}::int[]) and d.tenant_id = ${tx.tenantId}
       and case when d.seq is null then o.id is not null or d.tax is not null
                else o.id is null or o.subject_id <> d.id
                     or o.amount <> d.gross - d.tax - d.vat - d.surcharges
                     or (d.reversed_at is not null
                         and o.state not in ('cancelled', 'failed', 'returned')) end
     order by d.id limit 100`;
  return rows.map(({ id }) => id);
}

async function flightOf(
  tx: Transaction,
  keys: readonly number[],
): Promise<{ booked: number; ordered: number }> {
  const [row] = await tx.sql<{ booked: number; ordered: number }>`
    select (select coalesce(sum(a.credit_total - a.debit_total), 0)::bigint
              from ledger.account_total a
             where a.shard_key = any(${keys}::int[]) and a.tenant_id = ${tx.tenantId}
               and a.kind = 'paymentsInFlight') as booked,
           (select coalesce(sum(o.amount), 0)::bigint from payments.order_outcome o
             where o.shard_key = any(${keys}::int[]) and o.tenant_id = ${tx.tenantId}
               and o.state in ('queued', 'held', 'sent', 'unknown', 'manual')) as ordered`;
  return row!;
}

async function booksOf(
  tx: Transaction,
  keys: readonly number[],
): Promise<{ taxBooked: number; negativeBalances: number }> {
  const [row] = await tx.sql<{ taxBooked: number; negativeBalances: number }>`
    select coalesce(sum(credit_total - debit_total)
                      filter (where kind in ('taxPayable', 'vatPayable')), 0)::bigint as "taxBooked",
           count(*) filter (where kind in ('withdrawable', 'withdrawableHeld', 'clientFunds')
                              and debit_total > credit_total) as "negativeBalances"
      from ledger.account_total
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}`;
  return row!;
}
