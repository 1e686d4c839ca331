import type { BaseProposal, BasesFound, BasesWanted } from '@heyi/insurance';
import { type Fen, lastDayOf, multiplyFraction, type PayPeriod } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';

/**
 * What payroll knows of people's wages, for the bases of a year: the monthly average of what was paid
 * in the calendar year before, over the months in which something was, and the wage agreed for the
 * first month. Publishes base_proposals.found; where nothing is known nothing is proposed.
 */
export async function proposeBases(tx: Transaction, wanted: BasesWanted): Promise<void> {
  const { adjustmentId } = wanted;
  const proposals = [...(await averagesOf(tx, wanted)), ...(await agreedWagesOf(tx, wanted))];
  if (proposals.length === 0) return;
  const payload: BasesFound = { adjustmentId, proposals };
  await publish(tx, { type: 'base_proposals.found', payload });
}

type Paid = {
  readonly employmentId: EmploymentId;
  readonly total: Fen;
  readonly months: number;
  readonly fromPeriod: PayPeriod;
  readonly toPeriod: PayPeriod;
};

/** By the month of payment, as the wage bill of a year is counted; gross, with bonuses. */
async function averagesOf(tx: Transaction, wanted: BasesWanted): Promise<BaseProposal[]> {
  const rows = await tx.sql<Paid>`
    select s.employment_id as "employmentId", sum(s.gross)::bigint as total,
           count(distinct r.tax_period)::int as months, min(r.tax_period) as "fromPeriod",
           max(r.tax_period) as "toPeriod"
      from payroll.run r
      join payroll.payslip s
        on s.shard_key = r.shard_key and s.tenant_id = r.tenant_id
       and s.calculation_id = r.calculation_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.tax_period between ${wanted.fromPeriod} and ${wanted.toPeriod}
       and r.state in ('paying', 'partiallyPaid', 'paid', 'closed') and s.income_kind = 'wages'
       and s.employment_id = any (${wanted.employmentIds}::uuid[])
     group by s.employment_id
    having sum(s.gross) > 0
     order by s.employment_id`;
  return rows.map(({ employmentId, total, months, fromPeriod, toPeriod }) => ({
    employmentId,
    source: 'lastYearAverage',
    amount: multiplyFraction(total, 1, months, 'half_up_fen'),
    months,
    fromPeriod,
    toPeriod,
  }));
}

/** The recurring earnings whose terms hold at the end of the month. */
async function agreedWagesOf(tx: Transaction, wanted: BasesWanted): Promise<BaseProposal[]> {
  const rows = await tx.sql<{ employmentId: EmploymentId; amount: Fen }>`
    with term as (
      select distinct on (t.employment_id, t.pay_item_id) t.employment_id, t.pay_item_id, t.amount
        from payroll.pay_term t
       where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
         and t.employment_id = any (${wanted.employmentIds}::uuid[])
         and t.effective_from <= ${lastDayOf(wanted.period)}
       order by t.employment_id, t.pay_item_id, t.effective_from desc)
    select t.employment_id as "employmentId", sum(t.amount)::bigint as amount
      from term t
      join payroll.pay_item i
        on i.shard_key = ${tx.shardKey} and i.tenant_id = ${tx.tenantId} and i.id = t.pay_item_id
     where i.item_class = 'earning'
     group by t.employment_id
    having sum(t.amount) > 0
     order by t.employment_id`;
  return rows.map(({ employmentId, amount }) => ({
    employmentId,
    source: 'agreedWage',
    amount,
    months: null,
    fromPeriod: null,
    toPeriod: null,
  }));
}
