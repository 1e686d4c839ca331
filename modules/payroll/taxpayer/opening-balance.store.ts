import { addMonths, monthOf, type PayPeriod, yearOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';

/** What the former payroll had cumulated for a person, to the month before the first run here. */
export type OpeningBalance = {
  readonly documentHash: Buffer;
  readonly income: number;
  readonly exempt: number;
  readonly basicDeduction: number;
  readonly special: number;
  readonly additional: number;
  readonly other: number;
  readonly relief: number;
  readonly withheld: number;
  /** Months of the basic deduction. */
  readonly months: number;
};

type Entity = Pick<RunEntity, 'legalEntityId' | 'tenantId' | 'shardKey'>;

/** Documents whose cumulation of the year holds more than an opening balance. */
export async function cumulatedDocuments(
  tx: Transaction,
  entity: Entity,
  taxYear: number,
  documents: readonly Buffer[],
): Promise<Set<string>> {
  const rows = await tx.sql<{ hash: string }>`
    select encode(t.document_hash, 'hex') as hash
      from payroll.taxpayer t
     where t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
       and t.legal_entity_id = ${entity.legalEntityId}
       and t.document_hash = any (${documents}::bytea[])
       and exists (select from payroll.tax_cumulation_step s
                    where s.shard_key = t.shard_key and s.tenant_id = t.tenant_id
                      and s.taxpayer_id = t.id and s.tax_year = ${taxYear}
                      and s.income_kind = 'wages' and s.run_id is not null
                      and s.voided_at is null)`;
  return new Set(rows.map(({ hash }) => hash));
}

/**
 * Sets the heads to the opening balances, one step each; an earlier opening of the year ends. The
 * last period is the month before the run's, and in January there is nothing to open.
 */
export async function saveOpeningBalances(
  tx: Transaction,
  entity: Entity,
  taxPeriod: PayPeriod,
  rows: readonly OpeningBalance[],
): Promise<void> {
  const taxYear = yearOf(taxPeriod);
  const lastPeriod = monthOf(taxPeriod) === 1 ? taxPeriod : addMonths(taxPeriod, -1);
  await tx.sql`
    update payroll.tax_cumulation_step s set voided_at = ${tx.now}
      from payroll.taxpayer t
     where t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
       and t.legal_entity_id = ${entity.legalEntityId}
       and t.document_hash = any (${rows.map(({ documentHash }) => documentHash)}::bytea[])
       and s.shard_key = t.shard_key and s.tenant_id = t.tenant_id and s.taxpayer_id = t.id
       and s.tax_year = ${taxYear} and s.income_kind = 'wages' and s.run_id is null
       and s.voided_at is null`;
  await tx.sql`
    with opened as (
      insert into payroll.tax_cumulation as c
             (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version, last_period,
              employed_from, declared_months, withholding_method, income, exempt, basic_deduction,
              special, additional, other, relief, withheld, bonus_income, bonus_tax)
      select t.shard_key, t.tenant_id, t.id, ${taxYear}, 'wages', 1, ${lastPeriod}, o.employed_from,
             o.months, 'standard', o.income, o.exempt, o.basic, o.special, o.additional, o.other,
             o.relief, o.withheld, 0, 0
        from unnest(${rows.map((row) => row.documentHash)}::bytea[],
                    ${rows.map((row) => employedFrom(lastPeriod, row.months))}::text[],
                    ${rows.map((row) => row.months)}::int[],
                    ${rows.map((row) => row.income)}::bigint[],
                    ${rows.map((row) => row.exempt)}::bigint[],
                    ${rows.map((row) => row.basicDeduction)}::bigint[],
                    ${rows.map((row) => row.special)}::bigint[],
                    ${rows.map((row) => row.additional)}::bigint[],
                    ${rows.map((row) => row.other)}::bigint[],
                    ${rows.map((row) => row.relief)}::bigint[],
                    ${rows.map((row) => row.withheld)}::bigint[])
               as o (document_hash, employed_from, months, income, exempt, basic, special, additional,
                     other, relief, withheld)
        join payroll.taxpayer t
          on t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
         and t.legal_entity_id = ${entity.legalEntityId} and t.document_hash = o.document_hash
      on conflict (shard_key, tenant_id, taxpayer_id, tax_year, income_kind) do update
         set version = c.version + 1, last_period = excluded.last_period,
             employed_from = excluded.employed_from, declared_months = excluded.declared_months,
             withholding_method = excluded.withholding_method, income = excluded.income,
             exempt = excluded.exempt, basic_deduction = excluded.basic_deduction,
             special = excluded.special, additional = excluded.additional, other = excluded.other,
             relief = excluded.relief, withheld = excluded.withheld
      returning *)
    insert into payroll.tax_cumulation_step
           (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version, tax_period,
            legal_entity_id, income, exempt, special, other, relief, tax, bonus_income, bonus_tax,
            head_employed_from, head_declared_months, head_method, head_income, head_exempt,
            head_basic_deduction, head_special, head_additional, head_other, head_relief,
            head_withheld, head_bonus_income, head_bonus_tax, recorded_at)
    select shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version, last_period,
           ${entity.legalEntityId}, income, exempt, special, other, relief, withheld, 0, 0,
           employed_from, declared_months, withholding_method, income, exempt, basic_deduction,
           special, additional, other, relief, withheld, 0, 0, ${tx.now}
      from opened`;
}

/** The months of the basic deduction end with the last period. */
function employedFrom(lastPeriod: PayPeriod, months: number): PayPeriod {
  return addMonths(lastPeriod, 1 - Math.max(1, months));
}
