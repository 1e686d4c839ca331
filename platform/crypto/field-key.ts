import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { addDays, type Instant, plainDate } from '@heyi/kernel';
import type { MasterKey } from './key-ring.ts';

/*
 * The keys of the day, for fields that a browser seals. They follow from the master key: every copy
 * of the server has the same ones, and none has to be kept.
 */

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The names of the keys that open a field now: today's, and its neighbours', as clocks differ. */
export function fieldKeyIds(now: Instant): [today: string, ...neighbours: string[]] {
  const today = plainDate(now.slice(0, 10));
  return [today, addDays(today, -1), addDays(today, 1)];
}

export function fieldKeyOf(master: MasterKey, keyId: string): KeyObject {
  const bytes = hkdfSync('sha256', master.bytes, '', `heyi field key ${keyId}`, 32);
  const key = Buffer.concat([pkcs8Prefix, Buffer.from(bytes)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** What the world is told of a key (RFC 8037). */
export function publicFieldKey(master: MasterKey, keyId: string) {
  const { x } = createPublicKey(fieldKeyOf(master, keyId)).export({ format: 'jwk' });
  const kind = { kty: 'OKP', crv: 'X25519', use: 'enc', alg: 'ECDH-ES' } as const;
  return { ...kind, x: x!, kid: keyId };
}
