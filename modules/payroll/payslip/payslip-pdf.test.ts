import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { fen, type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { castClient, entity, valueOf } from '@heyi/people/testing';
import { createPrinter, type Printer, type TenantId } from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import {
  calculate,
  declareDeductions,
  employee,
  payMonth,
  slipsOfRun,
  unlockedRun,
} from '../testing/filing-world.ts';
import { collectTaxpayers } from '../taxpayer-registration/collect-taxpayers.ts';
import { downloadPayslipOf } from './download-payslip.ts';
import { downloadPayslipsOf } from './download-payslips.ts';
import { payslipView } from './get-payslip.ts';
import { grouped } from './payslip-document.ts';
import type { PayslipId } from './payslip.store.ts';

let world: TestHost;
let printer: Printer;
before(async () => {
  world = await createTestHost();
  printer = createPrinter({ workers: 1 });
});
after(async () => {
  await printer.close();
  await world.close();
});
beforeEach(() => world.clock.set('2026-11-26T01:00:00.000Z'));

const november = payPeriod('2026-11');
const staff = { permissions: new Set(['payslip:read', 'employer_cost:read']) };

async function company(name: string) {
  const tenantId = await castClient(world, 'agency', name);
  const own = await entity(world, tenantId, `${name}有限公司`);
  return { tenantId, entityId: own.id };
}

async function pdfOf(tenantId: TenantId, payslipId: PayslipId, actor = staff): Promise<Buffer> {
  const file = valueOf(
    await world.as(
      tenantId,
      (tx) => downloadPayslipOf(printer)(tx, { tenantId, payslipId }),
      actor,
    ),
  );
  return buffer(Readable.from([file.body]));
}

test('downloadPayslip：页面上的每个金额都在，四万五千字节以内，生僻字有字形', async () => {
  const { tenantId, entityId } = await company('华联');
  const facts = { name: '欧阳䶮㛃', employeeNumber: 'A001', department: '华东大区·门店运营' };
  const id = await employee(world, tenantId, entityId, { ...facts, startsOn: '2025-03-01' });
  await world.as(tenantId, async (tx) => {
    valueOf(await collectTaxpayers(tx, { tenantId, entityId }));
  });
  const elderSupport = fen(300_000 * 11);
  await declareDeductions(world, tenantId, entityId, {
    name: '欧阳䶮㛃',
    month: november,
    elderSupport,
  });
  const month = {
    employmentId: id,
    basePay: yuan('20000'),
    base: yuan('20000'),
    bonus: yuan('36000'),
  };
  const runId = await payMonth(world, tenantId, november, [month]);
  const payslipId = (await slipsOfRun(world, tenantId, runId)).get('欧阳䶮㛃')!;
  const pdf = await pdfOf(tenantId, payslipId);
  assert.ok(pdf.length <= 45_000, `${pdf.length} bytes`);
  const text = pdfText(pdf);
  assert.doesNotMatch(text, /\uFFFD/);
  const view = (await world.as(tenantId, (tx) => payslipView(tx, payslipId)))!;
  const amounts = [
    ...view.lines.filter(({ group }) => group !== 'tax').map(({ amount }) => fen(Math.abs(amount))),
    view.gross,
    view.ownContributions,
    view.tax,
    view.bonusTax,
    view.net,
    view.employerCost,
    view.cumulative.income,
    view.cumulative.basicDeduction,
    view.cumulative.specialDeduction,
    view.cumulative.additionalDeduction,
    view.cumulative.taxable,
    view.cumulative.tax,
  ];
  for (const amount of amounts) {
    if (amount !== 0) assert.ok(text.includes(grouped(amount)), `${grouped(amount)} is printed`);
  }
  const words = [
    '华联有限公司',
    '2026年11月',
    '欧阳䶮㛃',
    'A001',
    '华东大区·门店运营',
    '2026-11-25',
    '基数 20,000.00 × 8%',
    '基数 20,000.00 × 2% + 3.00',
    '基数 20,000.00 × 12%',
    '个人缴纳合计',
    '4,503.00',
    '全年一次性奖金个税',
    '1,080.00',
    '单位承担（员工不可见）',
  ];
  for (const word of words) assert.ok(text.replaceAll('\n', '').includes(word), word);
  const payOnly = pdfText(
    await pdfOf(tenantId, payslipId, { permissions: new Set(['payslip:read']) }),
  );
  assert.ok(payOnly.includes(grouped(view.net)));
  assert.doesNotMatch(payOnly, /单位承担|用工成本/);
  assert.equal(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length, 1);
});

test('预扣与缓发、欠款都写在备注里', async () => {
  const { tenantId, entityId } = await company('预扣');
  const id = await employee(world, tenantId, entityId, { name: '沈知微' });
  const runId = await unlockedRun(world, tenantId, november, [
    { employmentId: id, basePay: yuan('3000'), base: yuan('20000') },
  ]);
  await world.as(
    tenantId,
    (tx) => tx.sql`
    update insurance.contribution_line set source = 'estimate', policy_pin = 'test'
     where tenant_id = ${tenantId}`,
  );
  await world.as(
    tenantId,
    (tx) => tx.sql`
    insert into payroll.member_hold (shard_key, tenant_id, run_id, employment_id, reason, held_by_name,
                                     held_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${runId}, ${id}, '账户待核实', '王芳', ${tx.now})`,
  );
  await calculate(world, tenantId, runId);
  const [slip] = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: PayslipId }>`
    select s.id from payroll.payslip s
      join payroll.run r on r.shard_key = s.shard_key and r.calculation_id = s.calculation_id
     where r.id = ${runId}`,
  );
  const text = pdfText(await pdfOf(tenantId, slip!.id)).replaceAll('\n', '');
  for (const words of [
    '预扣 · 基数',
    '账单到达后多退少补',
    '账户待核实',
    '1,503.00 元记为个人欠款',
  ]) {
    assert.ok(text.includes(words), words);
  }
});

