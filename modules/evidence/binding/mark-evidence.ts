import type { evidenceContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findVisible } from '../document/document.store.ts';
import { viewOf } from '../document/document-view.ts';
import { lockBinding } from './binding.store.ts';
import { areWithin } from './marks.ts';

/** Says anew where the rows stand; copies made from now on show these alone. */
export async function markEvidence(tx: Transaction, input: Input<typeof contract.markEvidence>) {
  const binding = await lockBinding(tx, input.bindingId);
  if (!binding) return fail({ code: 'evidence_binding.not_found' as const });
  if (binding.shown.revokedAt !== null) return fail({ code: 'evidence_binding.revoked' as const });
  const document = await findVisible(tx, binding.documentId);
  assert(document, 'a binding that stands has its document');
  if (!areWithin(document, input.marks)) return fail({ code: 'evidence.mark_outside' as const });
  await tx.sql`
    update evidence.binding set marks = ${JSON.stringify(input.marks)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${binding.id}`;
  return ok(await viewOf(tx, document));
}
