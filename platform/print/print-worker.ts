import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '@heyi/kernel';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** One document to print; `data` is JSON text. */
export type PrintJob = {
  readonly template: string;
  readonly data: string;
  readonly createdAtSeconds: number;
};
export type PrintAnswer = { readonly pdf: Uint8Array<ArrayBuffer> } | { readonly error: string };
export type PrintWorkerData = { readonly workspace: string; readonly fonts: readonly string[] };

/**
 * Results of the layout are kept for this many documents: what a template has in common with the
 * next one is laid out once, and memory stays level.
 */
const keptDocuments = 10;

const port = parentPort;
assert(port !== null, 'runs as a worker only');
const { workspace, fonts } = workerData as PrintWorkerData;
const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(path)) }],
});

port.on('message', (job: PrintJob) => {
  const answer = print(job);
  port.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer] : []);
});

function print(job: PrintJob): PrintAnswer {
  const source = { mainFileContent: job.template, inputs: { data: job.data } };
  const compiled = compiler.compile(source);
  const document = compiled.result;
  if (document === null) {
    const error = compiled.takeError();
    return { error: JSON.stringify(error === null ? [] : compiler.fetchDiagnostics(error)) };
  }
  // Tags would nearly double the file; the page of the same content is the accessible form.
  const options = { pdfTags: false, creationTimestamp: job.createdAtSeconds };
  const pdf = Uint8Array.from(compiler.pdf(document, options));
  compiler.evictCache(keptDocuments);
  return { pdf };
}
