import { assert, epochDay, type Id, periodFromIndex, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, type Reason } from '@heyi/statutory';
import { findProgram } from '../program/program.store.ts';
import type { IncomeKind, ProgramId } from '../program/program.ts';
import type { WorkerPlace } from '../worker/worker.store.ts';
import { enterDay, foldPayments } from './cumulation.ts';
import { taxTermsOf, termsByMonth } from './tax-book.ts';
import { loadVatReadings } from './vat-terms.ts';
import { explainWithdrawalTax } from './withdrawal-tax.ts';

type Payment = {
  id: Id<'wdr'>;
  gross: number;
  tax: number;
  vat: number;
  surcharges: number;
  month: number;
  paidOn: PlainDate;
};

/**
 * Why the tax of a payment is what it is: the payments that stood when it was made are folded, and
 * the rule is asked again. Nothing while it has not been computed, as it waits for money.
 */
export async function explainPaidTax(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  id: Id<'wdr'>,
): Promise<readonly Reason[]> {
  const [balance] = await tx.sql<{
    id: Id<'bal'>;
    programId: ProgramId;
    incomeKind: IncomeKind;
    seq: number | null;
  }>`
    select b.id, b.program_id as "programId", b.income_kind as "incomeKind", d.seq
      from gig.withdrawal d
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
     where d.shard_key = ${shardKey} and d.tenant_id = ${tx.tenantId}
       and d.worker_id = ${workerId} and d.id = ${id}`;
  if (!balance || balance.seq === null) return [];
  const { programId, incomeKind } = balance;
  const program = await findProgram(tx, programId);
  assert(program, 'a balance is of a program');
  const payments = await paymentsUpTo(tx, shardKey, workerId, { ...balance, seq: balance.seq });
  const own = payments.at(-1);
  assert(own?.id === id, 'the last of the payments is the one that is asked for');
  const period = periodFromIndex(own.month);
  const reading = (await loadVatReadings(tx))(period);
  const terms = taxTermsOf(program, incomeKind, own.month, reading);
  const earlier = payments.slice(0, -1).map((payment) => ({
    ...payment,
    receipts: payment.gross,
    day: epochDay(payment.paidOn),
  }));
  const cumulation = foldPayments(earlier, termsByMonth(program, incomeKind));
  enterDay(cumulation, own.month, epochDay(own.paidOn), terms);
  const explained = explainWithdrawalTax(currentPolicy, terms, period, cumulation, own.gross);
  assert(explained.ok, `the policy knows ${period}`);
  return explained.value.reasons;
}

/** The payments of the balance that stood when the one with this place among its events was made. */
function paymentsUpTo(
  tx: Transaction,
  shardKey: number,
  workerId: Id<'wkr'>,
  { id, seq }: { readonly id: Id<'bal'>; readonly seq: number },
): Promise<Payment[]> {
  return tx.sql<Payment>`
    select d.id, d.gross, d.tax, d.vat, d.surcharges, d.tax_month as month,
           (coalesce(d.resumed_at, d.accepted_at) at time zone 'Asia/Shanghai')::date as "paidOn"
      from gig.withdrawal d
     where d.shard_key = ${shardKey} and d.tenant_id = ${tx.tenantId}
       and d.worker_id = ${workerId} and d.balance_id = ${id} and d.seq <= ${seq}
       and (d.reversed_seq is null or d.reversed_seq > ${seq})
     order by d.seq`;
}
