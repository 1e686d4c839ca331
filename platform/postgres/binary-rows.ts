import { assert, uuidFromHex } from '@heyi/kernel';
import { writeUuid } from './binary-array.ts';

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
  readonly view: DataView;
  offset: number;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
    this.view = viewOf(buffer);
    this.offset = buffer.length === 0 ? 0 : headerBytes + buffer.readInt32BE(headerBytes - 4);
  }

  /** Steps to the next row; false at the end. */
  next(): boolean {
    if (this.offset + 2 > this.buffer.length) return false;
    const fields = this.view.getInt16(this.offset);
    this.offset += 2;
    return fields >= 0;
  }

  isNull(): boolean {
    return this.view.getInt32(this.offset) < 0;
  }

  skip(): void {
    const length = this.view.getInt32(this.offset);
    this.offset += 4 + (length > 0 ? length : 0);
  }

  /** Offset of the field's bytes; its length stands 4 before. For fields that are compared in place. */
  bytesAt(): number {
    const length = this.view.getInt32(this.offset);
    const at = this.offset + 4;
    this.offset = at + (length > 0 ? length : 0);
    return at;
  }

  int4(): number {
    const value = this.view.getInt32(this.offset + 4);
    this.offset += 8;
    return value;
  }

  int8(): number {
    const at = this.offset + 4;
    this.offset += 12;
    return this.view.getInt32(at) * twoTo32 + this.view.getUint32(at + 4);
  }

  boolean(): boolean {
    const value = this.buffer[this.offset + 4] === 1;
    this.offset += 5;
    return value;
  }

  uuid(): string {
    const at = this.bytesAt();
    return uuidFromHex(this.buffer.toString('hex', at, at + 16));
  }

  /** A part of what was read, which it keeps alive. */
  bytes(): Buffer {
    const at = this.bytesAt();
    return this.buffer.subarray(at, this.offset);
  }

  /** A month 'YYYY-MM' as its index, year × 12 + month − 1. */
  month(): number {
    const at = this.bytesAt();
    const digit = (place: number) => this.buffer[at + place]! - 48;
    const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
    return year * 12 + digit(5) * 10 + digit(6) - 1;
  }

  /** Days since 1970-01-01. */
  day(): number {
    return this.int4() + epochOfDates;
  }

  /** Text of latin letters only, as all codes are. */
  code(): string {
    return this.readText('latin1');
  }

  text(): string {
    return this.readText('utf8');
  }

  private readText(encoding: BufferEncoding): string {
    const length = this.view.getInt32(this.offset);
    const at = this.offset + 4;
    this.offset = at + length;
    return this.buffer.toString(encoding, at, at + length);
  }
}

/** Faster than the readers of Buffer, which check their arguments each time. */
function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** Writes rows for COPY in, into one buffer that grows. */
export class RowWriter {
  buffer: Buffer;
  private view: DataView;
  offset: number;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytes, 4096));
    this.view = viewOf(this.buffer);
    header.copy(this.buffer);
    this.offset = headerBytes;
  }

  /** Begins a row; `bytes` is at least what its fields will take. */
  row(fields: number, bytes: number): void {
    if (this.offset + bytes + 16 > this.buffer.length) this.grow(bytes);
    this.view.setInt16(this.offset, fields);
    this.offset += 2;
  }

  private grow(bytes: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.offset + bytes + 4096));
    this.buffer.copy(larger, 0, 0, this.offset);
    this.buffer = larger;
    this.view = viewOf(larger);
  }

  null(): void {
    this.view.setInt32(this.offset, -1);
    this.offset += 4;
  }

  int4(value: number): void {
    this.view.setInt32(this.offset, 4);
    this.view.setInt32(this.offset + 4, value);
    this.offset += 8;
  }

  int8(value: number): void {
    const high = Math.floor(value / twoTo32);
    this.view.setInt32(this.offset, 8);
    this.view.setInt32(this.offset + 4, high);
    this.view.setUint32(this.offset + 8, value - high * twoTo32);
    this.offset += 12;
  }

  /** Bytes copied from `source`. */
  bytes(source: Buffer, start: number, length: number): void {
    this.view.setInt32(this.offset, length);
    source.copy(this.buffer, this.offset + 4, start, start + length);
    this.offset += 4 + length;
  }

  /** Text of latin letters only, as all codes are. */
  code(value: string): void {
    const { length } = value;
    this.view.setInt32(this.offset, length);
    this.offset += 4;
    for (let index = 0; index < length; index += 1) {
      this.buffer[this.offset + index] = value.charCodeAt(index);
    }
    this.offset += length;
  }

  boolean(value: boolean): void {
    this.view.setInt32(this.offset, 1);
    this.buffer[this.offset + 4] = value ? 1 : 0;
    this.offset += 5;
  }

  uuid(value: string | null): void {
    if (value === null) return this.null();
    this.view.setInt32(this.offset, 16);
    writeUuid(this.buffer, this.offset + 4, value);
    this.offset += 20;
  }

  /** Any text; it may take three bytes a character. */
  text(value: string): void {
    const length = this.buffer.write(value, this.offset + 4);
    this.view.setInt32(this.offset, length);
    this.offset += 4 + length;
  }

  jsonb(value: Buffer): void {
    this.view.setInt32(this.offset, value.length + 1);
    this.buffer[this.offset + 4] = 1;
    value.copy(this.buffer, this.offset + 5);
    this.offset += 5 + value.length;
  }

  /** What COPY in takes. The writer is used up. */
  finish(): Buffer {
    assert(this.offset + 2 <= this.buffer.length, 'room for the trailer');
    this.view.setInt16(this.offset, -1);
    this.offset += 2;
    return this.buffer.subarray(0, this.offset);
  }
}

export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}
