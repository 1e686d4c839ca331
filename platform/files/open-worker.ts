import type { KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { decryptInto } from '../crypto/envelope.ts';

/** A sealed file, and where its content goes. Keys and memory come with their first use. */
export type ToOpen = {
  readonly number: number;
  readonly path: string;
  /** Bytes of the content. */
  readonly size: number;
  /** Before the envelope stands the version of the key. */
  readonly context: string;
  readonly keys: Known<ReadonlyMap<number, KeyObject>>;
  readonly memory: Known<SharedArrayBuffer>;
};

type Known<Value> = { readonly number: number; readonly value: Value | null };

export type Opened = { readonly number: number } & (
  | { readonly crc: number }
  | { readonly fault: string }
);

const keyRings = new Map<number, ReadonlyMap<number, KeyObject>>();
const memories = new Map<number, SharedArrayBuffer>();
const versionBytes = 2;
let sealed = Buffer.alloc(0);

function known<Value>(values: Map<number, Value>, { number, value }: Known<Value>): Value {
  if (value !== null) values.set(number, value);
  return values.get(number)!;
}

/** The whole file, in memory that the next one uses again. */
function readSealed(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (sealed.length < size) sealed = Buffer.alloc(size * 2);
    let read = 0;
    while (read < size) {
      const more = readSync(file, sealed, read, size - read, read);
      if (more === 0) throw new Error('the file has ended early');
      read += more;
    }
    return sealed.subarray(0, size);
  } finally {
    closeSync(file);
  }
}

function open(wanted: ToOpen): number {
  const keys = known(keyRings, wanted.keys);
  const memory = known(memories, wanted.memory);
  const bytes = readSealed(wanted.path);
  const key = keys.get(bytes.readUInt16BE(0));
  if (key === undefined) throw new Error('the data key is missing');
  const target = new Uint8Array(memory, 0, wanted.size);
  decryptInto(target, key, bytes.subarray(versionBytes), wanted.context);
  return crc32(target);
}

parentPort!.on('message', (wanted: ToOpen) => {
  const { number } = wanted;
  try {
    parentPort!.postMessage({ number, crc: open(wanted) } satisfies Opened);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    parentPort!.postMessage({ number, fault } satisfies Opened);
  }
});
