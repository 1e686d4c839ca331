import { addMonths, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EnrolmentId } from './enrolment.ts';

/**
 * What the agency made of an enrolment, where it is not what was asked for. The caller holds the
 * agency's answer; nothing is published, as nobody has to be told an agency of it again.
 */

/** Insured from another month than asked: the first terms begin with it, earlier ones go. */
export async function settleEnrolmentStart(
  tx: Transaction,
  enrolmentIds: readonly EnrolmentId[],
  startPeriod: PayPeriod,
): Promise<void> {
  await tx.sql`
    delete from people.enrolment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${enrolmentIds}::uuid[]) and to_period < ${startPeriod}`;
  await tx.sql`
    update people.enrolment_term t set from_period = ${startPeriod}
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.enrolment_id = any (${enrolmentIds}::uuid[])
       and t.from_period = (select min(f.from_period) from people.enrolment_term f
                             where f.shard_key = t.shard_key and f.tenant_id = t.tenant_id
                               and f.enrolment_id = t.enrolment_id)`;
  await tx.sql`
    update people.enrolment
       set start_period = ${startPeriod},
           asked_period = coalesce(asked_period, nullif(start_period, ${startPeriod})),
           stop_period = case when stop_period < ${startPeriod} then ${startPeriod}
                              else stop_period end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${enrolmentIds}::uuid[])`;
}

/** The last month that is paid, as the client confirmed it or the agency took the stop. */
export async function settleEnrolmentStop(
  tx: Transaction,
  enrolmentIds: readonly EnrolmentId[],
  stopPeriod: PayPeriod,
): Promise<void> {
  await tx.sql`
    update people.enrolment set stop_period = greatest(${stopPeriod}, start_period)
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any (${enrolmentIds}::uuid[])`;
}

/** A changed base that holds from another month than asked; the months between keep the old one. */
export async function settleEnrolmentBase(
  tx: Transaction,
  enrolmentIds: readonly EnrolmentId[],
  months: { readonly asked: PayPeriod; readonly held: PayPeriod },
): Promise<void> {
  const { asked, held } = months;
  const moved = await tx.sql<{ enrolmentId: EnrolmentId }>`
    update people.enrolment_term set from_period = ${held}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${enrolmentIds}::uuid[]) and from_period = ${asked}
       and (to_period is null or to_period >= ${held})
    returning enrolment_id as "enrolmentId"`;
  if (moved.length === 0) return;
  const movedIds = moved.map(({ enrolmentId }) => enrolmentId);
  await tx.sql`
    update people.enrolment_term set to_period = ${addMonths(held, -1)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${movedIds}::uuid[]) and to_period = ${addMonths(asked, -1)}`;
}

/** Enrolments that never came about at the agency. */
export async function withdrawEnrolments(
  tx: Transaction,
  enrolmentIds: readonly EnrolmentId[],
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await tx.sql`
    delete from people.enrolment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and enrolment_id = any (${enrolmentIds}::uuid[])`;
  await tx.sql`
    delete from people.enrolment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${enrolmentIds}::uuid[])`;
}
