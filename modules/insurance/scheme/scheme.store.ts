import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Scheme, SchemeFields } from './scheme.ts';

export async function schemesOf(tx: Transaction): Promise<Scheme[]> {
  return tx.sql<Scheme>`
    select id, insurance_entity_id as "insuranceEntityId", city_code as "cityCode",
           social_insurance_id as "socialInsuranceId", medical_id as "medicalId",
           housing_fund_id as "housingFundId", insurance_base_rule as "insuranceBaseRule",
           insurance_base_fen as "insuranceBase", fund_base_rule as "fundBaseRule",
           fund_base_fen as "fundBase", fund_rate_ppm as "fundRate",
           join_until_day as "joinUntilDay", leave_until_day as "leaveUntilDay",
           leaver_differences as "leaverDifferences"
      from insurance.scheme
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by city_code, id`;
}

export async function putScheme(tx: Transaction, scheme: SchemeFields): Promise<Scheme> {
  const id = newId<'isc'>();
  const [row] = await tx.sql<{ id: Scheme['id'] }>`
    insert into insurance.scheme
           (shard_key, tenant_id, id, insurance_entity_id, city_code, social_insurance_id,
            medical_id, housing_fund_id, insurance_base_rule, insurance_base_fen, fund_base_rule,
            fund_base_fen, fund_rate_ppm, join_until_day, leave_until_day, leaver_differences,
            set_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${scheme.insuranceEntityId}, ${scheme.cityCode},
            ${scheme.socialInsuranceId}, ${scheme.medicalId}, ${scheme.housingFundId},
            ${scheme.insuranceBaseRule}, ${scheme.insuranceBase}, ${scheme.fundBaseRule},
            ${scheme.fundBase}, ${scheme.fundRate}, ${scheme.joinUntilDay},
            ${scheme.leaveUntilDay}, ${scheme.leaverDifferences}, ${tx.now})
    on conflict on constraint scheme_place do update
       set social_insurance_id = excluded.social_insurance_id, medical_id = excluded.medical_id,
           housing_fund_id = excluded.housing_fund_id,
           insurance_base_rule = excluded.insurance_base_rule,
           insurance_base_fen = excluded.insurance_base_fen,
           fund_base_rule = excluded.fund_base_rule, fund_base_fen = excluded.fund_base_fen,
           fund_rate_ppm = excluded.fund_rate_ppm, join_until_day = excluded.join_until_day,
           leave_until_day = excluded.leave_until_day,
           leaver_differences = excluded.leaver_differences, set_at = excluded.set_at
    returning id`;
  return { ...scheme, id: row!.id };
}
