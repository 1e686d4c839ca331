import './runtime.ts';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startTemporaryPostgres } from '../platform/embedded/index.ts';
import { buildPages } from './build-pages.ts';
import { listFiles, root } from './repository.ts';
import { type TestReport, runTestFiles } from './run-test-files.ts';

/**
 * `npm test [-- path or name …]`: every test file, or those whose path contains one of the words;
 * words that match no path select tests by name. Two files run at a time: browsers one after the other
 * beside those that start whole servers, then the rest.
 */
const { files, names } = select(process.argv.slice(2));
const server = process.env['HEYI_TEST_ADMIN_URL']
  ? null
  : await startTemporaryPostgres({ volatile: true });
if (server !== null) process.env['HEYI_TEST_ADMIN_URL'] = server.adminUrl;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void endAt(130));
}

// Every file starts a process that reads much of the same code: to import the server took 2.4 s of a
// processor, and takes 1.3 s when what was compiled is kept.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/heyi-compiled');
// Once, before two tests that serve the pages would build them at the same time.
buildPages();
const { browser = [], whole = [], part = [] } = Object.groupBy(files, kindOf);
const parts = groupsOf(part, 8);
const reports: TestReport[] = [];
await Promise.all([browser, whole].map(runLane));
await endAt(printSummary(reports));

async function runLane(first: readonly string[]): Promise<void> {
  for (let group: readonly string[] | undefined = first; group; group = parts.shift()) {
    reports.push(await runTestFiles(group, names));
  }
}

/** What takes long by itself comes first: at the end there are short ones to share. */
function kindOf(file: string): 'browser' | 'whole' | 'part' {
  const path = file.slice(root.length);
  if (path.startsWith('test/browser/')) return 'browser';
  return /^(apps|test)\//.test(path) ? 'whole' : 'part';
}

function groupsOf(paths: readonly string[], size: number): string[][] {
  const count = Math.ceil(paths.length / size);
  return Array.from({ length: count }, (_, index) => paths.slice(index * size, (index + 1) * size));
}

function select(words: string[]): { files: string[]; names: string[] } {
  const all = listFiles()
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => resolve(root, path));
  const names = words.filter((word) => matching(all, word).length === 0);
  const paths = words.filter((word) => !names.includes(word));
  const files = paths.length === 0 ? all : [...new Set(paths.flatMap((w) => matching(all, w)))];
  return { files, names };
}

function matching(all: string[], word: string): string[] {
  const path = resolve(word);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isFile() && word.endsWith('.test.ts')) return [path];
  if (status?.isDirectory()) {
    const inside = listFiles(path).filter((file) => file.endsWith('.test.ts'));
    return inside.map((file) => resolve(path, file));
  }
  return all.filter((file) => file.slice(root.length).includes(word));
}

/** Prints the last line that the continuous integration reads; answers the exit code. */
function printSummary(parts: TestReport[]): number {
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failures = parts.flatMap((part) => part.failures);
  for (const failure of failures) console.log(`\n✗ ${failure.title}\n${failure.detail}`);
  if (passed + failures.length === 0) console.log('No test was found.');
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
}

async function endAt(code: number): Promise<never> {
  await server?.stop();
  process.exit(code);
}
