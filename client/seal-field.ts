import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** The server's public key, as `getFieldKeys` tells it. */
export type FieldKey = { readonly kid: string; readonly x: string };

const contentAlgorithm = 'A256GCM';
const keyBits = 256;

/**
 * A compact JWE (RFC 7516) by ECDH-ES over X25519 and AES-256-GCM. In plain JavaScript, because a
 * page on plain http in an office network has no WebCrypto; random bytes it always has.
 */
export function sealField(
  text: string,
  key: FieldKey,
  use: { readonly iat: number; readonly for: string },
): string {
  const mine = x25519.keygen();
  const header = {
    alg: 'ECDH-ES',
    enc: contentAlgorithm,
    kid: key.kid,
    ...use,
    epk: { kty: 'OKP', crv: 'X25519', x: toBase64(mine.publicKey) },
  };
  const head = toBase64(utf8(JSON.stringify(header)));
  const secret = x25519.getSharedSecret(mine.secretKey, fromBase64(key.x));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = gcm(derivedKey(secret), nonce, utf8(head)).encrypt(utf8(text));
  const body = toBase64(sealed.subarray(0, -16));
  return `${head}..${toBase64(nonce)}.${body}.${toBase64(sealed.subarray(-16))}`;
}

/** The one round of Concat KDF that 256 bits take (RFC 7518, section 4.6.2); both parties unnamed. */
function derivedKey(secret: Uint8Array): Uint8Array {
  const algorithm = utf8(contentAlgorithm);
  const parts = [
    uint32(1),
    secret,
    uint32(algorithm.length),
    algorithm,
    uint32(0),
    uint32(0),
    uint32(keyBits),
  ];
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function uint32(value: number): Uint8Array {
  return new Uint8Array([0, 0, value >> 8, value & 0xff]);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
