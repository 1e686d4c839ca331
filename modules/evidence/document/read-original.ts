import { assert } from '@heyi/kernel';
import { readFile, shardKeyOf, type Transaction } from '@heyi/platform';
import type { EvidenceDocument } from './document.ts';

/** The content as it came. Throws when what lies there is not that. */
export async function readOriginal(tx: Transaction, document: EvidenceDocument): Promise<Buffer> {
  const { tenantId } = document;
  const shardKey = shardKeyOf(tenantId);
  const holder = { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
  const file = await readFile(holder, document.fileId);
  assert(file, 'a document has its file');
  return file.content;
}
