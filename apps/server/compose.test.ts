import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '@heyi/contract';
import { directRoutes, jobs, listeners, routes } from './compose.ts';

const repeated = (names: readonly string[]) =>
  names.filter((name, index) => names.indexOf(name) !== index);

test('接口约定里的每个操作都有人办，也没有约定之外的', () => {
  const allRoutes = [...routes, ...directRoutes];
  const served = allRoutes.map(({ operation }) => operation.id);
  const missing = operations.filter(({ id }) => !served.includes(id)).map(({ id }) => id);
  assert.deepEqual(missing, [], 'add the routes of their module to apps/server/compose.ts');
  const known = new Set<unknown>(operations);
  const unknown = allRoutes.filter(({ operation }) => !known.has(operation));
  assert.deepEqual(
    unknown.map(({ operation }) => operation.id),
    [],
  );
  assert.deepEqual(repeated(served), []);
});

test('任务和听众各有各的名字', () => {
  assert.deepEqual(repeated(jobs.map(({ kind }) => kind)), []);
  assert.deepEqual(repeated(listeners.map(({ name }) => name)), []);
});
