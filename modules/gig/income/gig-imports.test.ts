import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { valueOf, idCardNumber } from '@heyi/people/testing';
import {
  acceptedRows,
  type ImportKind,
  type ImportRow,
  readTable,
  type RowOutcome,
  type TenantId,
} from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { castGigClient, type GigClient, runJobs } from '../testing/gig-client.ts';
import { readWorker } from '../worker/read-worker.ts';
import { workersImport } from '../worker/workers-import.ts';
import { incomeLinesImport } from './income-lines-import.ts';
import { readIncomeLine } from './read-income-line.ts';

let world: TestHost;
let client: GigClient;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  client = await castGigClient(world);
});
after(() => world.close());

/** As the import engine does: the dry run first, then the commit of what is accepted. */
async function take(
  kind: ImportKind,
  rows: readonly (readonly string[])[],
  tenantId: TenantId = client.tenantId,
): Promise<string[]> {
  const content = Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\n')}\n`);
  const read = async (isCommit: boolean) =>
    world.as(tenantId, async (tx) => {
      assert.equal(await kind.refusal(tx, null), null);
      const accepted: ImportRow[] = [];
      const columns = await kind.columns(tx, null);
      const table = await readTable(content, columns, {}, (row) => {
        assert.ok(row.ok, JSON.stringify(row));
        accepted.push({ number: row.row, values: row.values });
      });
      assert.ok(table.ok);
      if (isCommit) await kind.lock?.(tx, null);
      const outcomes = await kind.judge(tx, null, accepted as never);
      if (isCommit) await kind.commit(tx, null, acceptedRows(accepted, outcomes) as never);
      return outcomes.map(wordOf);
    });
  const dry = await read(false);
  assert.deepEqual(await read(true), dry);
  return dry;
}

function wordOf(outcome: RowOutcome): string {
  return outcome.outcome === 'invalid' ? outcome.problems[0]!.problem.code : outcome.outcome;
}

const workers = [
  [
    '平台编号',
    '姓名',
    '证件号码',
    '手机号',
    '收款账户',
    '开户行',
    '协议版本',
    '授权版本',
    '签署日期',
  ],
  [
    'u-1',
    '欧阳䶮',
    idCardNumber(1),
    '13800000001',
    '9000000001',
    '某行',
    '1.0',
    '1.0',
    '2026-11-01',
  ],
  [
    'u-2',
    '阿依古丽·买买提',
    idCardNumber(2),
    '13800000002',
    '9000000002',
    '某行',
    '1.0',
    '',
    '2026-11-01',
  ],
  ['u-3', '重复证件', idCardNumber(1), '13800000003', '9000000003', '', '', '', ''],
  ['u-1', '重复编号', idCardNumber(4), '13800000004', '9000000004', '', '', '', ''],
  ['u-5', '电话有误', idCardNumber(5), '138', '9000000005', '', '', '', ''],
];

test('从业人员名单：试算与导入结果一致，好的登记，坏的写明哪一格', async () => {
  assert.deepEqual(await take(workersImport, workers), [
    'created',
    'created',
    'worker.document_taken',
    'worker.already_registered',
    'worker.phone_malformed',
  ]);
  await runJobs(world, client.tenantId);
  const stateOf = async (externalWorkerId: string) =>
    valueOf(await world.as(client.tenantId, (tx) => readWorker(tx, { externalWorkerId })));
  assert.equal((await stateOf('u-1')).state, 'admitted');
  assert.deepEqual((await stateOf('u-2')).reasons, ['authorisationMissing']);
  assert.deepEqual((await take(workersImport, workers.slice(0, 3))).slice(0, 2), [
    'unchanged',
    'unchanged',
  ]);
});

test('收入明细：重复、更正、经营所得、没有登记的人', async () => {
  const header = [
    '业务编号',
    '平台编号',
    '所得项目',
    '任务',
    '验收日期',
    '所属月',
    '金额',
    '更正业务编号',
  ];
  const row = (id: string, worker: string, kind: string, amount: string, corrects = '') => [
    id,
    worker,
    kind,
    '直播',
    '2026-11-20',
    '2026-11',
    amount,
    corrects,
  ];
  const file = [
    header,
    row('A-1', 'u-1', '', '100.00'),
    row('A-1', 'u-1', '', '100.00'),
    row('A-2', 'u-1', '红包', '8.88'),
    row('A-3', 'u-1', '经营所得', '100.00'),
    row('A-4', 'nobody', '', '100.00'),
    row('A-5', 'u-2', '', '-1.00'),
    row('A-6', 'u-2', '', '0.00'),
  ];
  assert.deepEqual(await take(incomeLinesImport, file), [
    'created',
    'duplicate',
    'created',
    'income_line.business_income',
    'worker.not_found',
    'income_line.correction_unnamed',
    'income_line.amount_zero',
  ]);
  const correction = [header, row('A-7', 'u-1', '', '-40.00', 'A-1'), file[1]!];
  assert.deepEqual(await take(incomeLinesImport, correction), ['created', 'unchanged']);
  const line = { externalWorkerId: 'u-1', businessId: 'A-7' };
  const view = valueOf(await world.as(client.tenantId, (tx) => readIncomeLine(tx, line)));
  assert.deepEqual([view.source, view.correctsBusinessId], ['import', 'A-1']);
});

test('编号写得不对的格子当场指出', async () => {
  const columns = await world.as(client.tenantId, (tx) => workersImport.columns(tx, null));
  const [id] = columns;
  assert.ok(id?.kind === 'text' && id.check);
  assert.equal(id.check('u 1')?.code, 'gig_row.id_malformed');
  assert.equal(id.check('u-1.a:B_2'), null);
});

test('没有结算方案的客户：两种文件都不收', async () => {
  const empty = await world.tenant();
  for (const kind of [workersImport, incomeLinesImport]) {
    const refusal = await world.as(empty, (tx) => kind.refusal(tx, null));
    assert.deepEqual(refusal, { code: 'program.not_found' });
  }
});

test('收入行在写入前被提走：整个文件不写', async () => {
  const lines = [
    ['业务编号', '平台编号', '所得项目', '任务', '验收日期', '所属月', '金额', '更正业务编号'],
    ['C-1', 'u-1', '', '直播', '2026-11-20', '2026-11', '10.00', ''],
  ];
  await take(incomeLinesImport, lines);
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      update ledger.account a set debit_total = credit_total
        from gig.balance b
       where a.shard_key = b.shard_key and a.tenant_id = b.tenant_id and a.id = b.account_id`,
  );
  const back = [lines[0]!, ['C-2', 'u-1', '', '直播', '2026-11-20', '2026-11', '-10.00', 'C-1']];
  await assert.rejects(take(incomeLinesImport, back), /income C-2 was withdrawn/);
});
