import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assert, epochDay, type PlainDate } from '@heyi/kernel';
import type { PrintAnswer, PrintJob, PrintWorkerData } from './print-worker.ts';

/** What can be handed to a template: it arrives as data and is never read as markup. */
export type PrintData =
  | string
  | number
  | boolean
  | null
  | readonly PrintData[]
  | { readonly [key: string]: PrintData };

export type PrintRequest = {
  /** Typst source; reads its data by `#let data = json(bytes(sys.inputs.data))`. */
  readonly template: string;
  readonly data: PrintData;
  /** The day the file states as its creation: equal requests give equal bytes. */
  readonly date: PlainDate;
};

export type Printer = {
  /** The PDF. A template that does not compile is a bug and throws with its diagnostics. */
  print(request: PrintRequest): Promise<Uint8Array>;
  /** Ends the workers; prints under way reject. */
  close(): Promise<void>;
};

export class PrintError extends Error {
  override name = 'PrintError';
}

const regularFont = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const boldFont = '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf';

/** Paths of Noto Sans SC, regular and bold: all of CJK URO and Extension A, so 䶮 and 㛃 too. */
export function printFonts(): string[] {
  return [regularFont, boldFont].map((path) => fileURLToPath(import.meta.resolve(path)));
}

const secondsPerDay = 86_400;

type Waiting = {
  readonly job: PrintJob;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Typst in worker threads with warm compilers. Workers start with the first print and do not keep
 * the process alive while idle; one that dies fails its document only and is replaced.
 */
export function createPrinter(options: { readonly workers?: number } = {}): Printer {
  const size = options.workers ?? availableParallelism();
  assert(Number.isSafeInteger(size) && size > 0, `not a number of workers: ${size}`);
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const queue: Waiting[] = [];
  let closed = false;

  const dispatch = (): void => {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (busy.size < size ? start() : undefined);
      if (worker === undefined) return;
      const next = queue.shift()!;
      busy.set(worker, next);
      worker.ref();
      worker.postMessage(next.job);
    }
  };

  const start = (): Worker => {
    // Read when the compiler is first loaded. The workers are the parallelism: a thread pool of its
    // own beside them costs a fifth of the throughput.
    process.env['RAYON_NUM_THREADS'] ??= '1';
    const data: PrintWorkerData = { workspace: import.meta.dirname, fonts: printFonts() };
    const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData: data });
    worker.on('message', (answer: PrintAnswer) => {
      const done = release(worker);
      idle.push(worker);
      worker.unref();
      if ('pdf' in answer) done.resolve(answer.pdf);
      else done.reject(new PrintError(`template does not compile: ${answer.error}`));
      dispatch();
    });
    let reason: Error = new PrintError('print worker ended');
    worker.on('error', (error: Error) => {
      reason = new PrintError('print worker failed', { cause: error });
    });
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      if (busy.has(worker)) release(worker).reject(reason);
      if (!closed) dispatch();
    });
    return worker;
  };

  const release = (worker: Worker): Waiting => {
    const waiting = busy.get(worker);
    assert(waiting !== undefined, 'an idle worker answered');
    busy.delete(worker);
    return waiting;
  };

  return {
    print({ template, data, date }) {
      assert(!closed, 'the printer is closed');
      const createdAtSeconds = epochDay(date) * secondsPerDay;
      const job: PrintJob = { template, data: JSON.stringify(data), createdAtSeconds };
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      queue.push({ job, resolve, reject });
      dispatch();
      return promise;
    },
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.reject(new PrintError('printer closed'));
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
