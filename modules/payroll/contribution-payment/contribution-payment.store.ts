import type { Output, payrollContract as contract } from '@heyi/contract';
import { type Id, newId, type PayPeriod } from '@heyi/kernel';
import type { Registration } from '@heyi/people';
import type { Transaction } from '@heyi/platform';

export type ContributionPaymentId = Id<'ctp'>;
export type ContributionPayment = Output<typeof contract.recordContributionPayment>;
/** As recorded, with whose registration it is. */
export type StoredPayment = ContributionPayment & { readonly legalEntityId: Id<'ent'> };

type Wanted = { id?: ContributionPaymentId; contributionPeriod?: PayPeriod };

/** Newest first, those that were taken back too. */
export async function readPayments(tx: Transaction, wanted: Wanted): Promise<StoredPayment[]> {
  return tx.sql<StoredPayment>`
    select id, registration_id as "registrationId", legal_entity_id as "legalEntityId",
           contribution_period as "contributionPeriod", way, amount, late_fee as "lateFee",
           late_fee_bearer as "lateFeeBearer", payer_account_id as "payerAccountId",
           paid_on as "paidOn", voucher_number as "voucherNumber",
           evidence_id as "evidenceId", recorded_by_name as "recordedBy",
           recorded_at as "recordedAt", revoked_at as "revokedAt", revoke_reason as "revokeReason"
      from payroll.contribution_payment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${wanted.id ?? null}::uuid is null or id = ${wanted.id ?? null})
       and (${wanted.contributionPeriod ?? null}::text is null
            or contribution_period = ${wanted.contributionPeriod ?? null})
     order by id desc`;
}

export async function lockPayment(
  tx: Transaction,
  id: ContributionPaymentId,
): Promise<StoredPayment | null> {
  await tx.sql`
    select from payroll.contribution_payment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return (await readPayments(tx, { id }))[0] ?? null;
}

export type NewPayment = Pick<
  ContributionPayment,
  | 'contributionPeriod'
  | 'way'
  | 'amount'
  | 'lateFee'
  | 'lateFeeBearer'
  | 'payerAccountId'
  | 'paidOn'
  | 'voucherNumber'
  | 'evidenceId'
>;

/** Null when the voucher is recorded for the registration and month already. */
export async function insertPayment(
  tx: Transaction,
  { id: registrationId, legalEntityId }: Registration,
  payment: NewPayment,
): Promise<StoredPayment | null> {
  const id: ContributionPaymentId = newId<'ctp'>();
  const inserted = await tx.sql`
    insert into payroll.contribution_payment (
           shard_key, tenant_id, id, registration_id, legal_entity_id, contribution_period, way,
           amount, late_fee, late_fee_bearer, payer_account_id, paid_on, voucher_number,
           evidence_id, recorded_by_name, recorded_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${registrationId}, ${legalEntityId},
            ${payment.contributionPeriod}, ${payment.way}, ${payment.amount}, ${payment.lateFee},
            ${payment.lateFeeBearer}, ${payment.payerAccountId}, ${payment.paidOn},
            ${payment.voucherNumber}, ${payment.evidenceId}, ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id, registration_id, contribution_period, voucher_number)
              where revoked_at is null do nothing
    returning id`;
  if (inserted.length === 0) return null;
  return (await readPayments(tx, { id }))[0]!;
}

export function shownPayment({ legalEntityId: _, ...shown }: StoredPayment): ContributionPayment {
  return shown;
}
