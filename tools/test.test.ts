import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'heyi-runner-'));
after(() => rmSync(folder, { recursive: true }));

const head = `import { describe, test } from 'node:test'; import assert from 'node:assert/strict';\n`;

/** The runner's exit code and last line for one planted test file. */
function runWith(name: string, text: string, ...words: string[]) {
  const file = join(folder, `${name}.test.ts`);
  writeFileSync(file, head + text);
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const outcome = spawnSync(process.execPath, [join(root, 'tools/test.ts'), file, ...words], {
    encoding: 'utf8',
    env: { ...environment, HEYI_TEST_ADMIN_URL: 'postgresql://unused' },
  });
  const lastLine = outcome.stdout.trimEnd().split('\n').at(-1);
  return { status: outcome.status, lastLine, output: outcome.stdout };
}

test('通过的测试按个计数', () => {
  const { status, lastLine } = runWith(
    'passing',
    `test('a', () => assert.ok(true)); describe('s', () => { test('b', () => assert.ok(true)); });`,
  );
  assert.equal(lastLine, '2 passed, 0 failed');
  assert.equal(status, 0);
});

const failing = [
  ['失败的断言', `test('a', () => assert.equal(1, 2));`, 'strictly equal'],
  ['启动即崩溃的文件', `throw new Error('boom');`, 'boom'],
  ['没有测试的文件', `assert.ok(true);`, 'holds no test'],
  ['被跳过的测试', `test.skip('a', () => assert.ok(true));`, 'Skipped'],
  ['待办的测试', `test.todo('a');`, 'Skipped'],
  [
    '前置步骤失败',
    `import { before } from 'node:test';
    before(() => { throw new Error('no ground'); }); test('a', () => assert.ok(true));`,
    'no ground',
  ],
  [
    '测试之后才抛出的错误',
    `test('a', () => { assert.ok(true);
    setTimeout(() => { throw new Error('late'); }, 30); });`,
    'late',
  ],
] as const;

for (const [title, text, expected] of failing) {
  test(`${title}算失败`, () => {
    const { status, lastLine, output } = runWith(
      `failing${failing.findIndex((f) => f[0] === title)}`,
      text,
    );
    assert.match(lastLine!, /^\d+ passed, [1-9]\d* failed$/);
    assert.ok(output.includes(expected), output);
    assert.equal(status, 1);
  });
}

test('按名称筛选', () => {
  const text = `test('个税', () => assert.ok(true)); test('社保', () => assert.ok(false));`;
  assert.equal(runWith('named', text, '个税').lastLine, '1 passed, 0 failed');
});

test('一个测试也没有跑，算失败', () => {
  const text = `test('个税', () => assert.ok(true));`;
  const { status, lastLine } = runWith('none', text, '不存在的名称');
  assert.deepEqual([status, lastLine], [1, '0 passed, 0 failed']);
});
