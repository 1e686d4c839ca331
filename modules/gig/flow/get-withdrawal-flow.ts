import type { gigFlowContract as contract, Input } from '@heyi/contract';
import { fail, fen, ok } from '@heyi/kernel';
import { accountIdOf, ownerOf } from '@heyi/ledger';
import { backlogOf, findPayerAccount } from '@heyi/payments';
import { onShard, stripeKeysOf, type Transaction } from '@heyi/platform';
import { fundsByKey } from '../funds/read-program-funds.ts';
import { findProgram } from '../program/program.store.ts';
import { type Program, programAccounts } from '../program/program.ts';
import { type FlowRow, readFlow, readSlots, windowFrom } from './flow.store.ts';
import { quantile } from './latency.ts';

const minutesUsual = 15;
const pointsMax = 300;
const steps = [1, 2, 5, 10, 15, 30, 60, 300] as const;

/** Counted figures of the last minutes; nothing that a withdrawal writes is read but a few totals. */
export async function getWithdrawalFlow(
  tx: Transaction,
  { programId, minutes: asked }: Input<typeof contract.getWithdrawalFlow>,
) {
  const program = await findProgram(tx, programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const minutes = Math.max(1, asked ?? minutesUsual);
  const step = steps.find((seconds) => (minutes * 60) / seconds <= pointsMax) ?? 300;
  const window = { programId, from: windowFrom(tx.now, minutes, step), step };
  const rows = await readFlow(tx, window);
  const slots = await readSlots(tx, window);
  const slotsAt = new Map(slots.map((one) => [one.at, one.slots]));
  const all = addUp(slots.map((one) => one.slots));
  const sumOf = (pick: (row: FlowRow) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  return ok({
    now: tx.now,
    stepSeconds: step,
    points: rows.map(({ acceptedAmount: _, paidAmount: __, peak: ___, ...counts }) => ({
      ...counts,
      acceptP99: quantile(slotsAt.get(counts.at) ?? [], 0.99),
    })),
    accepted: sumOf((row) => row.accepted),
    acceptedAmount: fen(sumOf((row) => row.acceptedAmount)),
    suspended: sumOf((row) => row.suspended),
    refused: sumOf((row) => row.refused),
    paid: sumOf((row) => row.paid),
    paidAmount: fen(sumOf((row) => row.paidAmount)),
    failed: sumOf((row) => row.failed),
    returned: sumOf((row) => row.returned),
    acceptP50: quantile(all, 0.5),
    acceptP99: quantile(all, 0.99),
    peakPerSecond: rows.reduce((best, { peak }) => Math.max(best, peak), 0),
    ...(await bankOf(tx, program)),
  });
}

function addUp(all: readonly (readonly number[])[]): number[] {
  const sums: number[] = [];
  for (const slots of all) {
    for (const [slot, count] of slots.entries()) sums[slot] = (sums[slot] ?? 0) + count;
  }
  return sums;
}

async function bankOf(tx: Transaction, program: Program) {
  const books = await fundsByKey(tx, program);
  const keys = books.map(({ key }) => key);
  const { bank } = programAccounts(program);
  const ids = keys.map((key) => accountIdOf(ownerOf(onShard(tx, key)), bank));
  const [row] = await tx.sql<{ booked: number }>`
    select coalesce(sum(debit_total - credit_total), 0)::bigint as booked
      from ledger.account_total
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and id = any(${ids}::uuid[])`;
  const payer = await findPayerAccount(tx, program.payerAccountId);
  const isOwn = payer?.tenantId === tx.tenantId;
  return {
    bank: {
      channel: payer?.channel ?? program.channel,
      ...(await backlogOf(tx, await stripeKeysOf(tx), program.payerAccountId)),
    },
    inFlight: fen(books.reduce((sum, { inFlight }) => sum + inFlight, 0)),
    bookedAtBank: fen(row!.booked),
    bankBalance: isOwn ? payer.balance : null,
    bankBalanceAt: isOwn ? payer.balanceAt : null,
  };
}
