import type { Input, payrollContract as contract } from '@heyi/contract';
import { bindEvidence, recordEvidence } from '@heyi/evidence';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { returnFacts } from './return-evidence.ts';
import { refuseEvidence, taxDueOf } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** 已取证 by 完税证明 or the debit receipt; a better one may join it. */
export async function attachReturnEvidence(
  tx: Transaction,
  input: Input<typeof contract.attachReturnEvidence>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseEvidence(declared);
  if (refusal !== null) return fail({ code: refusal });
  const isDue = taxDueOf(declared) > 0;
  const kind = input.kind ?? (isDue ? 'taxPaymentCertificate' : 'declarationReceipt');
  if (isDue && kind === 'declarationReceipt') {
    return fail({ code: 'evidence.proves_nothing' as const });
  }
  assert(tx.upload, 'an upload operation has a file');
  const sourceName = declared.taxBureauName ?? '税务局';
  const recorded = await recordEvidence(tx, {
    kind,
    file: tx.upload,
    sourceName,
    period: declared.taxPeriod,
  });
  if (!recorded.ok) return recorded;
  const { document } = recorded.value;
  const subject = { subjectKind: 'withholdingReturn', subjectId: declared.id } as const;
  const whole = { documentId: document.id, marks: [{ kind: 'whole' }] } as const;
  const bound = await bindEvidence(tx, { ...whole, ...subject, ...returnFacts(declared) });
  assert(bound.ok || bound.failure.code === 'evidence.bound_already', 'its own paper is bound');
  await tx.sql`
    update payroll.withholding_return set evidence_id = ${document.id}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const note = document.fileName;
  await moveReturn(tx, declared.id, { action: 'evidenced', state: 'evidenced', note });
  return ok(await viewOf(tx, declared.id));
}
