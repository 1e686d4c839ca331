import { addMonths, type Fen, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EnrolmentId } from './enrolment.ts';

/**
 * New bases of many running enrolments from a month on; rates, type and tier stay, later terms on file
 * are replaced. The caller says whom to tell.
 */
export async function changeBases(
  tx: Transaction,
  fromPeriod: PayPeriod,
  bases: readonly { readonly enrolmentId: EnrolmentId; readonly base: Fen }[],
): Promise<void> {
  const ids = bases.map(({ enrolmentId }) => enrolmentId);
  const amounts = bases.map(({ base }) => base);
  const terms = await tx.sql<Record<string, unknown>>`
    select t.enrolment_id, n.base as base_fen, t.housing_fund_rate_ppm, t.supplementary_rate_ppm,
           t.insured_type, t.tier
      from unnest(${ids}::uuid[], ${amounts}::int8[]) as n (enrolment_id, base)
      join people.enrolment_term t
        on t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.enrolment_id = n.enrolment_id and t.from_period <= ${fromPeriod}
       and (t.to_period is null or t.to_period >= ${fromPeriod})`;
  await tx.sql`
    delete from people.enrolment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${ids}::uuid[]) and from_period >= ${fromPeriod}`;
  await tx.sql`
    update people.enrolment_term set to_period = ${addMonths(fromPeriod, -1)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${ids}::uuid[])
       and (to_period is null or to_period >= ${fromPeriod})`;
  await tx.sql`
    insert into people.enrolment_term
           (shard_key, tenant_id, enrolment_id, from_period, base_fen, housing_fund_rate_ppm,
            supplementary_rate_ppm, insured_type, tier)
    select ${tx.shardKey}, ${tx.tenantId}, r.enrolment_id, ${fromPeriod}, r.base_fen,
           r.housing_fund_rate_ppm, r.supplementary_rate_ppm, r.insured_type, r.tier
      from jsonb_populate_recordset(null::people.enrolment_term, ${JSON.stringify(terms)}) r`;
}
