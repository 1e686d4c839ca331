import { createHash } from 'node:crypto';
import { assert } from '@heyi/kernel';
import { callerIdOf } from '../actor.ts';
import { tenantCipher } from '../crypto/tenant-key.ts';
import type { Transaction } from '../postgres/transaction.ts';

export type StoredAnswer = { status: number; answer: unknown };

export type Claim =
  | { kind: 'first' }
  | { kind: 'repeated'; stored: StoredAnswer }
  | { kind: 'reused' };

function callerOf(tx: Transaction): string {
  const callerId = callerIdOf(tx.actor);
  assert(callerId !== null, 'the system has no keys');
  return callerId;
}

/** The same request has the same hash, whatever the order of its keys. */
export function requestHash(operation: string, input: unknown): Buffer {
  return createHash('sha256').update(operation).update(stableJson(input)).digest();
}

function stableJson(value: unknown): string {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const parts = entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${stableJson(item)}`);
  return `{${parts.join(',')}}`;
}

/**
 * Takes the key in the transaction of the change. A second request with the key waits here for the
 * first to end: its commit makes this one a repetition, its rollback makes this one the first.
 */
export async function claimKey(
  tx: Transaction,
  request: { key: string; operation: string; hash: Buffer },
): Promise<Claim> {
  const claimed = await tx.sql`
    insert into platform.idempotency_key (shard_key, tenant_id, account_id, key, operation,
                                          request_hash, status, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${callerOf(tx)}, ${request.key},
            ${request.operation}, ${request.hash}, 0, ${tx.now})
    on conflict do nothing
    returning key`;
  if (claimed.length > 0) return { kind: 'first' };
  const [stored] = await tx.sql<{ status: number; answer: Buffer; hash: Buffer }>`
    select status, answer_sealed as answer, request_hash as hash from platform.idempotency_key
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${callerOf(tx)} and key = ${request.key}`;
  if (!stored?.hash.equals(request.hash)) return { kind: 'reused' };
  const cipher = await tenantCipher(tx);
  const answer: unknown = JSON.parse(cipher.open(stored.answer));
  return { kind: 'repeated', stored: { status: stored.status, answer } };
}

/** Keeps the answer for repetitions, sealed: it may name people or hold a one-time password. */
export async function storeAnswer(
  tx: Transaction,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  const cipher = await tenantCipher(tx);
  await tx.sql`
    update platform.idempotency_key
       set status = ${answer.status}, answer_sealed = ${cipher.seal(JSON.stringify(answer.answer))}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${callerOf(tx)} and key = ${key}`;
}

/** Gives the key back: the operation failed, and a repetition may succeed. */
export async function releaseKey(tx: Transaction, key: string): Promise<void> {
  await tx.sql`
    delete from platform.idempotency_key
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${callerOf(tx)} and key = ${key}`;
}
