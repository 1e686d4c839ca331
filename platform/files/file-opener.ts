import { Worker } from 'node:worker_threads';
import { tenantCipher } from '../crypto/tenant-key.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { Opened, ToOpen } from './open-worker.ts';
import { fileKey, type FileId } from './store-file.ts';
import type { ZipContent } from './zip-files.ts';

type Waiting = {
  readonly resolve: (crc: number) => void;
  readonly reject: (error: Error) => void;
};

/** Memory is taken in such steps, so that what one file leaves fits the next. */
const stepBytes = 256 * 1024;
/** Of files that are larger, memory is not kept. */
const keptBytes = 4 * 1024 * 1024;

type Memory = { readonly number: number; readonly shared: SharedArrayBuffer };
type DataKeys = ToOpen['keys']['value'] & {};

/**
 * Reads sealed files when their transaction is over, too, for what is streamed. A thread of its own
 * reads and opens them into memory that is used again as soon as a content is released: whoever asks
 * the server something meanwhile does not wait, and nothing is left to collect. The thread starts
 * with the first file.
 */
export class FileOpener {
  #worker: Worker | null = null;
  #closed = false;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #keys = new Map<DataKeys, number>();
  readonly #told = new Set<number>();
  readonly #free: Memory[] = [];

  /** Reads files of the transaction's tenant, whose sizes the caller knows. */
  async reader(tx: Transaction): Promise<(id: FileId, size: number) => Promise<ZipContent>> {
    const { keys } = await tenantCipher(tx);
    const { tenantId } = tx;
    const { fileStore } = tx.host;
    return (id, size) =>
      this.#open({ keys, path: fileStore.pathOf(fileKey(tenantId, id)), size, context: tenantId });
  }

  /** Ends the thread; what was still to be opened fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
    this.#fail(new Error('the files are closed'));
  }

  async #open(wanted: {
    readonly keys: DataKeys;
    readonly path: string;
    readonly size: number;
    readonly context: string;
  }): Promise<ZipContent> {
    if (this.#closed) throw new Error('the files are closed');
    const { keys, path, size, context } = wanted;
    const worker = (this.#worker ??= this.#start());
    const memory = this.#take(size);
    const known = this.#keys.get(keys);
    const keyNumber = known ?? this.#keys.size + 1;
    this.#keys.set(keys, keyNumber);
    const isTold = this.#told.has(memory.number);
    this.#told.add(memory.number);
    const number = (this.#last += 1);
    const toOpen: ToOpen = {
      number,
      path,
      size,
      context,
      keys: { number: keyNumber, value: known === undefined ? keys : null },
      memory: { number: memory.number, value: isTold ? null : memory.shared },
    };
    const crc = await new Promise<number>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.postMessage(toOpen);
    });
    const bytes = Buffer.from(memory.shared, 0, size);
    return { bytes, crc, release: () => this.#release(memory) };
  }

  #take(size: number): Memory {
    const at = this.#free.findIndex(({ shared }) => shared.byteLength >= size);
    if (at >= 0) return this.#free.splice(at, 1)[0]!;
    const bytes = Math.max(1, Math.ceil(size / stepBytes)) * stepBytes;
    return { number: (this.#last += 1), shared: new SharedArrayBuffer(bytes) };
  }

  #release(memory: Memory): void {
    if (memory.shared.byteLength <= keptBytes) this.#free.push(memory);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./open-worker.ts', import.meta.url));
    worker.on('message', (opened: Opened) => {
      const { resolve, reject } = this.#waiting.get(opened.number)!;
      this.#waiting.delete(opened.number);
      if ('fault' in opened) reject(new Error(opened.fault));
      else resolve(opened.crc);
    });
    worker.on('error', (error) => this.#fail(error as Error));
    worker.on('exit', () => this.#fail(new Error('the thread that opens files has ended')));
    return worker;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
