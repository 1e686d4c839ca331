import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId, type Id, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '../testing.ts';
import type { JobId } from '../jobs/job.ts';
import { runJob } from '../jobs/run-job.ts';
import { readFile, storeFile } from '../files/store-file.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { importKind } from './import-kind.ts';
import { importsOf } from './index.ts';

/** A stand-in subject: names that a client may have once. */
const names = new Map<string, Set<string>>();
let isLocked = false;
/** In which order the engine asked. */
let steps: string[] = [];

const nameKind = importKind<{ name: string }, string>({
  kind: 'names',
  permission: 'names:write',
  title: { zh: '名单', en: 'Names' },
  subjectPrefix: null,
  refusal: async () => (isLocked ? { code: 'names.locked' } : null),
  columns: async () => [
    {
      kind: 'text',
      key: 'name',
      title: '姓名',
      titleEn: 'Name',
      required: true,
      synonyms: ['员工姓名'],
    },
    { kind: 'money', key: 'pay', title: '金额', titleEn: 'Amount' },
  ],
  lock: async () => void steps.push('lock'),
  judge: async (tx, _, rows) => {
    steps.push('judge');
    return rows.map(({ values }) =>
      values.name === '禁止'
        ? { outcome: 'invalid', problems: [{ key: 'name', problem: forbidden }] }
        : names.get(tx.tenantId)?.has(values.name)
          ? { outcome: 'unchanged' }
          : { outcome: 'created', plan: `写入${values.name}` },
    );
  },
  commit: async (tx, _, rows) => {
    steps.push(`commit ${rows.map(({ plan }) => plan).join()}`);
    const known = names.get(tx.tenantId) ?? new Set();
    for (const { values } of rows) known.add(values.name);
    names.set(tx.tenantId, known);
  },
});

const forbidden = {
  code: 'names.forbidden',
  wording: {
    'zh-CN': { message: '这个名字不能用', howToFix: '换一个' },
    en: { message: 'Not this name', howToFix: 'Take another' },
  },
};

const { routes, jobs } = importsOf([nameKind]);
const byKind = new Map(jobs.map((one) => [one.kind, one]));
const permissions = new Set(['import:run', 'names:write']);
let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());

type Answer = { ok: boolean; failure?: { code: string }; value: Record<string, never> };

function call(tenantId: TenantId, id: string, input: object, actor = { permissions }) {
  const found = routes.find(({ operation }) => operation.id === id)!;
  return world.as(
    tenantId,
    (tx) => found.run(tx, { tenantId, ...input } as never),
    actor,
  ) as Promise<unknown> as Promise<Answer>;
}

async function upload(tenantId: TenantId, text: string): Promise<Id<'fil'>> {
  const content = Buffer.from(text);
  const file = await world.as(tenantId, (tx) =>
    storeFile(tx, { name: '名单.csv', type: 'text/csv', content }),
  );
  return file.id;
}

async function runJobOf(tenantId: TenantId, view: { jobId: JobId }): Promise<void> {
  await runJob(world.host, byKind, { tenantId, jobId: view.jobId }, new AbortController().signal);
}

async function dryRun(tenantId: TenantId, text: string) {
  const fileId = await upload(tenantId, text);
  const started = await call(tenantId, 'startImport', { kind: 'names', fileId });
  assert.equal(started.ok, true);
  await runJobOf(tenantId, started.value as never);
  const seen = await call(tenantId, 'getImport', { importId: started.value['id'] });
  return seen.value as unknown as {
    id: Id<'imp'>;
    state: string;
    counts: Record<string, number>;
    errors: { row: number; column: string; code: string; howToFix: string }[];
    columns: { header: string; target: string | null }[];
    failure: { code: string; title: string } | null;
  };
}

test('试导入：逐行给出结果，不改动任何数据', async () => {
  const tenant = await world.tenant();
  const view = await dryRun(
    tenant,
    '员工姓名,金额,爱好\n欧阳䶮,12.30,棋\n禁止,1,\n阿依古丽·买买提,12.345,\n',
  );
  assert.equal(view.state, 'checked');
  assert.deepEqual(view.counts, { created: 1, updated: 0, unchanged: 0, duplicate: 0, invalid: 2 });
  assert.deepEqual(
    view.errors.map(({ row, column, code }) => [row, column, code]),
    [
      [3, '姓名', 'names.forbidden'],
      [4, '金额', 'cell.money_decimals'],
    ],
  );
  assert.deepEqual(view.columns, [
    { header: '员工姓名', target: 'name' },
    { header: '金额', target: 'pay' },
    { header: '爱好', target: null },
  ]);
  assert.equal(names.has(tenant), false);
});

