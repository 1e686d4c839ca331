import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as actual from '@heyi/contract';
import { type Contract, contractRules, kebab } from './contract.ts';
import { programsOnly } from './pages.ts';
import { checkedOutRepository, plantedRepository } from './repository.ts';

const contract: Contract = { ...actual, programsOnly, repository: checkedOutRepository() };

const words = { zh: '锁定', en: 'Lock' };
const sound: Contract = {
  operations: [
    {
      id: 'lockRun',
      path: '/v1/runs/:runId/lock',
      scope: 'tenant',
      permission: 'run:lock',
      failures: { 'run.not_found': 404 },
    },
  ],
  commonFailures: { 'request.invalid': 400 },
  appFailures: {},
  linkFailures: {},
  jobFailures: [],
  operationWords: { lockRun: words },
  permissionWords: { 'run:lock': words },
  failureWords: {
    'run.not_found': { title: words, fix: words },
    'request.invalid': { title: words, fix: words },
  },
  programsOnly: {},
  repository: plantedRepository({
    'apps/console/src/RunPage.tsx': 'await api.lockRun({ runId });',
    'modules/payroll/run/lock-run.ts': '',
    'modules/payroll/run/lock-run.test.ts': `lockRun(); 'run.not_found'; 'request.invalid'`,
  }),
};
const without = (path: string) =>
  plantedRepository(
    Object.fromEntries(
      sound.repository.paths
        .filter((other) => other !== path)
        .map((other) => [other, sound.repository.read(other)]),
    ),
  );
const open = {
  id: 'openRun',
  path: '/v1/runs/:runId/file',
  scope: 'tenant',
  permission: null,
  failures: {},
};
const guarded = { ...open, permission: 'run:lock' };

/** One violation a rule; the same contract without it is sound. */
const violations: Readonly<Record<string, Contract>> = {
  'operations-have-use-cases': { ...sound, repository: without('modules/payroll/run/lock-run.ts') },
  'operations-have-tests': { ...sound, operations: [...sound.operations, open] },
  'failures-are-provoked': { ...sound, commonFailures: { 'rate.limited': 429 } },
  'contract-has-words': { ...sound, failureWords: {} },
  'words-have-a-use': { ...sound, operations: [] },
  'people-have-pages': { ...sound, operations: [...sound.operations, guarded] },
  'operations-are-unique': { ...sound, operations: [...sound.operations, ...sound.operations] },
};

describe('接口约定守则', () => {
  for (const rule of contractRules) {
    test(rule.name, () => {
      const findings = [...rule.find(contract)].map(({ what }) => what);
      assert.ok(findings.length === 0, `${rule.name}\n${rule.lesson}\n${findings.join('\n')}`);
    });
  }
});

describe('守则自检：故意违反，必须报出', () => {
  for (const rule of contractRules) {
    test(rule.name, () => {
      assert.deepEqual([...rule.find(sound)], []);
      assert.notDeepEqual([...rule.find(violations[rule.name]!)], []);
    });
  }
  test('半句话不算有措辞', () => {
    const rule = contractRules.find(({ name }) => name === 'contract-has-words')!;
    const half = { ...sound, operationWords: { lockRun: { zh: '锁定', en: ' ' } } };
    assert.deepEqual(
      [...rule.find(half)].map(({ what }) => what),
      ['operation lockRun'],
    );
  });
});

describe('人用的操作都有页面', () => {
  const rule = contractRules.find(({ name }) => name === 'people-have-pages')!;
  const page = 'apps/me/src/RunPage.tsx';
  const shows = (code: string, path = page) =>
    plantedRepository({ 'apps/console/src/RunPage.tsx': 'api.lockRun();', [path]: code });
  const cases: Readonly<Record<string, [changed: Partial<Contract>, found: string[]]>> = {
    按名调用: [{ repository: shows('api.openRun({});') }, []],
    作为步骤传下去: [{ repository: shows('const act = api.openRun;') }, []],
    按地址下载: [{ repository: shows('const href = `/v1/runs/${run.id}/file`;') }, []],
    别的地址: [
      { repository: shows('const href = `/v1/runs/${run.id}/files`;') },
      ['no page calls openRun'],
    ],
    只有类型或文字提到: [
      { repository: shows("type Run = AnswerOf<'openRun'>;") },
      ['no page calls openRun'],
    ],
    只有测试调用: [
      { repository: shows('api.openRun();', 'apps/me/src/run.test.ts') },
      ['no page calls openRun'],
    ],
    写明只给程序用: [{ programsOnly: { openRun: 'A script opens it.' } }, []],
    没有写理由: [{ programsOnly: { openRun: ' ' } }, ['no page calls openRun']],
    已有页面还在表里: [
      { programsOnly: { openRun: 'A script.', lockRun: 'A script.' } },
      ['lockRun has a page: take it out'],
    ],
    表里有不存在的操作: [
      { programsOnly: { openRun: 'A script.', shutRun: 'A script.' } },
      ['shutRun is no operation of people'],
    ],
    给应用的操作不要页面: [{ operations: [...sound.operations, { ...guarded, scope: 'app' }] }, []],
    不要权限的操作不要页面: [{ operations: [...sound.operations, open] }, []],
  };
  for (const [title, [changed, found]] of Object.entries(cases)) {
    test(title, () => {
      const operations = [...sound.operations, guarded];
      const findings = [...rule.find({ ...sound, operations, ...changed })];
      assert.deepEqual(
        findings.map(({ what }) => what),
        found,
      );
    });
  }
});

test('操作名到文件名', () => {
  assert.equal(kebab('lockPayrollRun'), 'lock-payroll-run');
});
