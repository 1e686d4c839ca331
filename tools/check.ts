import './runtime.ts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { listFiles, root } from './repository.ts';

type Step = {
  readonly name: string;
  /** One or more programs of npm packages or of ours, with their options; all must succeed. */
  readonly commands: readonly (readonly string[])[];
};

/** `npm run check [-- step …]`: everything that must hold before a change is handed in. */
const steps: readonly Step[] = [
  { name: 'format', commands: [[bin('oxfmt'), '--check', '.']] },
  { name: 'lint', commands: [[bin('oxlint'), '.']] },
  { name: 'types', commands: typedFolders().map((folder) => [bin('tsc'), '-p', folder]) },
  { name: 'rules', commands: [[join(root, 'tools/test.ts'), 'test/tidy']] },
  { name: 'dead code', commands: [[bin('knip'), '--no-progress']] },
  { name: 'tests', commands: [[join(root, 'tools/test.ts')]] },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. ${steps.map((s) => s.name).join(' · ')}`);
  process.exit(2);
}

let isGood = true;
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const started = performance.now();
  const outcomes = [];
  for (const command of step.commands) outcomes.push(await run(command));
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  const isStepGood = outcomes.every(({ code }) => code === 0);
  isGood &&= isStepGood;
  console.log(`${isStepGood ? '✓' : '✗'} ${step.name.padEnd(10)} ${seconds} s`);
  for (const { code, output } of outcomes) if (code !== 0) console.log(output);
}
process.exit(isGood ? 0 : 1);

function bin(name: string): string {
  return join(root, 'node_modules/.bin', name);
}

/** The server side, and each folder that is typed for the browser. */
function typedFolders(): string[] {
  const settings = listFiles().filter((path) => /(^|\/)tsconfig\.json$/.test(path));
  return settings.map((path) => join(root, path));
}

async function run(command: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve).once('error', reject);
  });
  return { code, output };
}
