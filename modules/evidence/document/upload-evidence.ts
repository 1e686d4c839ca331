import type { evidenceContract as contract, Input } from '@heyi/contract';
import { assert, fail, formatId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewOf } from './document-view.ts';
import { recordEvidence } from './record-evidence.ts';

/** Keeps what somebody fetched from an agency, with where it is from. */
export async function uploadEvidence(
  tx: Transaction,
  input: Input<typeof contract.uploadEvidence>,
) {
  const { kind, sourceName, pageAddress, verificationCode, period } = input;
  if (kind === 'officialScreenshot' && pageAddress === undefined) {
    return fail({ code: 'evidence.page_address_missing' as const });
  }
  assert(tx.upload, 'an upload operation has a file');
  const recorded = await recordEvidence(tx, {
    kind,
    file: tx.upload,
    sourceName,
    pageAddress: pageAddress ?? null,
    verificationCode: verificationCode ?? null,
    period: period ?? null,
  });
  if (!recorded.ok) return recorded;
  const { document, isNew } = recorded.value;
  if (!isNew) {
    const evidenceId = formatId('evd', document.id);
    return fail({ code: 'evidence.exists' as const, evidenceId });
  }
  return ok(await viewOf(tx, document));
}
