import type { Fen, Id, PayPeriod, PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';
import type { IncomeKind } from '../taxpayer/income-kind.ts';

export type PayslipId = Id<'slp'>;

/** A payslip with the facts of its run and person. Amounts in fen. */
export type StoredPayslip = {
  readonly id: PayslipId;
  readonly runId: RunId;
  readonly calculationId: string;
  readonly employmentId: EmploymentId;
  readonly personId: Id<'per'>;
  readonly personName: string;
  readonly employeeNo: string | null;
  readonly documentMasked: string;
  readonly department: string | null;
  readonly wageMonth: PayPeriod;
  readonly payDate: PlainDate;
  readonly taxPeriod: PayPeriod;
  readonly contributionPeriod: PayPeriod | null;
  readonly entityId: Id<'ent'>;
  readonly payeeAccountMasked: string | null;
  readonly payeeBankName: string | null;
  readonly incomeKind: IncomeKind;
  readonly withholdingMethod: string;
  readonly flags: number;
  readonly holdReason: string | null;
  readonly gross: Fen;
  readonly taxFree: Fen;
  readonly income: Fen;
  readonly bonusIncome: Fen;
  readonly ownPension: Fen;
  readonly ownMedical: Fen;
  readonly ownUnemployment: Fen;
  readonly ownHousingFund: Fen;
  readonly ownAdjustment: Fen;
  readonly housingFundExcess: Fen;
  readonly employerInsurance: Fen;
  readonly employerHousingFund: Fen;
  readonly employerAdjustment: Fen;
  readonly afterTaxDeductions: Fen;
  readonly recovered: Fen;
  readonly tax: Fen;
  readonly bonusTax: Fen;
  readonly net: Fen;
  readonly receivable: Fen;
  readonly cumulativeIncome: Fen;
  readonly cumulativeExempt: Fen;
  readonly cumulativeBasic: Fen;
  readonly cumulativeSpecial: Fen;
  readonly cumulativeAdditional: Fen;
  readonly cumulativeOther: Fen;
  readonly cumulativeRelief: Fen;
  readonly cumulativeTaxable: Fen;
  readonly cumulativeTax: Fen;
  readonly withheldBefore: Fen;
  readonly taxRatePpm: number;
  readonly lines: Buffer;
};

/** Null when there is no such payslip in a result that counts. */
export async function loadPayslip(tx: Transaction, id: PayslipId): Promise<StoredPayslip | null> {
  const [row] = await loadPayslips(tx, [id]);
  return row ?? null;
}

/** Those of the payslips that stand in a result that counts. */
export async function loadPayslips(
  tx: Transaction,
  ids: readonly PayslipId[],
): Promise<StoredPayslip[]> {
  return tx.sql<StoredPayslip>`
    select s.id, r.id as "runId", s.calculation_id as "calculationId",
           s.employment_id as "employmentId", e.person_id as "personId",
           e.person_name as "personName", e.employee_no as "employeeNo",
           e.document_masked as "documentMasked", e.department, r.wage_month as "wageMonth",
           r.pay_date as "payDate", r.tax_period as "taxPeriod",
           r.contribution_period as "contributionPeriod", s.pay_entity_id as "entityId",
           e.payee_account_masked as "payeeAccountMasked", e.payee_bank_name as "payeeBankName",
           s.income_kind as "incomeKind", s.withholding_method as "withholdingMethod", s.flags,
           h.reason as "holdReason", s.gross, s.tax_free as "taxFree", s.income,
           s.bonus_income as "bonusIncome", s.own_pension as "ownPension",
           s.own_medical as "ownMedical", s.own_unemployment as "ownUnemployment",
           s.own_housing_fund as "ownHousingFund", s.own_adjustment as "ownAdjustment",
           s.housing_fund_excess as "housingFundExcess",
           s.employer_insurance as "employerInsurance",
           s.employer_housing_fund as "employerHousingFund",
           s.employer_adjustment as "employerAdjustment",
           s.after_tax_deductions as "afterTaxDeductions", s.recovered, s.tax,
           s.bonus_tax as "bonusTax", s.net, s.receivable,
           s.cumulative_income as "cumulativeIncome", s.cumulative_exempt as "cumulativeExempt",
           s.cumulative_basic as "cumulativeBasic", s.cumulative_special as "cumulativeSpecial",
           s.cumulative_additional as "cumulativeAdditional",
           s.cumulative_other as "cumulativeOther", s.cumulative_relief as "cumulativeRelief",
           s.cumulative_taxable as "cumulativeTaxable", s.cumulative_tax as "cumulativeTax",
           s.withheld_before as "withheldBefore", s.tax_rate_ppm as "taxRatePpm", s.lines
      from payroll.payslip s
      join payroll.run r
        on r.shard_key = s.shard_key and r.tenant_id = s.tenant_id
       and r.calculation_id = s.calculation_id
      join people.payable_employment_term e
        on e.terms_from <= ((r.wage_month || '-01')::date + interval '1 month - 1 day')::date
       and (e.terms_to is null or e.terms_to >= ((r.wage_month || '-01')::date + interval '1 month - 1 day')::date)
       and e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = r.id
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.id = any (${ids}::uuid[])`;
}