test('确认导入：有不合格行时须选择只导入合格的行；再确认一次不会重复', async () => {
  const tenant = await world.tenant();
  const view = await dryRun(tenant, '姓名,金额\n欧阳䶮,1\n禁止,1\n');
  const importId = view.id;
  const refused = await call(tenant, 'commitImport', { importId, rows: 'all' });
  assert.equal(refused.failure?.code, 'import.has_invalid_rows');
  const accepted = await call(tenant, 'commitImport', { importId, rows: 'validRows' });
  assert.equal(accepted.ok, true);
  steps = [];
  await runJobOf(tenant, accepted.value as never);
  await runJobOf(tenant, accepted.value as never);
  assert.deepEqual([...names.get(tenant)!], ['欧阳䶮']);
  // Once: locked, judged, and written by what the judgement found out.
  assert.deepEqual(steps, ['lock', 'judge', 'commit 写入欧阳䶮']);
  const again = await call(tenant, 'commitImport', { importId, rows: 'validRows' });
  assert.equal(again.failure?.code, 'import.not_checked');
  const discarded = await call(tenant, 'discardImport', { importId });
  assert.equal(discarded.failure?.code, 'import.already_committed');
});

test('错误明细文件：原表加说明，可直接改后再传', async () => {
  const tenant = await world.tenant();
  const view = await dryRun(tenant, '姓名,金额\n禁止,1\n');
  const answer = await call(tenant, 'downloadImportErrors', { importId: view.id });
  const file = answer.value as unknown as { name: string; body: Buffer };
  assert.equal(file.name, '名单-错误明细.xlsx');
  assert.equal(file.body.subarray(0, 2).toString(), 'PK');
  const clean = await dryRun(tenant, '姓名,金额\n古丽,1\n');
  const none = await call(tenant, 'downloadImportErrors', { importId: clean.id });
  assert.equal(none.failure?.code, 'import.has_no_errors');
});

test('不是表格的文件：导入失败并说明怎么办', async () => {
  const view = await dryRun(await world.tenant(), '\u0000\u0001\u0002二进制');
  assert.equal(view.state, 'failed');
  assert.equal(view.failure?.code, 'sheet.not_a_sheet');
  assert.match(view.failure?.title ?? '', /不是表格/);
});

test('纠正过的列名下次自动认得', async () => {
  const tenant = await world.tenant();
  const fileId = await upload(tenant, '称呼,金额\n古丽,1\n');
  const mapping = { 称呼: 'name' };
  const started = await call(tenant, 'startImport', { kind: 'names', fileId, mapping });
  await runJobOf(tenant, started.value as never);
  const accepted = await call(tenant, 'commitImport', {
    importId: started.value['id'],
    rows: 'all',
  });
  await runJobOf(tenant, accepted.value as never);
  const view = await dryRun(tenant, '称呼,金额\n欧阳,1\n');
  assert.equal(view.counts['created'], 1);
});

test('拒绝的情形各有代码', async () => {
  const tenant = await world.tenant();
  const fileId = await upload(tenant, '姓名,金额\n古丽,1\n');
  const input = { kind: 'names', fileId };
  const codeOf = async (answer: Promise<Answer>) => (await answer).failure?.code;
  assert.equal(
    await codeOf(call(tenant, 'startImport', { ...input, kind: '?' })),
    'import.kind_unknown',
  );
  assert.equal(
    await codeOf(call(tenant, 'startImport', input, { permissions: new Set(['import:run']) })),
    'import.not_permitted',
  );
  assert.equal(
    await codeOf(call(tenant, 'startImport', { ...input, fileId: newId() })),
    'file.not_found',
  );
  const importId = newId();
  for (const id of ['getImport', 'discardImport', 'downloadImportErrors']) {
    assert.equal(await codeOf(call(tenant, id, { importId })), 'import.not_found', id);
  }
  assert.equal(
    await codeOf(call(tenant, 'commitImport', { importId, rows: 'all' })),
    'import.not_found',
  );
  assert.equal(
    await codeOf(call(tenant, 'downloadImportTemplate', { kind: '?' })),
    'import.kind_unknown',
  );
  isLocked = true;
  assert.equal(await codeOf(call(tenant, 'startImport', input)), 'import.refused');
  isLocked = false;
  const nothing = await dryRun(tenant, '姓名,金额\n禁止,1\n');
  assert.equal(
    await codeOf(call(tenant, 'commitImport', { importId: nothing.id, rows: 'validRows' })),
    'import.nothing_to_commit',
  );
});

test('listImports：新的在前，可按类型筛选', async () => {
  const tenant = await world.tenant();
  const first = await dryRun(tenant, '姓名,金额\n古丽,1\n');
  world.clock.set('2026-11-23T02:00:00.000Z');
  const second = await dryRun(tenant, '姓名,金额\n欧阳,1\n');
  const listed = await call(tenant, 'listImports', { kind: 'names' });
  const rows = listed.value['rows'] as unknown as { id: string }[];
  assert.deepEqual(
    rows.map(({ id }) => id),
    [second.id, first.id],
  );
  const none = await call(tenant, 'listImports', { kind: 'roster' });
  assert.deepEqual(none.value['rows'], []);
});

test('别的客户看不到这次导入和它的文件', async () => {
  const [owner, other] = [await world.tenant(), await world.tenant()];
  const view = await dryRun(owner, '姓名,金额\n古丽,1\n');
  const seen = await call(other, 'getImport', { importId: view.id });
  assert.equal(seen.failure?.code, 'import.not_found', formatId('imp', view.id));
  const fileId = await upload(owner, '姓名\n');
  assert.equal(await world.as(other, (tx) => readFile(tx, fileId)), null);
});
