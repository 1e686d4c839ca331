import type { gigFundsContract as contract, Output } from '@heyi/contract';
import { type Id, isUuid } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ProgramId } from '../../program/program.ts';

export type ClaimId = Id<'tuc'>;
export type Claim = Output<typeof contract.claimTopUp>;

type Filter = {
  readonly id?: ClaimId | undefined;
  readonly programId?: ProgramId | undefined;
  readonly state?: Claim['state'] | undefined;
  readonly appId?: Id<'app'> | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
};

/** Newest first. */
export function findClaims(tx: Transaction, filter: Filter): Promise<Claim[]> {
  const after = filter.after !== undefined && isUuid(filter.after) ? filter.after : null;
  return tx.sql<Claim>`
    select id, program_id as "programId", payer_account_id as "payerAccountId", amount,
           paid_on as "paidOn", payer_name as "payerName", bank_reference as "bankReference", note,
           file_id as "fileId", state, claimed_by as "claimedBy", claimed_at as "claimedAt",
           decided_by as "decidedBy", decided_at as "decidedAt", reason, receipt_id as "receiptId"
      from gig.top_up_claim
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null})
       and (${filter.programId ?? null}::uuid is null or program_id = ${filter.programId ?? null})
       and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
       and (${filter.appId ?? null}::uuid is null or app_id = ${filter.appId ?? null})
       and (${after}::uuid is null or id < ${after})
     order by id desc limit ${filter.limit ?? 1}`;
}

export async function lockClaim(tx: Transaction, id: ClaimId): Promise<Claim | null> {
  await tx.sql`
    select id from gig.top_up_claim
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for no key update`;
  return (await findClaims(tx, { id }))[0] ?? null;
}

export type NewClaim = Pick<
  Claim,
  'programId' | 'payerAccountId' | 'amount' | 'paidOn' | 'payerName' | 'bankReference' | 'note'
> & { readonly fileId: Claim['fileId'] };

/** False when the same transfer is claimed already, and the claim stands. */
export async function insertClaim(tx: Transaction, id: ClaimId, claim: NewClaim): Promise<boolean> {
  const rows = await tx.sql`
    insert into gig.top_up_claim (
      shard_key, tenant_id, id, program_id, payer_account_id, amount, paid_on, payer_name,
      bank_reference, note, file_id, state, claimed_by, app_id, claimed_at)
    values (
      ${tx.tenantShardKey}, ${tx.tenantId}, ${id}, ${claim.programId}, ${claim.payerAccountId},
      ${claim.amount}, ${claim.paidOn}, ${claim.payerName}, ${claim.bankReference}, ${claim.note},
      ${claim.fileId}, 'open', ${tx.actor.name}, ${tx.actor.app?.id ?? null}, ${tx.now})
        on conflict (shard_key, tenant_id, payer_account_id, bank_reference, amount, paid_on)
           where state in ('open', 'confirmed') do nothing
    returning id`;
  return rows.length > 0;
}

type Decision = {
  readonly state: 'confirmed' | 'refused' | 'cancelled';
  readonly reason?: string;
  readonly receiptId?: Id<'rcp'>;
};

export async function decideClaim(
  tx: Transaction,
  id: ClaimId,
  decision: Decision,
): Promise<Claim> {
  const { state, reason = null, receiptId = null } = decision;
  await tx.sql`
    update gig.top_up_claim
       set state = ${state}, reason = ${reason}, receipt_id = ${receiptId},
           decided_by = ${tx.actor.name}, decided_at = ${tx.now}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return (await findClaims(tx, { id }))[0]!;
}

/** Which of the receipts confirm a claim of this tenant. */
export async function claimedReceipts(
  tx: Transaction,
  receiptIds: readonly Id<'rcp'>[],
): Promise<ReadonlySet<Id<'rcp'>>> {
  const rows = await tx.sql<{ id: Id<'rcp'> }>`
    select receipt_id as id from gig.top_up_claim
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and receipt_id = any(${receiptIds}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** The match of its receipt was undone: nobody has decided it any more. */
export async function reopenClaim(tx: Transaction, receiptId: Id<'rcp'>): Promise<void> {
  await tx.sql`
    update gig.top_up_claim
       set state = 'open', receipt_id = null, decided_by = null, decided_at = null
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and receipt_id = ${receiptId}`;
}
