import { assert } from '@heyi/kernel';

/**
 * Arrays as PostgreSQL keeps them. Text is read there character by character, which for the arrays of a
 * batch of withdrawals was a seventh of its work. A cast beside the parameter has to name the same type.
 */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return fixedArray(types.uuid, 16, values, writeUuid);
}

/** Safe integers. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(types.int8, 8, values, writeBigint);
}

export function intArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(types.int4, 4, values, writeInt);
}

export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  return variableArray(types.text, values, lengths, (bytes, at, value) => bytes.write(value, at));
}

/** Bytes as PostgreSQL writes them: `\x…`. */
export function byteaArray(values: readonly string[]): Buffer {
  const lengths = values.map((value) => (value.length - 2) / 2);
  return variableArray(types.bytea, values, lengths, (bytes, at, value) =>
    bytes.write(value.slice(2), at, 'hex'),
  );
}

const types = { bytea: 17, int8: 20, int4: 23, text: 25, uuid: 2950 } as const;

/** Dimensions, whether there are nulls, the type, the length, and that the first has number 1. */
const headBytes = 20;

function writeHead(bytes: Buffer, type: number, values: readonly unknown[]): number {
  if (values.length === 0) {
    bytes.fill(0).writeInt32BE(type, 8);
    return bytes.length;
  }
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(type, 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  return headBytes;
}

const headOf = (values: readonly unknown[]): number => (values.length === 0 ? 12 : headBytes);

function fixedArray<Value>(
  type: number,
  width: number,
  values: readonly (Value | null)[],
  write: (bytes: Buffer, at: number, value: Value) => void,
): Buffer {
  const bytes = Buffer.allocUnsafe(headOf(values) + values.length * (4 + width));
  let at = writeHead(bytes, type, values);
  for (const value of values) {
    bytes.writeInt32BE(value === null ? -1 : width, at);
    at += 4;
    if (value === null) continue;
    write(bytes, at, value);
    at += width;
  }
  return bytes.subarray(0, at);
}

function variableArray(
  type: number,
  values: readonly (string | null)[],
  lengths: readonly number[],
  write: (bytes: Buffer, at: number, value: string) => number,
): Buffer {
  const total = lengths.reduce((sum, length) => sum + 4 + length, headOf(values));
  const bytes = Buffer.allocUnsafe(total);
  let at = writeHead(bytes, type, values);
  for (const [index, value] of values.entries()) {
    const length = lengths[index]!;
    bytes.writeInt32BE(value === null ? -1 : length, at);
    at += 4;
    if (value === null) continue;
    assert(write(bytes, at, value) === length, 'every byte of a text is written');
    at += length;
  }
  return bytes;
}

function writeInt(bytes: Buffer, at: number, value: number): void {
  bytes.writeInt32BE(value, at);
}

function writeBigint(bytes: Buffer, at: number, value: number): void {
  assert(Number.isSafeInteger(value), 'a safe integer');
  bytes.writeInt32BE(Math.floor(value / 2 ** 32), at);
  bytes.writeUInt32BE(value >>> 0, at + 4);
}

/** The value of a hexadecimal digit by its character; 16 where it is none. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 16 : value;
});
const dash = 45;

/** With dashes or without. */
export function writeUuid(bytes: Buffer, at: number, uuid: string): void {
  let from = 0;
  for (let index = 0; index < 16; index += 1) {
    if (uuid.charCodeAt(from) === dash) from += 1;
    const high = digits[uuid.charCodeAt(from)] ?? 16;
    const low = digits[uuid.charCodeAt(from + 1)] ?? 16;
    assert(high < 16 && low < 16, 'a UUID');
    bytes[at + index] = (high << 4) | low;
    from += 2;
  }
  assert(from === uuid.length, 'a UUID');
}
