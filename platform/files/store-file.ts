import { createHash } from 'node:crypto';
import { type Id, newId } from '@heyi/kernel';
import { tenantCipher } from '../crypto/tenant-key.ts';
import type { Transaction } from '../postgres/transaction.ts';

export type FileId = Id<'fil'>;
export type StoredFile = { id: FileId; name: string; type: string; size: number; sha256: Buffer };

/** Keeps a file of the transaction's tenant, sealed with the tenant's key. */
export async function storeFile(
  tx: Transaction,
  file: { name: string; type: string; content: Uint8Array },
): Promise<StoredFile> {
  const id = newId<'fil'>();
  const cipher = await tenantCipher(tx);
  const sha256 = createHash('sha256').update(file.content).digest();
  await tx.host.fileStore.write(fileKey(tx.tenantId, id), cipher.sealBytes(file.content));
  await tx.sql`
    insert into platform.file (shard_key, tenant_id, id, name, type, size, sha256, account_id, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${file.name}, ${file.type},
            ${file.content.byteLength}, ${sha256}, ${tx.actor.accountId}, ${tx.now})`;
  return { id, name: file.name, type: file.type, size: file.content.byteLength, sha256 };
}

/** Null when the tenant has no such file. Throws when the content is not what was stored. */
export async function readFile(
  tx: Transaction,
  id: FileId,
): Promise<(StoredFile & { content: Buffer }) | null> {
  const [row] = await tx.sql<StoredFile>`
    select id, name, type, size, sha256 from platform.file
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  if (!row) return null;
  const cipher = await tenantCipher(tx);
  const content = cipher.openBytes(await tx.host.fileStore.read(fileKey(tx.tenantId, id)));
  return { ...row, content };
}

/** Where a tenant's file lies in the store. */
export function fileKey(tenantId: string, id: string): string {
  return `${tenantId}/${id}`;
}
