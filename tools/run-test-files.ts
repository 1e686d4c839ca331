import { run } from 'node:test';
import { root } from './repository.ts';

export type TestFailure = { readonly title: string; readonly detail: string };
export type TestReport = { readonly passed: number; readonly failures: readonly TestFailure[] };

type TestFile = { started: number; passed: number; failures: TestFailure[]; output: string };

type TestEvent = {
  readonly name: string;
  /** Where the test is written, which may be a table in another file than the one that ran. */
  readonly file?: string;
  readonly entryFile?: string;
  readonly nesting: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: {
    readonly passed?: boolean;
    readonly type?: string;
    readonly error?: Error & { failureType?: string };
  };
};

const millisecondsMax = 300_000;
const outputCharactersMax = 6000;

/**
 * Runs each file in a process of its own, one after the other, and prints a line a file. A skipped
 * test and a file without tests count as failures: neither says anything about the code.
 */
export async function runTestFiles(
  files: readonly string[],
  names: readonly string[],
): Promise<TestReport> {
  if (files.length === 0) return { passed: 0, failures: [] };
  const byFile = new Map<string, TestFile>();
  const of = (file: string): TestFile => {
    const started = performance.now();
    const known = byFile.get(file) ?? { started, passed: 0, failures: [], output: '' };
    byFile.set(file, known);
    return known;
  };
  const stream = run({
    files: [...files],
    concurrency: 1,
    timeout: millisecondsMax,
    ...(names.length > 0 ? { testNamePatterns: [...names] } : {}),
  });
  stream.on('test:dequeue', ({ name, file }) => void of(file ?? name));
  stream.on('test:stdout', ({ file, message }) => void (of(file).output += message));
  stream.on('test:stderr', ({ file, message }) => void (of(file).output += message));
  stream.on('test:diagnostic', ({ file, message }) => {
    if (file !== undefined) of(file).output += `${message}\n`;
  });
  // Emitted as tests end; `test:pass` and `test:fail` wait for the files before them.
  stream.on('test:complete', (event) => {
    const path = fileOf(event);
    if (event.details.passed) notePass(of(path), event, names.length > 0);
    else noteFailure(of(path), event);
    if (event.name === path) printFile(path, of(path));
  });
  await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject).resume());
  const ended = [...byFile.values()];
  return {
    passed: ended.reduce((sum, file) => sum + file.passed, 0),
    failures: ended.flatMap(({ failures, output }) =>
      failures.map(({ title, detail }) => ({ title, detail: detail || tailOf(output) })),
    ),
  };
}

function fileOf(event: TestEvent): string {
  return event.entryFile ?? event.file ?? event.name;
}

function notePass(file: TestFile, event: TestEvent, isFiltered: boolean): void {
  if (event.details.type === 'suite') return;
  if (event.name === fileOf(event)) {
    if (file.passed + file.failures.length > 0 || isFiltered) return;
    file.failures.push({ title: shorten(event.name), detail: 'The file holds no test.' });
  } else if (event.skip !== undefined || event.todo !== undefined) {
    const title = `${shorten(fileOf(event))} › ${event.name}`;
    file.failures.push({ title, detail: 'Skipped: run it, or remove it.' });
  } else file.passed += 1;
}

function noteFailure(file: TestFile, event: TestEvent): void {
  const { error } = event.details;
  // The part that failed has been counted by itself.
  if (error?.failureType === 'subtestsFailed') return;
  const isFile = event.name === fileOf(event);
  const title = isFile ? shorten(event.name) : `${shorten(fileOf(event))} › ${event.name}`;
  const cause = error?.cause instanceof Error ? error.cause : error;
  // What the file printed may still be on its way; the report takes it at the end.
  file.failures.push({ title, detail: isFile ? '' : (cause?.stack ?? String(cause)) });
}

function tailOf(output: string): string {
  return output.slice(-outputCharactersMax) || 'The process failed without a word.';
}

function printFile(name: string, file: TestFile): void {
  const seconds = ((performance.now() - file.started) / 1000).toFixed(1).padStart(6);
  const counts = `${String(file.passed).padStart(5)} passed`;
  const failed = file.failures.length > 0 ? `, ${file.failures.length} failed` : '';
  console.log(`${seconds} s ${counts}  ${shorten(name)}${failed}`);
}

function shorten(path: string): string {
  return path.startsWith(root) ? path.slice(root.length) : path;
}
