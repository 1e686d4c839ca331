import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '@heyi/kernel';
import { printFonts } from '../print/index.ts';
import type { PageAnswer, PageBox, PageFault, PageFile, PageJob, PageText } from './page-job.ts';

type Outcome<T> = Promise<Result<T, { readonly code: PageFault }>>;
type Waiting = {
  readonly job: PageJob;
  readonly resolve: (answer: PageAnswer) => void;
  readonly reject: (error: Error) => void;
};

/** A paper that takes longer is made to keep somebody busy. */
const secondsMax = 60;

let worker: Worker | null = null;
let busy: Waiting | null = null;
let timer: NodeJS.Timeout | undefined;
const queue: Waiting[] = [];

/** How many pages it has, once it can really be opened and its first page drawn. */
export async function readPageCount(type: string, content: Uint8Array): Outcome<number> {
  const answer = await ask({ type, content, wanted: 'count' });
  return 'count' in answer ? ok(answer.count) : faultOf(answer);
}

/** The text of a paper that has any, line by line. */
export async function readPageTexts(file: PageFile): Outcome<readonly PageText[]> {
  const answer = await ask({ ...file, wanted: 'texts' });
  return 'texts' in answer ? ok(answer.texts) : faultOf(answer);
}

/** One page as a PNG. With a list, all but its boxes is black, in the pixels. */
export async function drawPage(
  file: PageFile,
  page: number,
  keep: readonly PageBox[] | null,
): Outcome<PageFile> {
  const answer = await ask({ ...file, wanted: 'picture', page, keep });
  return 'file' in answer ? ok(answer.file) : faultOf(answer);
}

/** The paper drawn anew as pixels, of which only the boxes are kept: a PDF, a picture as a PNG. */
export async function copyPages(
  file: PageFile,
  keep: readonly (PageBox & { readonly page: number })[],
): Outcome<PageFile> {
  const answer = await ask({ ...file, wanted: 'copy', keep });
  return 'file' in answer ? ok(answer.file) : faultOf(answer);
}

function faultOf(answer: PageAnswer): Result<never, { readonly code: PageFault }> {
  return fail({ code: 'fault' in answer ? answer.fault : ('pages.unreadable' as const) });
}

function ask(job: PageJob): Promise<PageAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PageAnswer>();
  queue.push({ job, resolve, reject });
  next();
  return promise;
}

/**
 * One at a time: drawing takes a core, and a paper from outside may crash or hang what draws it. The
 * worker is then replaced, and the paper is one that cannot be read.
 */
function next(): void {
  if (busy !== null) return;
  const waiting = queue.shift();
  if (waiting === undefined) return worker?.unref();
  busy = waiting;
  worker ??= start();
  worker.ref();
  const asked = worker;
  timer = setTimeout(() => void asked.terminate(), secondsMax * 1000);
  asked.postMessage(waiting.job);
}

function start(): Worker {
  const started = new Worker(new URL('./page-worker.ts', import.meta.url), {
    workerData: { font: printFonts()[0] },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // What fails before any paper was looked at is ours.
  let isReady = false;
  let broken: Error | null = null;
  started.on('message', (answer: PageAnswer | 'ready') => {
    if (answer === 'ready') isReady = true;
    else settle((waiting) => waiting.resolve(answer));
  });
  started.on('error', (error: Error) => (broken = isReady ? null : error));
  started.on('exit', () => {
    if (worker === started) worker = null;
    const fault = broken;
    settle((waiting) =>
      fault === null ? waiting.resolve({ fault: 'pages.unreadable' }) : waiting.reject(fault),
    );
  });
  return started;
}

function settle(end: (waiting: Waiting) => void): void {
  clearTimeout(timer);
  const done = busy;
  busy = null;
  if (done !== null) end(done);
  next();
}
