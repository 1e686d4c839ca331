import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Piece, PieceStream } from './piece-stream.ts';

/** One file of an archive; its content is made when its turn is near. */
export type ZipEntry = {
  readonly name: string;
  /** Bytes it will have, where that is known. */
  readonly size?: number;
  readonly content: () => Promise<Uint8Array | ZipContent>;
};

/** A content whose sum is known; its memory is used again after `release`. */
export type ZipContent = Piece & { readonly crc: number };

/** Large files are not made ahead: so much waits to be sent at most, beside the one whose turn it is. */
const aheadBytesMax = 8 * 1024 * 1024;

/**
 * Streams a ZIP whose files are made while it is read: `ahead` of them at a time, so that makers work
 * side by side and memory does not grow with the archive. For contents that are packed already: they
 * are stored, so that a reader gets them at the speed of a copy. Equal files give equal bytes: no
 * entry carries the time of writing.
 */
export function zipFiles(entries: readonly ZipEntry[], ahead: number): Readable {
  return new PieceStream(pieces(entries, ahead));
}

type Placed = { name: Buffer; crc: number; size: number; offset: number };

async function* pieces(entries: readonly ZipEntry[], ahead: number): AsyncGenerator<Piece, void> {
  const makeAhead = makerAhead(entries, ahead);
  const placed: Placed[] = [];
  let offset = 0;
  const small = new SmallPieces();
  for (const [index, entry] of entries.entries()) {
    const { bytes, crc, release } = summed(await makeAhead(index));
    const file = { name: Buffer.from(entry.name), crc, size: bytes.length, offset };
    const head = localHeader(file);
    placed.push(file);
    offset += head.length + bytes.length;
    yield* small.add(head);
    if (bytes.length < smallMax) {
      yield* small.add(bytes);
      release?.();
      continue;
    }
    yield* small.rest();
    yield release ? { bytes, release } : { bytes };
  }
  yield* small.rest();
  const directory = placed.map(directoryHeader);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  yield { bytes: Buffer.concat([...directory, endOfArchive(placed.length, offset, size)]) };
}

/**
 * Heads and small files go out together: each piece costs a turn through the thread pool. They are
 * copied into memory that is used again.
 */
class SmallPieces {
  readonly #free: Buffer[] = [];
  #buffer: Buffer | null = null;
  #used = 0;

  /** Hands out what is full before it takes the next. */
  *add(bytes: Uint8Array): Generator<Piece, void> {
    if (this.#used + bytes.length > togetherBytes) yield* this.rest();
    if (bytes.length > togetherBytes) return void (yield { bytes });
    this.#buffer ??= this.#free.pop() ?? Buffer.allocUnsafeSlow(togetherBytes);
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  *rest(): Generator<Piece, void> {
    const buffer = this.#buffer;
    if (buffer === null) return;
    const bytes = buffer.subarray(0, this.#used);
    [this.#buffer, this.#used] = [null, 0];
    yield { bytes, release: () => void this.#free.push(buffer) };
  }
}

function summed(content: Uint8Array | ZipContent): ZipContent {
  return content instanceof Uint8Array ? { bytes: content, crc: crc32(content) } : content;
}

/** Begins the next ones, and answers the one whose turn it is. */
function makerAhead(
  entries: readonly ZipEntry[],
  ahead: number,
): (index: number) => Promise<Uint8Array | ZipContent> {
  const started = new Map<number, Promise<Uint8Array | ZipContent>>();
  let next = 0;
  let waitingBytes = 0;
  return async (index) => {
    while (next < entries.length && next < index + ahead) {
      const { size = 0, content } = entries[next]!;
      if (next > index && waitingBytes + size > aheadBytesMax) break;
      const made = content();
      // The reader may be gone before the turn of this file comes.
      made.catch(() => undefined);
      started.set(next, made);
      waitingBytes += size;
      next += 1;
    }
    const made = await started.get(index)!;
    started.delete(index);
    waitingBytes -= entries[index]!.size ?? 0;
    return made;
  };
}

const smallMax = 16 * 1024;
/** And go out when they are so many. */
const togetherBytes = 64 * 1024;

/** What a field of 16 or 32 bits says when the figure stands in a wider one. */
const wide16 = 0xffff;
const wide32 = 0xffff_ffff;
const versionPlain = 20;
const versionWide = 45;
/** Names are UTF-8. */
const flags = 0x0800;
/** 2000-01-01, midnight, as MS-DOS counts. */
const day = (20 << 9) | (1 << 5) | 1;

function localHeader({ name, crc, size }: Placed): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(versionPlain, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(day, 12);
  head.writeUInt32LE(crc, 14);
  // A content is one buffer, and none is as large as four gigabytes.
  head.writeUInt32LE(size, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function directoryHeader({ name, crc, size, offset }: Placed): Buffer {
  const isFar = offset >= wide32;
  const head = Buffer.alloc(46);
  const extra = Buffer.alloc(isFar ? 12 : 0);
  head.writeUInt32LE(0x0201_4b50, 0);
  // Made on Unix, so that the rights below are read: rw-r--r--.
  head.writeUInt16LE((3 << 8) | versionWide, 4);
  head.writeUInt16LE(isFar ? versionWide : versionPlain, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(day, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(size, 20);
  head.writeUInt32LE(size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE((0o100_644 << 16) >>> 0, 38);
  head.writeUInt32LE(isFar ? wide32 : offset, 42);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  return Buffer.concat([head, name, extra]);
}

function endOfArchive(count: number, offset: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  const isWide = count >= wide16 || offset >= wide32;
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(isWide ? wide16 : count, 8);
  end.writeUInt16LE(isWide ? wide16 : count, 10);
  end.writeUInt32LE(isWide ? wide32 : size, 12);
  end.writeUInt32LE(isWide ? wide32 : offset, 16);
  return isWide ? Buffer.concat([wideEnd(count, offset, size), end]) : end;
}

function wideEnd(count: number, offset: number, size: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x0606_4b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(versionWide, 12);
  end.writeUInt16LE(versionWide, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x0706_4b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
