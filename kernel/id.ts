import { assert } from './assert.ts';
import { type Clock, type Instant, machineTime } from './clock.ts';

declare const idBrand: unique symbol;

/**
 * A UUIDv7 as lower-case text; the brand names the noun. Inside the server and in SQL it is the bare
 * UUID; at the contract it is the prefixed text of {@link formatId}, such as `emp_01jtv…`.
 */
export type Id<Prefix extends string = string> = string & { readonly [idBrand]: Prefix };

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const hexDigits = '0123456789abcdef';
/** By the code of a character of the alphabet. */
const valueOfCode = Array.from({ length: 128 }, (_, code) =>
  alphabet.indexOf(String.fromCharCode(code)),
);
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

/** How many siblings an id has: {@link siblingId} counts them from 0. */
const slotMax = 15;

/**
 * A new sortable id that carries the shard key its row stands under, so that whoever is told the id
 * alone, such as a bank, leads back to the shard: 48 bits of milliseconds, a count of 12 bits, 6
 * random bits, 32 bits of shard key, 20 random bits and 4 bits of slot (RFC 9562, version 8). The
 * shard key spreads what time and chance leave together.
 */
export function newShardedId<Prefix extends string>(
  shardKey: number,
  now: number = Date.now(),
): Id<Prefix> {
  const hex = newId(now).replaceAll('-', '');
  const key = shardKey.toString(16).padStart(8, '0');
  return uuidFromHex(
    `${hex.slice(0, 12)}8${hex.slice(13, 18)}${key}${hex.slice(26, 31)}0`,
  ) as Id<Prefix>;
}

const leastId = '00000000-0000-0000-0000-000000000000';
const clockSlackMs = 60_000;

/**
 * No id that was made since the instant is less: a key in the order of ids can be read from there. A
 * clock that is not the machine's says nothing about ids; then it is the least of all.
 */
export function leastIdSince(clock: Clock, at: Instant): string {
  const shownNow = Date.parse(machineTime(clock, clock.now()));
  if (Math.abs(shownNow - Date.now()) > clockSlackMs) return leastId;
  const milliseconds = Math.max(0, Date.parse(machineTime(clock, at)) - clockSlackMs);
  return uuidFromHex(milliseconds.toString(16).padStart(12, '0').padEnd(32, '0'));
}

/** The id of what belongs to a sharded id: its journals, its orders. Slot 0 is the id itself. */
export function siblingId<Prefix extends string>(id: Id, slot: number): Id<Prefix> {
  assert(isShardedId(id) && slot >= 0 && slot <= slotMax, `no sibling ${slot} of ${id}`);
  return `${id.slice(0, 35)}${slot.toString(16)}` as Id<Prefix>;
}

export function slotOf(id: Id): number {
  return Number.parseInt(id[35]!, 16);
}

export function isShardedId(id: Id): boolean {
  return id[14] === '8';
}

/** The shard key within an id of {@link newShardedId}. */
export function shardKeyIn(id: Id): number {
  assert(isShardedId(id), `no sharded id: ${id}`);
  return Number.parseInt(id.slice(21, 23) + id.slice(24, 30), 16);
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function uuidFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfByte[byte]!;
  return uuidFromHex(hex);
}

/** 32 digits with their dashes. */
export function uuidFromHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** `emp` and a UUID to `emp_` with 26 characters of Crockford base 32; sorts like the UUID. */
export function formatId(prefix: string, id: string): string {
  assert(uuidPattern.test(id), `not a uuid: ${id}`);
  // 128 bits behind two zeros are 26 times five. Without BigInt, as every answer of a burst has ids.
  let text = `${prefix}_`;
  let rest = 0;
  let bits = 2;
  for (let index = 0; index < 36; index += 1) {
    const code = id.charCodeAt(index);
    if (code === 45) continue;
    rest = (rest << 4) | (code < 58 ? code - 48 : code - 87);
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    text += alphabet[rest >> bits]!;
    rest &= (1 << bits) - 1;
  }
  return text;
}

/** Null when the text has another prefix or is no id. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Id<Prefix> | null {
  if (!text.startsWith(`${prefix}_`)) return null;
  const suffix = text.slice(prefix.length + 1);
  if (!idTextPattern.test(suffix)) return null;
  let hex = '';
  let rest = 0;
  // Two zeros stand before the 128 bits.
  let bits = -2;
  for (let index = 0; index < 26; index += 1) {
    rest = (rest << 5) | valueOfCode[suffix.charCodeAt(index)]!;
    bits += 5;
    while (bits >= 4) {
      bits -= 4;
      hex += hexDigits[rest >> bits]!;
      rest &= (1 << bits) - 1;
    }
  }
  return uuidFromHex(hex) as Id<Prefix>;
}
