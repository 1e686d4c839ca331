import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Command, findCommand, option } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'heyi-cli-'));
after(() => rmSync(folder, { recursive: true }));

function heyi(...args: string[]) {
  const main = join(import.meta.dirname, 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const right = {
  id: '对',
  rule: 'annual-bonus-separate',
  input: { bonus: '36000.00' },
  expected: { tax: '1080.00' },
};
const wrong = { ...right, id: '错', expected: { tax: '1' } };
const known = { ...wrong, id: '已知', engineAgrees: false, note: '公布数不合规则' };

test('全部通过，退出码0', () => {
  const { status, lines } = heyi('calc', 'income-tax', '--cases', file('right.json', [right]));
  assert.equal(status, 0);
  assert.equal(JSON.parse(lines[0]!).pass, true);
  assert.equal(JSON.parse(lines[0]!).actual.tax, '1080.00');
  assert.deepEqual(lines.slice(1), ['1 passed, 0 failed']);
});

test('有不符的，退出码1', () => {
  const { status, lines } = heyi('calc', 'income-tax', '--cases', file('w.json', [right, wrong]));
  assert.equal(status, 1);
  assert.match(JSON.parse(lines[1]!).reason, /expected "1", got "1080.00"/);
  assert.equal(lines.at(-1), '1 passed, 1 failed');
});

test('已知的不符列出，不影响退出码', () => {
  const { status, lines } = heyi('calc', 'income-tax', '--cases', file('k.json', [right, known]));
  assert.equal(status, 0);
  assert.match(JSON.parse(lines[1]!).reason, /^known: .*公布数不合规则$/);
  assert.equal(lines.at(-1), '1 passed, 1 failed');
});

test('社会保险案例文件的三个列表都算', () => {
  const content = {
    vectors: [
      {
        id: 'V',
        code: '110000',
        period: '2026-07',
        input: { baseDifference: '108', injury: '0.004' },
        expected: { employerDifference: '28.83' },
      },
    ],
    retirementVectors: [
      {
        id: 'R',
        birth: '1971-04',
        category: 'female55',
        retirementMonth: '2026-08',
        delayMonths: 4,
      },
    ],
    lateFeeVectors: [
      { id: 'L', principal: '10000.00', days: 30, dailyRate: '0.0005', lateFee: '150.00' },
    ],
  };
  const { status, lines } = heyi('calc', 'social-insurance', '--cases', file('si.json', content));
  assert.equal(status, 0);
  assert.equal(lines.at(-1), '3 passed, 0 failed');
});

test('按存下的版本计算', () => {
  const path = file('pin.json', [right]);
  assert.equal(heyi('calc', 'income-tax', '--cases', path, '--policy', '1.0.0').status, 0);
  const { status, stderr } = heyi('calc', 'income-tax', '--cases', path, '--policy', '0.0.1');
  assert.equal(status, 2);
  assert.match(stderr, /policy\.version_unknown 0\.0\.1/);
});

const misuses: readonly (readonly [string, string[], RegExp])[] = [
  ['没有命令', [], /Usage:/],
  ['命令不在册', ['calc', 'wealth'], /heyi calc income-tax --cases FILE/],
  ['没有文件', ['calc', 'income-tax'], /--cases FILE is missing/],
  ['文件不存在', ['calc', 'income-tax', '--cases', join(folder, 'none.json')], /ENOENT/],
  ['文件不是JSON', ['calc', 'income-tax', '--cases', file('bad.json', '{')], /bad\.json: /],
  ['分片数不是数', ['db', 'distribute', '--shards', '0'], /heyi db distribute/],
];

for (const [title, args, expected] of misuses) {
  test(`用法有误，退出码2：${title}`, () => {
    const { status, stderr } = heyi(...args);
    assert.equal(status, 2);
    assert.match(stderr, expected);
  });
}

test('命令以最长的词组为准', () => {
  const command = (...words: string[]): Command => ({
    words,
    usage: words.join(' '),
    load: async () => async () => 0,
  });
  const commands = [command('db'), command('db', 'roles')];
  const found = findCommand(commands, ['db', 'roles', '--x', '1']);
  assert.equal(found?.command.usage, 'db roles');
  assert.deepEqual(found?.rest, ['--x', '1']);
  assert.equal(option(['--x', '1'], 'x'), '1');
  assert.equal(option(['--x'], 'x'), null);
  assert.equal(option([], 'x'), null);
});
