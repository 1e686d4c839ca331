import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { acceptUpload, storeFile, type Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refuseEvidence } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** 已取证 by 完税证明 or the debit receipt; a better one may replace it. */
export async function attachReturnEvidence(
  tx: Transaction,
  input: Input<typeof contract.attachReturnEvidence>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseEvidence(declared);
  if (refusal !== null) return fail({ code: refusal });
  const accepted = acceptUpload(tx);
  if (!accepted.ok) return accepted;
  const file = await storeFile(tx, accepted.value);
  await tx.sql`
    update payroll.withholding_return set evidence_file_id = ${file.id}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  await moveReturn(tx, declared.id, { action: 'evidenced', state: 'evidenced', note: file.name });
  return ok(await viewOf(tx, declared.id));
}
