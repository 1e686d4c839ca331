import {
  createCipheriv,
  createDecipheriv,
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

/** Envelope format: version byte, 12 bytes nonce, 16 bytes tag, ciphertext. */
const formatVersion = 1;
const headerBytes = 29;

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

/** Throws when the text was changed or belongs to another key or context. */
export function decrypt(key: Buffer | KeyObject, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  assert(bytes[0] === formatVersion, 'unknown encryption format');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(13, headerBytes));
  // The mode is a stream: all is there after the first call, the second only checks the seal.
  const plain = decipher.update(bytes.subarray(headerBytes));
  decipher.final();
  return plain;
}

/** Keyed hash by which an encrypted value is found again; `kind` keeps numbers of kinds apart. */
export function lookupHash(master: MasterKey, kind: string, value: string): Buffer {
  return createHmac('sha256', master.lookupKey).update(`${kind}\u0000${value}`).digest();
}

export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
