import { assert, type Fen, fen, fromEpochDay, type PlainDate, uuidFromBytes } from '@heyi/kernel';

/** The binary format of COPY: a header, rows of fields with their lengths, a trailer of -1. */
const headerBytes = 19;
const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const twoTo32 = 4_294_967_296;
/** Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
const epochOfDates = 10_957;

/**
 * Reads the rows of one COPY out, field after field, without an object a row. Every reader answers
 * the next field; `isNull` looks at it without taking it.
 */
export class RowReader {
  readonly buffer: Buffer;
  offset: number;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
    this.offset = buffer.length === 0 ? 0 : headerBytes + buffer.readInt32BE(headerBytes - 4);
  }

  /** Steps to the next row; false at the end. */
  next(): boolean {
    if (this.offset + 2 > this.buffer.length) return false;
    const fields = this.buffer.readInt16BE(this.offset);
    this.offset += 2;
    return fields >= 0;
  }

  isNull(): boolean {
    return this.buffer.readInt32BE(this.offset) < 0;
  }

  skip(): void {
    const length = this.buffer.readInt32BE(this.offset);
    this.offset += 4 + (length > 0 ? length : 0);
  }

  /** Offset of the field's bytes; its length stands 4 before. For fields that are compared in place. */
  bytesAt(): number {
    const length = this.buffer.readInt32BE(this.offset);
    const at = this.offset + 4;
    this.offset = at + (length > 0 ? length : 0);
    return at;
  }

  int4(): number {
    const value = this.buffer.readInt32BE(this.offset + 4);
    this.offset += 8;
    return value;
  }

  int8(): number {
    const at = this.offset + 4;
    this.offset += 12;
    return this.buffer.readInt32BE(at) * twoTo32 + this.buffer.readUInt32BE(at + 4);
  }

  /** An amount that the database has checked. */
  fen(): Fen {
    return fen(this.int8());
  }

  boolean(): boolean {
    const value = this.buffer[this.offset + 4] === 1;
    this.offset += 5;
    return value;
  }

  /** Days since 1970-01-01. */
  day(): number {
    return this.int4() + epochOfDates;
  }

  date(): PlainDate {
    return fromEpochDay(this.day());
  }

  /** Text of latin letters only, as all codes are. */
  code(): string {
    return this.readText('latin1');
  }

  text(): string {
    return this.readText('utf8');
  }

  private readText(encoding: BufferEncoding): string {
    const length = this.buffer.readInt32BE(this.offset);
    const at = this.offset + 4;
    this.offset = at + length;
    return this.buffer.toString(encoding, at, at + length);
  }

  uuid(): string {
    const at = this.bytesAt();
    return uuidFromBytes(this.buffer.subarray(at, at + 16));
  }

  /** A copy that outlives the buffer. */
  bytes(): Buffer {
    const length = this.buffer.readInt32BE(this.offset);
    const at = this.bytesAt();
    return Buffer.from(this.buffer.subarray(at, at + length));
  }
}

/** Writes rows for COPY in, into one buffer that grows. */
export class RowWriter {
  buffer: Buffer;
  offset: number;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytes, 4096));
    header.copy(this.buffer);
    this.offset = headerBytes;
  }

  /** Begins a row; `bytes` is at least what its fields will take. */
  row(fields: number, bytes: number): void {
    if (this.offset + bytes + 16 > this.buffer.length) this.grow(bytes);
    this.offset = this.buffer.writeInt16BE(fields, this.offset);
  }

  private grow(bytes: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.offset + bytes + 4096));
    this.buffer.copy(larger, 0, 0, this.offset);
    this.buffer = larger;
  }

  null(): void {
    this.offset = this.buffer.writeInt32BE(-1, this.offset);
  }

  int4(value: number): void {
    this.buffer.writeInt32BE(4, this.offset);
    this.offset = this.buffer.writeInt32BE(value, this.offset + 4);
  }

  int8(value: number): void {
    const high = Math.floor(value / twoTo32);
    this.buffer.writeInt32BE(8, this.offset);
    this.buffer.writeInt32BE(high, this.offset + 4);
    this.offset = this.buffer.writeUInt32BE(value - high * twoTo32, this.offset + 8);
  }

  /** Bytes copied from `source`. */
  bytes(source: Buffer, start: number, length: number): void {
    this.buffer.writeInt32BE(length, this.offset);
    source.copy(this.buffer, this.offset + 4, start, start + length);
    this.offset += 4 + length;
  }

  /** Text of latin letters only, as all codes are. */
  code(value: string): void {
    const length = this.buffer.write(value, this.offset + 4, 'latin1');
    this.buffer.writeInt32BE(length, this.offset);
    this.offset += 4 + length;
  }

  jsonb(value: Buffer): void {
    this.buffer.writeInt32BE(value.length + 1, this.offset);
    this.buffer[this.offset + 4] = 1;
    value.copy(this.buffer, this.offset + 5);
    this.offset += 5 + value.length;
  }

  /** What COPY in takes. The writer is used up. */
  finish(): Buffer {
    assert(this.offset + 2 <= this.buffer.length, 'room for the trailer');
    this.offset = this.buffer.writeInt16BE(-1, this.offset);
    return this.buffer.subarray(0, this.offset);
  }
}

export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}
