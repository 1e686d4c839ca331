import type { Output, payrollContract as contract } from '@heyi/contract';
import type { PayPeriod, PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId } from '../run/people.store.ts';
import type { PayItemId } from '../scheme/pay-scheme.store.ts';

export type PayTerm = {
  readonly employmentId: EmploymentId;
  readonly payItemId: PayItemId;
  readonly effectiveFrom: PlainDate;
  readonly amount: number;
};

/** A term that takes effect in a month would change every later one too: none of them may be locked. */
export async function isMonthLocked(
  tx: Transaction,
  employmentId: EmploymentId,
  month: PayPeriod,
): Promise<boolean> {
  const found = await tx.sql`
    select from payroll.locked_payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId} and wage_month >= ${month}
       and run_kind in ('regular', 'final')
     limit 1`;
  return found.length > 0;
}

export async function saveTerms(tx: Transaction, terms: readonly PayTerm[]): Promise<void> {
  await tx.sql`
    insert into payroll.pay_term (shard_key, tenant_id, employment_id, pay_item_id, effective_from,
                                  amount, recorded_at, account_id)
    select ${tx.shardKey}, ${tx.tenantId}, t.employment_id, t.pay_item_id, t.effective_from, t.amount,
           ${tx.now}, ${tx.actor.accountId}
      from unnest(${terms.map((term) => term.employmentId)}::uuid[],
                  ${terms.map((term) => term.payItemId)}::uuid[],
                  ${terms.map((term) => term.effectiveFrom)}::date[],
                  ${terms.map((term) => term.amount)}::bigint[])
        as t (employment_id, pay_item_id, effective_from, amount)
    on conflict (shard_key, tenant_id, employment_id, pay_item_id, effective_from) do update
       set amount = excluded.amount, recorded_at = excluded.recorded_at,
           account_id = excluded.account_id`;
}

type TermRow = Output<typeof contract.listPayTerms>['rows'][number];

export async function readTerms(tx: Transaction, employmentId: EmploymentId): Promise<TermRow[]> {
  return tx.sql<TermRow>`
    select t.pay_item_id as "payItemId", i.code, i.name_zh as "nameZh", i.name_en as "nameEn",
           t.effective_from as "effectiveFrom", t.amount
      from payroll.pay_term t
      join payroll.pay_item i
        on i.shard_key = t.shard_key and i.tenant_id = t.tenant_id and i.id = t.pay_item_id
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.employment_id = ${employmentId}
     order by i.sequence, t.effective_from desc`;
}

/** False when there is no such term. */
export async function deleteTerm(tx: Transaction, term: Omit<PayTerm, 'amount'>): Promise<boolean> {
  const removed = await tx.sql`
    delete from payroll.pay_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${term.employmentId} and pay_item_id = ${term.payItemId}
       and effective_from = ${term.effectiveFrom}
    returning 1`;
  return removed.length > 0;
}
