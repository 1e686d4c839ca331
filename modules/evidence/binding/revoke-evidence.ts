import type { evidenceContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readDocuments } from '../document/document.store.ts';
import { viewOf } from '../document/document-view.ts';
import { tell } from './bind-evidence.ts';
import { lockBinding } from './binding.store.ts';

/** 解除绑定: who, when and why stay; whoever relied on the proof hears of it. */
export async function revokeEvidence(
  tx: Transaction,
  input: Input<typeof contract.revokeEvidence>,
) {
  const binding = await lockBinding(tx, input.bindingId);
  if (!binding) return fail({ code: 'evidence_binding.not_found' as const });
  if (binding.shown.revokedAt !== null) return fail({ code: 'evidence_binding.revoked' as const });
  await tx.sql`
    update evidence.binding
       set revoked_at = ${tx.now}, revoked_by_name = ${tx.actor.name},
           revoke_reason = ${input.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${binding.id}`;
  const { documentId, documentTenantId, subjectUuid: subjectId } = binding;
  const { subjectKind } = binding.shown;
  await tell(tx, 'evidence.unbound', { subjectKind, documentId }, [subjectId]);
  const [document] = await readDocuments(tx, documentTenantId, [documentId]);
  assert(document, 'a binding has its document');
  return ok(await viewOf(tx, document));
}
