import type { evidenceContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { archivedPapers } from './archive.store.ts';

export async function getEvidenceArchive(
  tx: Transaction,
  input: Input<typeof contract.getEvidenceArchive>,
) {
  const papers = await archivedPapers(tx, input.period);
  return ok({
    evidence: papers.length,
    bytes: papers.reduce((sum, { document }) => sum + document.size, 0),
    copies: papers.filter(({ isCopy }) => isCopy).length,
    waiting: papers.filter(({ stamp }) => stamp === null).length,
  });
}
