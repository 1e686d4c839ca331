import { assert, type Fen, type Id } from '@heyi/kernel';
import type { AccountKey } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';

export type FundingNeed = {
  payerAccountId: Id<'pac'>;
  legalEntityId: Id<'ent'>;
  wages: Fen;
  tax: Fen;
  contributions: Fen;
};

export type FundingLine = FundingNeed & { needed: Fen; applied: Fen };

/** The money that runs are paid from: the client's, and for the provider's own people its own. */
export function fundsOf(tx: Transaction, payerAccountId: Id<'pac'>): AccountKey {
  const kind = tx.tenantId === tx.houseId ? 'providerFunds' : 'clientFunds';
  return { kind, payerAccountId };
}

/**
 * Says what a subject needs; a later call says it anew, for the lines it names. What has been applied
 * already must still be needed: release it first otherwise.
 */
export async function requireFunds(
  tx: Transaction,
  need: { subjectId: Id<'run'>; lines: readonly FundingNeed[] },
): Promise<void> {
  const { subjectId, lines } = need;
  const rows = await tx.sql<{ applied: Fen; needed: Fen }>`
    insert into billing.funding (shard_key, tenant_id, subject_id, payer_account_id, legal_entity_id,
                                 wages, tax, contributions)
    select ${tx.shardKey}, ${tx.tenantId}, ${subjectId}, payer_account_id, legal_entity_id, wages,
           tax, contributions
      from unnest(${lines.map(({ payerAccountId }) => payerAccountId)}::uuid[],
                  ${lines.map(({ legalEntityId }) => legalEntityId)}::uuid[],
                  ${lines.map(({ wages }) => wages)}::bigint[],
                  ${lines.map(({ tax }) => tax)}::bigint[],
                  ${lines.map(({ contributions }) => contributions)}::bigint[])
        as need (payer_account_id, legal_entity_id, wages, tax, contributions)
     order by payer_account_id, legal_entity_id
        on conflict (shard_key, tenant_id, subject_id, payer_account_id, legal_entity_id) do update
       set wages = excluded.wages, tax = excluded.tax, contributions = excluded.contributions
    returning applied, wages + tax + contributions as needed`;
  const isCovered = rows.every(({ applied, needed }) => applied <= needed);
  assert(isCovered, 'applied funds are released before less is needed');
}

export async function lockFunding(tx: Transaction, subjectId: Id<'run'>): Promise<FundingLine[]> {
  await tx.sql`
    select from billing.funding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and subject_id = ${subjectId}
     order by payer_account_id, legal_entity_id
       for update`;
  return fundingLines(tx, subjectId);
}

export function fundingLines(tx: Transaction, subjectId: Id<'run'>): Promise<FundingLine[]> {
  return tx.sql<FundingLine>`
    select payer_account_id as "payerAccountId", legal_entity_id as "legalEntityId", wages, tax,
           contributions, wages + tax + contributions as needed, applied
      from billing.funding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and subject_id = ${subjectId}
     order by payer_account_id, legal_entity_id`;
}

export async function setApplied(
  tx: Transaction,
  subjectId: Id<'run'>,
  lines: readonly { payerAccountId: Id<'pac'>; legalEntityId: Id<'ent'>; applied: number }[],
): Promise<void> {
  await tx.sql`
    update billing.funding f set applied = new.applied
      from unnest(${lines.map(({ payerAccountId }) => payerAccountId)}::uuid[],
                  ${lines.map(({ legalEntityId }) => legalEntityId)}::uuid[],
                  ${lines.map(({ applied }) => applied)}::bigint[])
        as new (payer_account_id, legal_entity_id, applied)
     where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
       and f.subject_id = ${subjectId} and f.payer_account_id = new.payer_account_id
       and f.legal_entity_id = new.legal_entity_id`;
}
