import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { formatYuan, type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { castClient, entity, valueOf } from '@heyi/people/testing';
import { readSheet, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { getPayrollRun } from '../run/get-payroll-run.ts';
import { employee, payMonth, unlockedRun } from '../testing/filing-world.ts';
import { downloadDeliverable } from './download-deliverable.ts';
import { getRegisterColumns } from './get-register-columns.ts';
import { putRegisterColumns } from './put-register-columns.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());
beforeEach(() => world.clock.set('2026-11-26T01:00:00.000Z'));

const november = payPeriod('2026-11');

async function paidRun(name: string) {
  const tenantId = await castClient(world, 'agency', name);
  const north = await entity(world, tenantId, `${name}北京有限公司`);
  const south = await entity(world, tenantId, `${name}广州有限公司`);
  const people = [
    { at: north.id, name: '欧阳䶮', employeeNumber: 'A1', department: '门店', costCentre: 'C01' },
    { at: north.id, name: '程砚秋', employeeNumber: 'A2', department: '总部', costCentre: 'C02' },
    { at: south.id, name: '阿依古丽·买买提', employeeNumber: 'A3', department: '门店' },
  ];
  const month = [];
  for (const [index, { at, ...facts }] of people.entries()) {
    const employmentId = await employee(world, tenantId, at, { ...facts, startsOn: '2026-11-02' });
    const pay = yuan(`${12_000 + index * 1000}.37`);
    month.push({
      employmentId,
      basePay: pay,
      base: pay,
      ...(index === 0 && { bonus: yuan('20000') }),
    });
  }
  const runId = await payMonth(world, tenantId, november, month);
  const { totals } = valueOf(
    await world.as(tenantId, (tx) => getPayrollRun(tx, { tenantId, runId })),
  );
  return { tenantId, runId, totals: totals! };
}

type Kind = 'payRegister' | 'paySummary' | 'paymentResult' | 'taxDetail';

/** The table by its header; the last row is the totals. */
async function tableOf(
  run: { tenantId: TenantId; runId: Id<'run'> },
  kind: Kind,
  groupBy?: 'entity' | 'department' | 'costCentre',
) {
  const input = { tenantId: run.tenantId, runId: run.runId, kind, ...(groupBy && { groupBy }) };
  const file = valueOf(await world.as(run.tenantId, (tx) => downloadDeliverable(tx, input)));
  const rows: string[][] = [];
  const content = await buffer(Readable.from([file.body as Uint8Array]));
  const read = await readSheet(content, {}, ({ cells }) => {
    rows.push(cells.map((cell) => cell?.text ?? ''));
  });
  assert.ok(read.ok);
  const [heading, header, ...body] = rows;
  const at = (title: string) => header!.indexOf(title);
  return {
    name: file.name,
    heading: heading![0]!,
    header: header!,
    people: body.slice(0, -1),
    total: (title: string) => body.at(-1)![at(title)],
    column: (title: string) => body.slice(0, -1).map((row) => row[at(title)] ?? ''),
  };
}

test('工资明细表：一人一行，合计行与批次合计分毫不差', async () => {
  const run = await paidRun('明细');
  const table = await tableOf(run, 'payRegister');
  assert.equal(table.name, '工资明细表_2026年11月工资.xlsx');
  assert.equal(table.heading, '明细有限公司 2026年11月工资 工资明细表');
  assert.deepEqual(table.column('姓名'), ['欧阳䶮', '程砚秋', '阿依古丽·买买提']);
  assert.deepEqual(table.column('基本工资'), ['12000.37', '13000.37', '14000.37']);
  assert.deepEqual(table.column('全年一次性奖金'), ['20000', '', '']);
  const { totals } = run;
  assert.equal(yuan(table.total('应发合计')!), totals.gross);
  assert.equal(yuan(table.total('个人缴纳合计')!), totals.ownContributions);
  assert.equal(yuan(table.total('实发')!), totals.net);
  assert.equal(yuan(table.total('用工成本')!), totals.employerCost);
  const tax = yuan(table.total('个人所得税')!) + yuan(table.total('年终奖个税')!);
  assert.equal(tax, totals.tax);
});

test('客户自己的列：选列、排序、改名都保存，下次照用', async () => {
  const run = await paidRun('自选');
  const { tenantId } = run;
  const columns = [
    { key: 'personName', nameZh: '员工' },
    { key: 'item:basePay' },
    { key: 'net', nameZh: '到手' },
  ];
  const saved = valueOf(
    await world.as(tenantId, (tx) => putRegisterColumns(tx, { tenantId, columns })),
  );
  assert.deepEqual(
    saved.columns.filter(({ isChosen }) => isChosen).map(({ nameZh }) => nameZh),
    ['员工', '基本工资', '到手'],
  );
  const table = await tableOf(run, 'payRegister');
  assert.deepEqual(table.header, ['员工', '基本工资', '到手']);
  assert.equal(yuan(table.total('到手')!), run.totals.net);
  const read = valueOf(await world.as(tenantId, (tx) => getRegisterColumns(tx, { tenantId })));
  assert.deepEqual(read, saved);

  const refusalOf = async (wanted: { key: string; nameZh?: string }[]) => {
    const answer = await world.as(tenantId, (tx) =>
      putRegisterColumns(tx, { tenantId, columns: wanted }),
    );
    return answer.ok ? [] : [answer.failure.code, answer.failure.key];
  };
  assert.deepEqual(await refusalOf([{ key: 'item:没有' }]), [
    'pay_register.column_unknown',
    'item:没有',
  ]);
  assert.deepEqual(await refusalOf([{ key: 'tax' }, { key: 'net' }, { key: 'net' }]), [
    'pay_register.column_twice',
    'net',
  ]);
  assert.deepEqual(await refusalOf([{ key: 'net' }, { key: 'gross', nameZh: '实发' }]), [
    'pay_register.name_twice',
    'gross',
  ]);
  const own = read.columns.find(({ key }) => key === 'net')!;
  assert.deepEqual([own.nameZh, own.ownNameZh], ['到手', '实发']);
});

test('汇总表按主体、部门、成本中心：各组相加等于批次', async () => {
  const run = await paidRun('汇总');
  const groups = [
    ['entity', '发薪主体', ['汇总北京有限公司', '汇总广州有限公司']],
    ['department', '部门', ['总部', '门店']],
    ['costCentre', '成本中心', ['C01', 'C02', '（未填）']],
  ] as const;
  for (const [groupBy, title, names] of groups) {
    const table = await tableOf(run, 'paySummary', groupBy);
    assert.deepEqual(table.column(title).toSorted(), [...names].toSorted(), groupBy);
    assert.equal(yuan(table.total('应发合计')!), run.totals.gross);
    assert.equal(yuan(table.total('个人所得税')!), run.totals.tax);
    assert.equal(yuan(table.total('实发')!), run.totals.net);
    assert.equal(
      table.column('人数').reduce((sum, people) => sum + Number.parseInt(people, 10), 0),
      3,
    );
  }
});

test('发放结果表与个税明细表：金额与批次一致，未发放写明', async () => {
  const run = await paidRun('结果');
  const result = await tableOf(run, 'paymentResult');
  assert.deepEqual(result.column('发放结果'), ['未发放', '未发放', '未发放']);
  assert.equal(yuan(result.total('应付金额')!), run.totals.net);
  const tax = await tableOf(run, 'taxDetail');
  assert.equal(yuan(tax.total('税额合计')!), run.totals.tax);
  assert.deepEqual(tax.column('所得项目'), ['工资薪金', '工资薪金', '工资薪金']);
  assert.equal(tax.column('年终奖')[0], '20000');
  assert.equal(formatYuan(yuan(tax.column('累计减除费用')[0]!)), '5000.00');
});

test('批次不在、没有计算结果、别的租户：拒绝', async () => {
  const run = await paidRun('拒绝');
  const { tenantId } = run;
  const kind = 'payRegister' as const;
  const open = await unlockedRun(world, tenantId, payPeriod('2026-12'), []);
  const other = await castClient(world, 'agency', '外家');
  const cases = [
    [tenantId, newId<'run'>(), 'payroll_run.not_found'],
    [tenantId, open, 'payroll_run.not_calculated'],
    [other, run.runId, 'payroll_run.not_found'],
  ] as const;
  for (const [tenant, runId, code] of cases) {
    const answer = await world.as(tenant, (tx) =>
      downloadDeliverable(tx, { tenantId: tenant, runId, kind }),
    );
    assert.equal(answer.ok ? '' : answer.failure.code, code);
  }
});
