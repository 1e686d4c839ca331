import type { PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';

/** One line of the tax client's file: cumulative fen of the year to the tax period. */
export type SpecialDeduction = {
  readonly documentHash: Buffer;
  readonly childEducation: number;
  readonly infantCare: number;
  readonly continuingEducation: number;
  readonly housingLoanInterest: number;
  readonly housingRent: number;
  readonly elderSupport: number;
  readonly other: number;
  readonly takesBasicDeduction: boolean;
  readonly firstEmployment: 'none' | 'student' | 'other';
};

/** Writes lines for taxpayers of one entity, who have to exist. A later file replaces an earlier one. */
export async function saveSpecialDeductions(
  tx: Transaction,
  entity: Pick<RunEntity, 'legalEntityId' | 'tenantId' | 'shardKey'>,
  taxPeriod: PayPeriod,
  rows: readonly SpecialDeduction[],
): Promise<void> {
  await tx.sql`
    insert into payroll.special_deduction (shard_key, tenant_id, taxpayer_id, tax_period,
                                           child_education, infant_care, continuing_education,
                                           housing_loan_interest, housing_rent, elder_support, other,
                                           takes_basic_deduction, first_employment, recorded_at)
    select t.shard_key, t.tenant_id, t.id, ${taxPeriod}, d.child, d.infant, d.continuing, d.loan,
           d.rent, d.elder, d.other, d.takes_basic, d.first_employment, ${tx.now}
      from unnest(${rows.map((row) => row.documentHash)}::bytea[],
                  ${rows.map((row) => row.childEducation)}::bigint[],
                  ${rows.map((row) => row.infantCare)}::bigint[],
                  ${rows.map((row) => row.continuingEducation)}::bigint[],
                  ${rows.map((row) => row.housingLoanInterest)}::bigint[],
                  ${rows.map((row) => row.housingRent)}::bigint[],
                  ${rows.map((row) => row.elderSupport)}::bigint[],
                  ${rows.map((row) => row.other)}::bigint[],
                  ${rows.map((row) => row.takesBasicDeduction)}::boolean[],
                  ${rows.map((row) => row.firstEmployment)}::text[])
             as d (document_hash, child, infant, continuing, loan, rent, elder, other, takes_basic,
                   first_employment)
      join payroll.taxpayer t
        on t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
       and t.legal_entity_id = ${entity.legalEntityId} and t.document_hash = d.document_hash
    on conflict (shard_key, tenant_id, taxpayer_id, tax_period) do update
       set child_education = excluded.child_education, infant_care = excluded.infant_care,
           continuing_education = excluded.continuing_education,
           housing_loan_interest = excluded.housing_loan_interest,
           housing_rent = excluded.housing_rent, elder_support = excluded.elder_support,
           other = excluded.other, takes_basic_deduction = excluded.takes_basic_deduction,
           first_employment = excluded.first_employment, recorded_at = excluded.recorded_at`;
}
