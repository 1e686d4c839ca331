import './runtime.ts';
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BenchOutcome } from '../bench/measure.ts';
import { startTemporaryPostgres } from '../platform/embedded/index.ts';
import { type KeptOutcome, pageOf, reportOf } from './bench-report.ts';
import { listFiles, root } from './repository.ts';

/**
 * `npm run bench [-- name …]`: runs the benches whose file name contains one of the words, each in
 * a process of its own, against a database that keeps what it is told. Fails when a bar is missed.
 */
const wanted = process.argv.slice(2);
const files = listFiles().filter(
  (path) =>
    /^bench\/[^/]+\.bench\.ts$/.test(path) &&
    (wanted.length === 0 || wanted.some((word) => path.includes(word))),
);
if (files.length === 0) {
  console.error(`No bench matches ${wanted.join(', ')}.`);
  process.exit(2);
}

const keptFile = join(root, 'docs/benchmarks.json');
const pageFile = join(root, 'docs/benchmarks.md');
const given = process.env['HEYI_TEST_ADMIN_URL'];
const server = given ? null : await startTemporaryPostgres({ volatile: false });
let isMissed = false;
try {
  for (const file of files) {
    const outcome = keep(await runBench(join(root, file), given ?? server!.adminUrl));
    console.log(reportOf(outcome));
    isMissed ||= outcome.bars.some(({ verdict }) => verdict === 'missed');
  }
} finally {
  await server?.stop();
}
process.exit(isMissed ? 1 : 0);

async function runBench(file: string, adminUrl: string): Promise<BenchOutcome> {
  const child = fork(join(root, 'tools/run-bench.ts'), [file], {
    env: { ...process.env, HEYI_TEST_ADMIN_URL: adminUrl },
  });
  return await new Promise((resolve, reject) => {
    child.once('message', (outcome) => resolve(outcome as BenchOutcome));
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
  });
}

/** Files the outcome beside the last ones of the other benches. */
function keep(outcome: BenchOutcome): KeptOutcome {
  const kept: KeptOutcome = {
    ...outcome,
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
  };
  const before = existsSync(keptFile)
    ? (JSON.parse(readFileSync(keptFile, 'utf8')) as KeptOutcome[])
    : [];
  const all = [...before.filter(({ name }) => name !== kept.name), kept];
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(keptFile, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(pageFile, pageOf(all));
  return kept;
}

function describeMachine(): string {
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const node = process.versions.node;
  return `${availableParallelism()} × ${model}, ${gibibytes} GiB, Node ${node}, PostgreSQL from npm`;
}
