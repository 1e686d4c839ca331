import {
  createCipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from '@heyi/kernel';
import { formatVersion } from './envelope.ts';

export { decrypt } from './envelope.ts';

/**
 * The installation's master key. It wraps the tenants' data keys and is the root of the look-up key.
 * It lies beside, not inside, the data: a copy of the data alone opens nothing.
 */
export type MasterKey = { readonly bytes: Buffer; readonly lookupKey: KeyObject };

export function masterKeyFrom(bytes: Buffer): MasterKey {
  assert(bytes.length === 32, 'a master key has 32 bytes');
  // The look-up key is derived apart, so that rotating data keys never changes a stored hash.
  const lookupKey = createSecretKey(Buffer.from(hkdfSync('sha256', bytes, '', 'heyi look-up', 32)));
  return { bytes, lookupKey };
}

/** Reads the key file; writes a new one (0600) when `mayCreate` and there is none. */
export function readMasterKey(file: string, mayCreate: boolean): MasterKey | null {
  if (!existsSync(file)) {
    if (!mayCreate) return null;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    // Flushed: what is sealed from now on is lost without it.
    const text = `${randomBytes(32).toString('base64')}\n`;
    writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
  }
  return masterKeyFrom(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'));
}

/** Keys that are used often come as a KeyObject: a hash takes 2.7 µs with it, 15 with the bytes. */
export function encrypt(key: Buffer | KeyObject, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([formatVersion]), nonce, cipher.getAuthTag(), body]);
}

/** Keyed hash by which an encrypted value is found again; `kind` keeps numbers of kinds apart. */
export function lookupHash(master: MasterKey, kind: string, value: string): Buffer {
  return createHmac('sha256', master.lookupKey).update(`${kind}\u0000${value}`).digest();
}

export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
