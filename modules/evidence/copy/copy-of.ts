import { createHash } from 'node:crypto';
import { assert } from '@heyi/kernel';
import {
  copyPages,
  type FileId,
  fileTypes,
  readFile,
  storeFile,
  type Transaction,
} from '@heyi/platform';
import { type EvidenceDocument, isSheet } from '../document/document.ts';
import { readOriginal } from '../document/read-original.ts';
import { boxesOf, keptParts } from './kept-parts.ts';
import { copySheets } from './sheet-rows.ts';

/** What is handed out of a paper: the paper itself, or what is left of it. */
export type Handout = {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  readonly sha256: Buffer;
  readonly isCopy: boolean;
};

export async function originalOf(tx: Transaction, document: EvidenceDocument): Promise<Handout> {
  const { fileName: name, type, sha256 } = document;
  const content = await readOriginal(tx, document);
  return { name, type, content, sha256, isCopy: false };
}

/**
 * The paper as the tenant's people may see it. Others' rows are not covered but gone: pages are drawn
 * anew as pixels, sheets written anew. Made once for what is kept, then read.
 */
export async function copyOf(tx: Transaction, document: EvidenceDocument): Promise<Handout> {
  const kept = await keptParts(tx, document);
  if (kept.isWhole) return originalOf(tx, document);
  const name = copyName(document);
  const [made] = await tx.sql<{ fileId: FileId }>`
    select file_id as "fileId" from evidence.copy
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and document_id = ${document.id} and kept_hash = ${kept.hash}`;
  if (made) {
    const file = await readFile(tx, made.fileId);
    assert(file, 'a copy has its file');
    return { name, type: file.type, content: file.content, sha256: file.sha256, isCopy: true };
  }
  const original = await readOriginal(tx, document);
  const { type, content } = await makeCopy(document, original, kept.marks);
  const file = await storeFile(tx, { name, type, content });
  await tx.sql`
    insert into evidence.copy (shard_key, tenant_id, document_id, kept_hash, file_id, made_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${document.id}, ${kept.hash}, ${file.id}, ${tx.now})
        on conflict do nothing`;
  const sha256 = createHash('sha256').update(content).digest();
  return { name, type, content, sha256, isCopy: true };
}

async function makeCopy(
  document: EvidenceDocument,
  original: Buffer,
  marks: Parameters<typeof boxesOf>[0],
): Promise<{ type: string; content: Buffer }> {
  if (isSheet(document)) {
    return { type: fileTypes.xlsx, content: await copySheets(original, marks) };
  }
  const copied = await copyPages({ type: document.type, content: original }, boxesOf(marks));
  assert(copied.ok, 'a paper that was recorded can be drawn');
  return { type: copied.value.type, content: Buffer.from(copied.value.content) };
}

/** 回执.jpg becomes 回执（副本）.png: a copy is never taken for the original. */
export function copyName({ fileName, type }: EvidenceDocument): string {
  const bare = fileName.replace(/\.[^.]*$/, '');
  const isPdf = type === 'application/pdf';
  const extension = isSheet({ type }) ? 'xlsx' : isPdf ? 'pdf' : 'png';
  return `${bare}（副本）.${extension}`;
}
