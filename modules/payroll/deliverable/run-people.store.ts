import { type Fen, type Id, lastDayOf, type Rate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import type { IncomeKind } from '../taxpayer/income-kind.ts';

/** A payslip of a run with its person, as the tables for the client need it. Amounts in fen. */
export type RunPerson = {
  readonly payslipId: Id<'slp'>;
  readonly employeeNo: string | null;
  readonly personName: string;
  readonly documentMasked: string;
  readonly entityId: Id<'ent'>;
  readonly department: string | null;
  readonly costCentre: string | null;
  readonly payeeBankName: string | null;
  readonly payeeAccountMasked: string | null;
  readonly holdReason: string | null;
  readonly incomeKind: IncomeKind;
  readonly gross: Fen;
  readonly taxFree: Fen;
  readonly income: Fen;
  readonly bonusIncome: Fen;
  readonly ownPension: Fen;
  readonly ownMedical: Fen;
  readonly ownUnemployment: Fen;
  readonly ownHousingFund: Fen;
  readonly ownAdjustment: Fen;
  readonly ownContributions: Fen;
  readonly special: Fen;
  readonly employerInsurance: Fen;
  readonly employerHousingFund: Fen;
  readonly employerAdjustment: Fen;
  readonly employerContributions: Fen;
  readonly employerCost: Fen;
  readonly afterTaxDeductions: Fen;
  readonly recovered: Fen;
  readonly tax: Fen;
  readonly bonusTax: Fen;
  readonly net: Fen;
  readonly receivable: Fen;
  readonly isEstimated: boolean;
  readonly cumulativeIncome: Fen;
  readonly cumulativeBasic: Fen;
  readonly cumulativeSpecial: Fen;
  readonly cumulativeAdditional: Fen;
  readonly cumulativeOther: Fen;
  readonly cumulativeTaxable: Fen;
  readonly cumulativeTax: Fen;
  readonly withheldBefore: Fen;
  readonly rate: Rate;
  readonly lines: Buffer;
};

const pageSize = 2_000;

/** Everybody of the run's result, in the order of the client's numbers, page by page. */
export async function* runPeople(tx: Transaction, run: PayrollRun): AsyncGenerator<RunPerson> {
  for (let offset = 0; ; offset += pageSize) {
    const people = await readPage(tx, run, offset);
    yield* people;
    if (people.length < pageSize) return;
  }
}

async function readPage(tx: Transaction, run: PayrollRun, offset: number): Promise<RunPerson[]> {
  return tx.sql<RunPerson>`
    select s.id as "payslipId", e.employee_no as "employeeNo", e.person_name as "personName",
           e.document_masked as "documentMasked", s.pay_entity_id as "entityId", e.department,
           e.cost_centre as "costCentre", e.payee_bank_name as "payeeBankName",
           e.payee_account_masked as "payeeAccountMasked", h.reason as "holdReason",
           s.income_kind as "incomeKind", s.gross, s.tax_free as "taxFree", s.income,
           s.bonus_income as "bonusIncome", s.own_pension as "ownPension",
           s.own_medical as "ownMedical", s.own_unemployment as "ownUnemployment",
           s.own_housing_fund as "ownHousingFund", s.own_adjustment as "ownAdjustment",
           s.own_pension + s.own_medical + s.own_unemployment + s.own_housing_fund
             + s.own_adjustment as "ownContributions", s.special,
           s.employer_insurance as "employerInsurance",
           s.employer_housing_fund as "employerHousingFund",
           s.employer_adjustment as "employerAdjustment",
           s.employer_insurance + s.employer_housing_fund + s.employer_adjustment
             as "employerContributions",
           s.gross + s.employer_insurance + s.employer_housing_fund + s.employer_adjustment
             as "employerCost", s.after_tax_deductions as "afterTaxDeductions", s.recovered, s.tax,
           s.bonus_tax as "bonusTax", s.net, s.receivable, s.flags & 8 <> 0 as "isEstimated",
           s.cumulative_income as "cumulativeIncome", s.cumulative_basic as "cumulativeBasic",
           s.cumulative_special as "cumulativeSpecial",
           s.cumulative_additional as "cumulativeAdditional",
           s.cumulative_other as "cumulativeOther", s.cumulative_taxable as "cumulativeTaxable",
           s.cumulative_tax as "cumulativeTax", s.withheld_before as "withheldBefore",
           s.tax_rate_ppm as rate, s.lines
      from payroll.payslip s
      join people.payable_employment_term e
        on e.terms_from <= ${lastDayOf(run.wageMonth)}::date
       and (e.terms_to is null or e.terms_to >= ${lastDayOf(run.wageMonth)}::date)
       and e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
     order by e.employee_no, s.id
    offset ${offset} limit ${pageSize}`;
}

export type GroupSums = {
  readonly group: string | null;
  readonly people: number;
  readonly gross: Fen;
  readonly ownContributions: Fen;
  readonly tax: Fen;
  readonly afterTax: Fen;
  readonly net: Fen;
  readonly employerContributions: Fen;
  readonly employerCost: Fen;
};

/** Sums of the run by entity id, department or cost centre; null is where none is named. */
export async function groupSums(
  tx: Transaction,
  run: PayrollRun,
  groupBy: 'entity' | 'department' | 'costCentre',
): Promise<GroupSums[]> {
  return tx.sql<GroupSums>`
    select case ${groupBy} when 'entity' then s.pay_entity_id::text
                           when 'department' then e.department else e.cost_centre end as group,
           count(*)::int as people, sum(s.gross)::bigint as gross,
           sum(s.own_pension + s.own_medical + s.own_unemployment + s.own_housing_fund
               + s.own_adjustment)::bigint as "ownContributions",
           sum(s.tax + s.bonus_tax)::bigint as tax,
           sum(s.after_tax_deductions + s.recovered - s.receivable)::bigint as "afterTax",
           sum(s.net)::bigint as net,
           sum(s.employer_insurance + s.employer_housing_fund + s.employer_adjustment)::bigint
             as "employerContributions",
           sum(s.gross + s.employer_insurance + s.employer_housing_fund
               + s.employer_adjustment)::bigint as "employerCost"
      from payroll.payslip s
      join people.payable_employment_term e
        on e.terms_from <= ${lastDayOf(run.wageMonth)}::date
       and (e.terms_to is null or e.terms_to >= ${lastDayOf(run.wageMonth)}::date)
       and e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
     group by 1
     order by 1 nulls last`;
}
