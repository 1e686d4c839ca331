import type { Fen, PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { EntityId } from '../taxpayer-registration/withholding-entity.ts';
import type { IncomeKind } from '../taxpayer/income-kind.ts';
import type { AdditionalDeductions, ReturnLine, TaxpayerId } from './return-line.ts';
import type { ReturnId } from './withholding-return.ts';

type Period = { readonly entityId: EntityId; readonly taxPeriod: PayPeriod };

/** Null when nothing stands locked in the period. */
export async function loadPeriodHash(tx: Transaction, period: Period): Promise<string | null> {
  const [row] = await tx.sql<{ sourceHash: string }>`
    select source_hash as "sourceHash" from payroll.declarable_period
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${period.entityId} and tax_period = ${period.taxPeriod}`;
  return row?.sourceHash ?? null;
}

/** The steps of a period summed up, with the head after the last one. */
export type PeriodSteps = {
  readonly taxpayerId: TaxpayerId;
  readonly incomeKind: IncomeKind;
  readonly clientIds: readonly TenantId[];
  readonly income: Fen;
  readonly exempt: Fen;
  readonly other: Fen;
  readonly relief: Fen;
  readonly tax: Fen;
  readonly bonusIncome: Fen;
  readonly bonusTax: Fen;
  readonly headIncome: Fen;
  readonly headExempt: Fen;
  readonly headBasic: Fen;
  readonly headSpecial: Fen;
  readonly headAdditional: Fen;
  readonly headOther: Fen;
  readonly headRelief: Fen;
  readonly headWithheld: Fen;
};

export async function loadPeriodSteps(tx: Transaction, period: Period): Promise<PeriodSteps[]> {
  return tx.sql<PeriodSteps>`
    with step as (
      select s.*, row_number() over w as place_from_end
        from payroll.tax_cumulation_step s
       where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
         and s.legal_entity_id = ${period.entityId} and s.tax_period = ${period.taxPeriod}
         and s.voided_at is null and s.run_id is not null
      window w as (partition by s.taxpayer_id, s.income_kind order by s.version desc)),
    total as (
      select taxpayer_id, income_kind, array_agg(distinct run_tenant_id) as client_ids,
             sum(income)::bigint as income, sum(exempt)::bigint as exempt,
             sum(relief)::bigint as relief, sum(tax)::bigint as tax, min(version) as first_version,
             sum(bonus_income)::bigint as bonus_income, sum(bonus_tax)::bigint as bonus_tax
        from step group by taxpayer_id, income_kind)
    select t.taxpayer_id as "taxpayerId", t.income_kind as "incomeKind",
           t.client_ids::text[] as "clientIds", t.income, t.exempt,
           s.head_other - coalesce(b.head_other, 0) as other, t.relief, t.tax,
           t.bonus_income as "bonusIncome", t.bonus_tax as "bonusTax", s.head_income as "headIncome",
           s.head_exempt as "headExempt", s.head_basic_deduction as "headBasic",
           s.head_special as "headSpecial", s.head_additional as "headAdditional",
           s.head_other as "headOther", s.head_relief as "headRelief",
           s.head_withheld as "headWithheld"
      from total t
      join step s on s.taxpayer_id = t.taxpayer_id and s.income_kind = t.income_kind
                 and s.place_from_end = 1
      -- 其他扣除 comes as the sum of the year: the period has what the sum grew by.
      left join lateral (
             select p.head_other from payroll.tax_cumulation_step p
              where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
                and p.taxpayer_id = s.taxpayer_id and p.tax_year = s.tax_year
                and p.income_kind = s.income_kind and p.version < t.first_version
                and p.voided_at is null
              order by p.version desc limit 1) b on true
     order by t.taxpayer_id, t.income_kind`;
}

/** The tax of the period that each client's runs withheld: what that client owes the bureau. */
export async function loadClientTax(tx: Transaction, period: Period): Promise<Map<TenantId, Fen>> {
  const rows = await tx.sql<{ clientId: TenantId; tax: Fen }>`
    select run_tenant_id as "clientId", sum(tax + bonus_tax)::bigint as tax
      from payroll.tax_cumulation_step
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${period.entityId} and tax_period = ${period.taxPeriod}
       and voided_at is null and run_id is not null
     group by run_tenant_id`;
  return new Map(rows.map(({ clientId, tax }) => [clientId, tax]));
}

/** What a locked payslip adds to the sheet beside its step. */
export type PaidSlip = {
  readonly taxpayerId: TaxpayerId;
  readonly incomeKind: IncomeKind;
  readonly employeeNo: string | null;
  readonly cumulationVersion: number;
  readonly ownPension: Fen;
  readonly ownMedical: Fen;
  readonly ownUnemployment: Fen;
  readonly ownHousingFund: Fen;
  readonly ownAdjustment: Fen;
  readonly special: Fen;
  readonly cumulativeTaxable: Fen;
  readonly cumulativeTax: Fen;
};

/** Of one client; its tenant is the transaction's. */
export async function loadPaidSlips(tx: Transaction, period: Period): Promise<PaidSlip[]> {
  return tx.sql<PaidSlip>`
    select p.taxpayer_id as "taxpayerId", p.income_kind as "incomeKind",
           e.employee_no as "employeeNo", p.cumulation_version as "cumulationVersion",
           p.own_pension as "ownPension", p.own_medical as "ownMedical",
           p.own_unemployment as "ownUnemployment", p.own_housing_fund as "ownHousingFund",
           p.own_adjustment as "ownAdjustment", p.special,
           p.cumulative_taxable as "cumulativeTaxable", p.cumulative_tax as "cumulativeTax"
      from payroll.locked_payslip p
      left join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
       and e.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.pay_entity_id = ${period.entityId} and p.tax_period = ${period.taxPeriod}`;
}

/** The newest line of the deduction file of the year, up to the period. */
export async function loadDeductions(
  tx: Transaction,
  period: Period,
): Promise<Map<TaxpayerId, AdditionalDeductions>> {
  const rows = await tx.sql<AdditionalDeductions & { taxpayerId: TaxpayerId }>`
    select distinct on (d.taxpayer_id) d.taxpayer_id as "taxpayerId",
           d.child_education as "childEducation", d.infant_care as "infantCare",
           d.continuing_education as "continuingEducation",
           d.housing_loan_interest as "housingLoanInterest", d.housing_rent as "housingRent",
           d.elder_support as "elderSupport"
      from payroll.special_deduction d
      join payroll.taxpayer t
        on t.shard_key = d.shard_key and t.tenant_id = d.tenant_id and t.id = d.taxpayer_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${period.entityId} and d.tax_period <= ${period.taxPeriod}
       and left(d.tax_period, 4) = left(${period.taxPeriod}, 4)
     order by d.taxpayer_id, d.tax_period desc`;
  return new Map(rows.map(({ taxpayerId, ...amounts }) => [taxpayerId, amounts]));
}

export type ReturnClient = {
  readonly clientId: TenantId;
  readonly clientName: string;
  readonly people: number;
  readonly tax: Fen;
};

/** Every line anew; what the bureau had computed on the old ones is void. */
export async function replaceLines(
  tx: Transaction,
  id: ReturnId,
  batches: Iterable<readonly ReturnLine[]>,
  clients: readonly ReturnClient[],
): Promise<void> {
  await tx.sql`
    delete from payroll.return_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}`;
  await tx.sql`
    delete from payroll.return_stranger
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}`;
  await tx.sql`
    delete from payroll.return_client
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}`;
  for (const lines of batches) await insertLines(tx, id, lines);
  await tx.sql`
    insert into payroll.return_client (shard_key, tenant_id, return_id, client_id, client_name,
                                       people, tax)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, c."clientId", c."clientName", c.people, c.tax
      from jsonb_to_recordset(${JSON.stringify(clients)}::jsonb) as c (
             "clientId" uuid, "clientName" text, people int, tax bigint)`;
}

async function insertLines(
  tx: Transaction,
  id: ReturnId,
  lines: readonly ReturnLine[],
): Promise<void> {
  await tx.sql`
    insert into payroll.return_line (
           shard_key, tenant_id, return_id, sheet, taxpayer_id, income_item, employee_no,
           client_ids, income, exempt, pension, medical, unemployment, housing_fund,
           child_education, infant_care, continuing_education, housing_loan_interest, housing_rent,
           elder_support, other, relief, tax, cumulative_income, cumulative_exempt,
           cumulative_basic, cumulative_special, cumulative_additional, cumulative_other,
           cumulative_relief, cumulative_taxable, cumulative_tax, withheld_before)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, l.sheet, l."taxpayerId", l."incomeItem",
           l."employeeNo", array(select jsonb_array_elements_text(l."clientIds"))::uuid[], l.income,
           l.exempt, l.pension, l.medical, l.unemployment, l."housingFund", l."childEducation",
           l."infantCare", l."continuingEducation", l."housingLoanInterest", l."housingRent",
           l."elderSupport", l.other, l.relief, l.tax, l."cumulativeIncome", l."cumulativeExempt",
           l."cumulativeBasic", l."cumulativeSpecial", l."cumulativeAdditional",
           l."cumulativeOther", l."cumulativeRelief", l."cumulativeTaxable", l."cumulativeTax",
           l."withheldBefore"
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (
             sheet text, "taxpayerId" uuid, "incomeItem" text, "employeeNo" text,
             "clientIds" jsonb, income bigint, exempt bigint, pension bigint, medical bigint,
             unemployment bigint, "housingFund" bigint, "childEducation" bigint,
             "infantCare" bigint, "continuingEducation" bigint, "housingLoanInterest" bigint,
             "housingRent" bigint, "elderSupport" bigint, other bigint, relief bigint, tax bigint,
             "cumulativeIncome" bigint, "cumulativeExempt" bigint, "cumulativeBasic" bigint,
             "cumulativeSpecial" bigint, "cumulativeAdditional" bigint, "cumulativeOther" bigint,
             "cumulativeRelief" bigint, "cumulativeTaxable" bigint, "cumulativeTax" bigint,
             "withheldBefore" bigint)`;
}

export async function saveTotals(
  tx: Transaction,
  id: ReturnId,
  totals: {
    sourceHash: string;
    people: number;
    zeroTaxPeople: number;
    income: Fen;
    exempt: Fen;
    tax: Fen;
  },
): Promise<void> {
  await tx.sql`
    update payroll.withholding_return
       set source_hash = ${totals.sourceHash}, people = ${totals.people},
           zero_tax_people = ${totals.zeroTaxPeople}, income = ${totals.income},
           exempt = ${totals.exempt}, tax = ${totals.tax}, compared = 0, differing = 0,
           difference = 0, difference_accepted = null, refusal = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
