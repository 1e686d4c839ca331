import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../tools/repository.ts';

/** A line that the lint must refuse, by the name of the rule that refuses it. */
const violations = {
  'no-floating-promises': `async function f() { return 1; } export function g() { f(); }`,
  'no-misused-promises': `export function f(list: number[]) {
      list.forEach(async (n) => { await g(n); }); }
    async function g(n: number) { return await Promise.resolve(n); }`,
  'await-thenable': `export async function f() { await 1; }`,
  'no-explicit-any': `export function f(a: any) { return a as string; }`,
  eqeqeq: `export function f(a: string | null) { return a == null; }`,
  'no-unused-vars': `export function f() { const unused = 1; return 2; }`,
  'prefer-const': `export function f() { let a = 1; return a; }`,
  'consistent-type-imports': `import { Server } from 'node:http'; export type S = Server;`,
  'switch-exhaustiveness-check': `export function f(a: 'x' | 'y') { switch (a) { case 'x': return 1; } return 2; }`,
  'no-default-export': `export default 1;`,
  'only-throw-error': `export function f() { throw 'text'; }`,
  'ban-ts-comment': `// @ts-ignore\nexport const a: number = 'x';`,
  'no-eval': `export const a: unknown = eval('1');`,
} as const;

const fileOf = (rule: string) => `${rule}.ts`;
let refusals: Map<string, Set<string>>;
const folder = mkdtempSync(join(tmpdir(), 'heyi-lint-'));
after(() => rmSync(folder, { recursive: true }));

before(() => {
  for (const [rule, text] of Object.entries(violations)) {
    writeFileSync(join(folder, fileOf(rule)), `${text}\n`);
  }
  writeFileSync(join(folder, 'sound.ts'), `export const sum = (a: number, b: number) => a + b;\n`);
  const compilerOptions = { typeRoots: [join(root, 'node_modules/@types')] };
  const base = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], exclude: [] };
  const settings = { ...base, compilerOptions };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const lint = spawnSync(
    process.execPath,
    [join(root, 'node_modules/.bin/oxlint'), '-c', join(root, '.oxlintrc.json'), '-f', 'json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(lint.stdout) as {
    diagnostics: { filename: string; code: string }[];
  };
  refusals = new Map();
  for (const { filename, code } of diagnostics) {
    const names = refusals.get(filename) ?? new Set();
    refusals.set(filename, names.add(/\(([^)]+)\)/.exec(code)?.[1] ?? code));
  }
});

for (const rule of Object.keys(violations)) {
  test(`${rule} 必须报出`, () => {
    assert.ok(
      refusals.get(fileOf(rule))?.has(rule),
      `refused: ${[...(refusals.get(fileOf(rule)) ?? [])].join(', ')}`,
    );
  });
}

test('没有违反的文件不报', () => {
  assert.equal(refusals.get('sound.ts'), undefined);
});
