import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { readPictureHeader } from './picture-header.ts';

/** Telephones take up to fifty million pixels; more is a trap for memory. */
const pixelsMax = 50_000_000;
const secondsMax = 30;
/** Each holds a picture of fifty million pixels at worst. */
const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/**
 * The same picture as a JPEG without anything hidden: no place, no time, no name of a device, nothing
 * behind its end. Null when it is no picture that can be painted.
 */
export async function cleanPicture(content: Buffer, type: string): Promise<Buffer | null> {
  const header = readPictureHeader(content);
  if (header === null) return null;
  const pixels = header.width * header.height;
  if (pixels === 0 || pixels > pixelsMax) return null;
  return inTurn(() => paint(content, type));
}

async function paint(content: Buffer, type: string): Promise<Buffer | null> {
  const worker = new Worker(new URL('./repaint-worker.ts', import.meta.url), {
    workerData: { content, type },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const stop = new AbortController();
  const painted = new Promise<Buffer | null>((resolve) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', () => resolve(null));
    worker.once('exit', () => resolve(null));
  });
  const tooLong = sleep(secondsMax * 1000, null, { signal: stop.signal }).catch(() => null);
  try {
    return await Promise.race([painted, tooLong]);
  } finally {
    stop.abort();
    await worker.terminate();
  }
}
