import { assert } from './assert.ts';

declare const idBrand: unique symbol;

/**
 * A UUIDv7 as lower-case text; the brand names the noun. Inside the server and in SQL it is the bare
 * UUID; at the contract it is the prefixed text of {@link formatId}, such as `emp_01jtv…`.
 */
export type Id<Prefix extends string = string> = string & { readonly [idBrand]: Prefix };

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idTextPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Random bytes are drawn in one go for many ids: a mass import makes them by the 100,000. */
const randomPool = new Uint8Array(4096);
let randomUsed = randomPool.length;

/** The millisecond of the last id, and its count in it. */
let latest = 0;
let counter = 0;

/**
 * A new sortable id: 48 bits of milliseconds, a count of 12 bits, then random bits (RFC 9562,
 * version 7, method 1). In one process, ids of one millisecond sort as they were made.
 */
export function newId<Prefix extends string>(now: number = Date.now()): Id<Prefix> {
  if (randomUsed + 10 > randomPool.length) {
    crypto.getRandomValues(randomPool);
    randomUsed = 0;
  }
  const bytes = new Uint8Array(16);
  bytes.set(randomPool.subarray(randomUsed, randomUsed + 10), 6);
  randomUsed += 10;
  const view = new DataView(bytes.buffer);
  // A random beginning, which leaves half of the counts or more for the same millisecond.
  counter = now === latest ? (counter + 1) & 0xfff : view.getUint16(6) & 0x7ff;
  latest = now;
  view.setUint32(0, Math.floor(now / 0x1_0000));
  view.setUint16(4, now % 0x1_0000);
  view.setUint16(6, 0x7000 | counter);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidFromBytes(bytes) as Id<Prefix>;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function uuidFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfByte[byte]!;
  return dashed(hex);
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** `emp` and a UUID to `emp_` with 26 characters of Crockford base 32; sorts like the UUID. */
export function formatId(prefix: string, id: string): string {
  assert(uuidPattern.test(id), `not a uuid: ${id}`);
  let value = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = alphabet[Number(value & 31n)]! + text;
    value >>= 5n;
  }
  return `${prefix}_${text}`;
}

/** Null when the text has another prefix or is no id. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Id<Prefix> | null {
  if (!text.startsWith(`${prefix}_`)) return null;
  const suffix = text.slice(prefix.length + 1);
  if (!idTextPattern.test(suffix)) return null;
  let value = 0n;
  for (const character of suffix) value = (value << 5n) | BigInt(alphabet.indexOf(character));
  return dashed(value.toString(16).padStart(32, '0')) as Id<Prefix>;
}
