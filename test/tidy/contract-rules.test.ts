import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as actual from '@heyi/contract';
import { type Contract, contractRules, kebab } from './contract.ts';
import { checkedOutRepository, plantedRepository } from './repository.ts';

const contract: Contract = { ...actual, repository: checkedOutRepository() };

const words = { zh: '锁定', en: 'Lock' };
const sound: Contract = {
  operations: [{ id: 'lockRun', permission: 'run:lock', failures: { 'run.not_found': 404 } }],
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
  repository: plantedRepository({
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
const open = { id: 'openRun', permission: null, failures: {} };

/** One violation a rule; the same contract without it is sound. */
const violations: Readonly<Record<string, Contract>> = {
  'operations-have-use-cases': { ...sound, repository: without('modules/payroll/run/lock-run.ts') },
  'operations-have-tests': { ...sound, operations: [...sound.operations, open] },
  'failures-are-provoked': { ...sound, commonFailures: { 'rate.limited': 429 } },
  'contract-has-words': { ...sound, failureWords: {} },
  'words-have-a-use': { ...sound, operations: [] },
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

test('操作名到文件名', () => {
  assert.equal(kebab('lockPayrollRun'), 'lock-payroll-run');
});
