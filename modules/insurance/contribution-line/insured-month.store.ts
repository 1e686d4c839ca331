import type { Fen, PayPeriod } from '@heyi/kernel';
import type {
  EmploymentId,
  HukouType,
  InsuredType,
  RegistrationId,
  RegistrationKind,
} from '@heyi/people';
import { copyOut, quote, quoteAll, type RowReader, type Transaction } from '@heyi/platform';
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

export type InsuredAt = {
  readonly period: PayPeriod;
  readonly registrationIds: readonly RegistrationId[];
};

/** A person insured in a month, as a list of an agency names them. */
export type NamedMonth = InsuredMonth & {
  readonly personName: string;
  readonly documentMasked: string;
};

/**
 * Everybody insured at the registrations in a month, in the order of employments, as COPY hands them
 * out: a hundred thousand people are 15 MB. {@link takeNamedMonth} reads one.
 */
export async function copyInsured(tx: Transaction, at: InsuredAt): Promise<RowReader> {
  const period = quote(at.period);
  return copyOut(
    tx,
    `select d.employment_id, d.registration_id, d.registration_kind, d.city_code, d.base_fen,
            d.housing_fund_rate_ppm, d.supplementary_rate_ppm, d.injury_rate_ppm, d.hukou_type,
            d.insured_type, d.tier, d.person_name, d.document_masked
       from people.enrolment_detail d
      where d.shard_key = ${tx.shardKey} and d.tenant_id = ${quote(tx.tenantId)}
        and d.registration_id in (${quoteAll(at.registrationIds)})
        and d.start_month <= ${period} and (d.stop_month is null or d.stop_month >= ${period})
      order by d.employment_id, d.registration_kind desc`,
  );
}

export function takeNamedMonth(rows: RowReader): NamedMonth {
  const skipped = () => {
    rows.skip();
    return null;
  };
  return {
    employmentId: rows.uuid() as EmploymentId,
    registrationId: rows.uuid() as RegistrationId,
    registrationKind: rows.code() as RegistrationKind,
    cityCode: rows.code(),
    base: rows.int8() as Fen,
    housingFundRatePpm: rows.isNull() ? skipped() : rows.int4(),
    supplementaryRatePpm: rows.isNull() ? skipped() : rows.int4(),
    injuryRatePpm: rows.isNull() ? skipped() : rows.int4(),
    hukouType: rows.isNull() ? skipped() : (rows.code() as HukouType),
    insuredType: rows.code() as InsuredType,
    tier: rows.isNull() ? skipped() : rows.text(),
    personName: rows.text(),
    documentMasked: rows.text(),
  };
}
