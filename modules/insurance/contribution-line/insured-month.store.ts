import type { PayPeriod } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { InsuredMonth } from './insured-month.ts';

/** Where the employments are insured in a month, or whether at one registration. */
export async function insuredMonths(
  tx: Transaction,
  period: PayPeriod,
  employmentIds: readonly EmploymentId[],
  registrationId: RegistrationId | null = null,
): Promise<InsuredMonth[]> {
  return tx.sql<InsuredMonth>`
    select employment_id as "employmentId", registration_id as "registrationId",
           registration_kind as "registrationKind", city_code as "cityCode", base_fen as base,
           housing_fund_rate_ppm as "housingFundRatePpm",
           supplementary_rate_ppm as "supplementaryRatePpm", injury_rate_ppm as "injuryRatePpm",
           hukou_type as "hukouType", insured_type as "insuredType", tier
      from people.enrolment_detail
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${employmentIds}::uuid[])
       and (${registrationId}::uuid is null or registration_id = ${registrationId})
       and start_month <= ${period} and (stop_month is null or stop_month >= ${period})
     order by employment_id, registration_kind desc`;
}
