import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { assert } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { decrypt, encrypt, lookupHash, type MasterKey } from './key-ring.ts';

/** Encrypts one tenant's columns and files. Sealed values carry the version of their data key. */
export type TenantCipher = {
  seal(plain: string): Buffer;
  open(sealed: Uint8Array): string;
  sealBytes(plain: Uint8Array): Buffer;
  openBytes(sealed: Uint8Array): Buffer;
  /** The data keys by their versions, for a thread that opens what this one has not read. */
  readonly keys: ReadonlyMap<number, KeyObject>;
  /** The keyed hash by which a sealed value is found; the same in every tenant. */
  lookup(kind: string, value: string): Buffer;
};

type DataKeys = { newest: number; byVersion: ReadonlyMap<number, KeyObject> };

/** The tenants' data keys, unwrapped once a process. */
export type KeyRing = { readonly master: MasterKey; readonly cache: Map<string, DataKeys> };

export function keyRingOf(master: MasterKey): KeyRing {
  return { master, cache: new Map() };
}

/**
 * The cipher of `tenantId`, which the transaction must be able to see. The first use creates the
 * tenant's data key; two first uses at once agree on one.
 */
export async function tenantCipher(
  tx: Transaction,
  tenant = { id: tx.tenantId as string, shardKey: tx.tenantShardKey },
): Promise<TenantCipher> {
  const ring = tx.host.keyRing;
  const keys = ring.cache.get(tenant.id) ?? (await loadKeys(tx, ring, tenant));
  const sealBytes = (plain: Uint8Array): Buffer => {
    const key = keys.byVersion.get(keys.newest);
    assert(key, 'newest data key is missing');
    const version = Buffer.alloc(2);
    version.writeUInt16BE(keys.newest);
    return Buffer.concat([version, encrypt(key, plain, tenant.id)]);
  };
  const openBytes = (sealed: Uint8Array): Buffer => {
    const version = (sealed[0]! << 8) | sealed[1]!;
    const key = keys.byVersion.get(version);
    assert(key, `data key ${version} is missing`);
    return decrypt(key, sealed.subarray(2), tenant.id);
  };
  return {
    sealBytes,
    openBytes,
    keys: keys.byVersion,
    seal: (plain) => sealBytes(Buffer.from(plain)),
    open: (sealed) => openBytes(sealed).toString(),
    lookup: (kind, value) => lookupHash(ring.master, kind, value),
  };
}

async function loadKeys(
  tx: Transaction,
  ring: KeyRing,
  tenant: { id: string; shardKey: number },
): Promise<DataKeys> {
  let rows = await readKeys(tx, tenant);
  const isNew = rows.length === 0;
  if (isNew) {
    const wrapped = encrypt(ring.master.bytes, randomBytes(32), `data key ${tenant.id}`);
    await tx.sql`
      insert into platform.data_key (shard_key, tenant_id, version, wrapped, created_at)
      values (${tenant.shardKey}, ${tenant.id}, 1, ${wrapped}, ${tx.now})
      on conflict do nothing`;
    rows = await readKeys(tx, tenant);
  }
  const byVersion = new Map(
    rows.map((row) => [
      row.version,
      createSecretKey(decrypt(ring.master.bytes, row.wrapped, `data key ${tenant.id}`)),
    ]),
  );
  const keys = { newest: Math.max(...byVersion.keys()), byVersion };
  // A key made in this transaction may still be rolled back; only a committed one is remembered.
  if (!isNew) ring.cache.set(tenant.id, keys);
  return keys;
}

async function readKeys(tx: Transaction, tenant: { id: string; shardKey: number }) {
  return tx.sql<{ version: number; wrapped: Buffer }>`
    select version, wrapped from platform.data_key
     where shard_key = ${tenant.shardKey} and tenant_id = ${tenant.id}`;
}