test('没有工资条权限：像没有这张工资条一样', async () => {
  const { tenantId, entityId } = await company('权限');
  const id = await employee(world, tenantId, entityId, { name: '沈知微' });
  const runId = await payMonth(world, tenantId, november, [
    { employmentId: id, basePay: yuan('9000') },
  ]);
  const payslipId = (await slipsOfRun(world, tenantId, runId)).get('沈知微')!;
  const manager = { permissions: new Set(['person:read', 'payroll_run:read']) };
  const download = downloadPayslipOf(printer);
  for (const wanted of [payslipId, newId<'slp'>()]) {
    const answer = await world.as(
      tenantId,
      (tx) => download(tx, { tenantId, payslipId: wanted }),
      manager,
    );
    assert.equal(answer.ok ? '' : answer.failure.code, 'payslip.not_found');
  }
  const other = (await company('别家')).tenantId;
  const foreign = await world.as(
    other,
    (tx) => download(tx, { tenantId: other, payslipId }),
    staff,
  );
  assert.equal(foreign.ok ? '' : foreign.failure.code, 'payslip.not_found');
});

test('downloadPayslips：一人一份 PDF，同名两人两个文件，单位承担不在其中；按部门取', async () => {
  const { tenantId, entityId } = await company('批量');
  const people = [
    { name: '王芳', department: '北区' },
    { name: '王芳', department: '北区' },
    { name: '阿依古丽·买买提', department: '南区' },
  ];
  const paid = [];
  for (const facts of people) {
    const employmentId = await employee(world, tenantId, entityId, facts);
    paid.push({ employmentId, basePay: yuan('8000'), base: yuan('8000') });
  }
  const runId = await payMonth(world, tenantId, november, paid);
  const download = downloadPayslipsOf(printer);
  const zipOf = async (department?: string) => {
    const input = { tenantId, runId, ...(department && { department }) };
    const file = valueOf(await world.as(tenantId, (tx) => download(tx, input)));
    return buffer(Readable.from(file.body as AsyncIterable<Uint8Array>));
  };
  const names = (zip: Buffer) => [
    ...new Set(zip.toString('utf8').match(/工资条_2026-11_[\p{L}\d·_]*\.pdf/gu)),
  ];
  assert.deepEqual(names(await zipOf()).toSorted(), [
    '工资条_2026-11_王芳.pdf',
    '工资条_2026-11_王芳_2.pdf',
    '工资条_2026-11_阿依古丽·买买提.pdf',
  ]);
  const south = await zipOf('南区');
  assert.equal(names(south).length, 1);
  const from = south.indexOf('%PDF-');
  const text = pdfText(south.subarray(from, south.lastIndexOf('%%EOF') + 5));
  assert.ok(text.includes('阿依古丽·买买提') && !text.includes('单位承担'));

  const codeOf = async (input: { runId: Id<'run'>; department?: string }) => {
    const answer = await world.as(tenantId, (tx) => download(tx, { tenantId, ...input }));
    return answer.ok ? '' : answer.failure.code;
  };
  assert.equal(await codeOf({ runId: newId() }), 'payroll_run.not_found');
  assert.equal(await codeOf({ runId, department: '没有的部门' }), 'payslip.nobody');
  const few = await world.as(tenantId, (tx) =>
    downloadPayslipsOf(printer, 2)(tx, { tenantId, runId }),
  );
  assert.deepEqual(few.ok ? null : few.failure, { code: 'payslip.too_many', people: 3 });
  const open = await unlockedRun(world, tenantId, payPeriod('2026-12'), []);
  assert.equal(await codeOf({ runId: open }), 'payroll_run.not_locked');
});
