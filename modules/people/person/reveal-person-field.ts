import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { appendAudit, tenantCipher, type Transaction } from '@heyi/platform';

type SealedFields = { documentNumber: Buffer; phone: Buffer | null; bankAccount: Buffer | null };

/** Opens one sealed field; the audit log keeps who, whose, which and why, never the value. */
export async function revealPersonField(
  tx: Transaction,
  input: Input<typeof contract.revealPersonField>,
) {
  const { personId, field, reason } = input;
  const [sealed] = await tx.sql<SealedFields>`
    select p.document_sealed as "documentNumber", p.phone_sealed as phone,
           a.account_sealed as "bankAccount"
      from people.person p
      left join people.payee_account a
        on a.shard_key = p.shard_key and a.tenant_id = p.tenant_id and a.person_id = p.id
       and a.ended_at is null
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.id = ${personId}`;
  if (!sealed) return fail({ code: 'person.not_found' as const });
  const bytes = sealed[field];
  if (bytes === null) return fail({ code: 'person.field_empty' as const });
  const detail = { field, reason };
  await appendAudit(tx, { operation: 'revealPersonField', subjectId: personId, detail });
  return ok({ value: (await tenantCipher(tx)).open(bytes) });
}
