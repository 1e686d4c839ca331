import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violatedConstraint } from './violated-constraint.ts';

const twice = 'duplicate key value violates unique constraint "withdrawal_key_102149"';
const uncovered =
  'new row for relation "account_102186" violates check constraint "account_covered"';

const cases: [title: string, error: unknown, name: string | null][] = [
  [
    '单机的唯一约束',
    { code: '23505', constraint: 'withdrawal_key', message: twice },
    'withdrawal_key',
  ],
  ['集群分片的唯一约束', { code: '23505', message: twice }, 'withdrawal_key'],
  ['集群分片的检查约束', { code: '23514', message: uncovered }, 'account_covered'],
  ['空值不是有名字的约束', { code: '23502', message: 'column "a" of relation "b_102213"' }, null],
  ['死锁', { code: '40P01', message: 'deadlock detected' }, null],
  ['不是数据库的错误', new Error('"withdrawal_key"'), null],
  ['没有错误', undefined, null],
];

for (const [title, error, name] of cases) {
  test(`违反的约束：${title}`, () => assert.equal(violatedConstraint(error), name));
}
