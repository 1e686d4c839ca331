import type { declarationContract as contract, Input } from '@heyi/contract';
import { bindEvidence, recordEvidence } from '@heyi/evidence';
import { assert, fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { moveMonths } from '../contribution-month/contribution-month.store.ts';
import type { DeclarationView } from './declaration.ts';
import { declarationFacts } from './declaration-evidence.ts';
import { declarationOf, lockDeclaration } from './declaration.store.ts';

/** 已申报. The receipt is kept and bound; the months move with it. */
export async function markDeclared(tx: Transaction, input: Input<typeof contract.markDeclared>) {
  const declaration = await lockDeclaration(tx, input.declarationId);
  if (!declaration) return fail({ code: 'declaration.not_found' as const });
  if (declaration.state === 'declared') {
    return fail({ code: 'declaration.declared_already' as const });
  }
  if (declaration.state !== 'prepared') return fail({ code: 'declaration.not_prepared' as const });
  const { officialNumber } = input;
  if (await isNumberTaken(tx, declaration, officialNumber)) {
    return fail({ code: 'declaration.number_taken' as const });
  }
  assert(tx.upload, 'an upload operation has a file');
  const recorded = await recordEvidence(tx, {
    kind: 'declarationReceipt',
    file: tx.upload,
    sourceName: declaration.agencyName,
    period: declaration.period,
    verificationCode: officialNumber,
  });
  if (!recorded.ok) return recorded;
  const { id, registrationId, period } = declaration;
  const documentId = recorded.value.document.id;
  await tx.sql`
    update insurance.declaration
       set state = 'declared', declared_at = ${tx.now}, declared_by_name = ${tx.actor.name},
           official_number = ${officialNumber}, evidence_id = ${documentId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  const subject = { subjectKind: 'declaration', subjectId: id } as const;
  const bound = await bindEvidence(tx, {
    documentId,
    ...subject,
    ...declarationFacts(declaration),
  });
  assert(bound.ok, 'a version has no papers before it is declared');
  // A list without anybody has no month to move.
  const moved = await moveMonths(tx, { registrationIds: [registrationId], period }, 'declare');
  assert(moved.ok || declaration.personCount === 0, 'declaring is always allowed');
  await publish(tx, {
    type: 'declaration.declared',
    payload: { declarationId: id, registrationId, period },
  });
  return ok((await declarationOf(tx, id))!);
}

async function isNumberTaken(
  tx: Transaction,
  { registrationId }: DeclarationView,
  officialNumber: string,
): Promise<boolean> {
  const rows = await tx.sql`
    select id from insurance.declaration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and official_number = ${officialNumber}`;
  return rows.length > 0;
}
