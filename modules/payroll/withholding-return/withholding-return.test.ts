import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import {
  type Fen,
  fen,
  type Id,
  newId,
  payPeriod,
  type PayPeriod,
  plainDate,
  yuan,
} from '@heyi/kernel';
import { castClient, castHouse, entity, idCardNumber, valueOf } from '@heyi/people/testing';
import { readFile, readSheet, type TenantId, textPdf, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxTaxBureau, startSandboxTaxBureau } from '@heyi/sandbox';
import { collectTaxpayers } from '../taxpayer-registration/collect-taxpayers.ts';
import { generateTaxpayerSheet } from '../taxpayer-registration/generate-taxpayer-sheet.ts';
import { taxpayerFeedback } from '../taxpayer-registration/taxpayer-feedback.ts';
import { declareDeductions, employee, payMonth, type PaidMonth } from '../testing/filing-world.ts';
import { importFile } from '../testing/import-file.ts';
import { acceptReturnDifferences } from './accept-return-differences.ts';
import { attachReturnEvidence } from './attach-return-evidence.ts';
import { bureauCalculation } from './bureau-calculation.ts';
import { cancelWithholdingReturn } from './cancel-withholding-return.ts';
import { downloadReturnFile } from './download-return-file.ts';
import { getWithholdingReturn, type ReturnView } from './get-withholding-return.ts';
import type { ReturnSheet } from './layout.ts';
import { followBoundEvidence, followUnboundEvidence } from './return-evidence.ts';
import { listReturnLines } from './list-return-lines.ts';
import { listWithholdingReturns } from './list-withholding-returns.ts';
import { markReturnSent } from './mark-return-sent.ts';
import { openCorrectedReturn } from './open-corrected-return.ts';
import { openWithholdingReturn } from './open-withholding-return.ts';
import { recomputeWithholdingReturn } from './recompute-withholding-return.ts';
import { recordReturnResult } from './record-return-result.ts';
import { recordTaxPayment } from './record-tax-payment.ts';

let world: TestHost;
let bureau: SandboxTaxBureau;
before(async () => {
  world = await createTestHost();
  bureau = await startSandboxTaxBureau();
});
after(async () => {
  await bureau.stop();
  await world.close();
});
beforeEach(() => world.clock.set('2026-11-27T01:00:00.000Z'));

const november = payPeriod('2026-11');
const october = payPeriod('2026-10');
type EntityId = Id<'ent'>;
type ReturnId = Id<'wht'>;

/** A company with its own employees: it pays and withholds itself. */
async function company(name: string) {
  const tenantId = await castClient(world, 'agency', name);
  const own = await entity(world, tenantId, `${name}有限公司`);
  return { tenantId, entityId: own.id, creditCode: own.uscc };
}

type Filer = { tenantId: TenantId; entityId: EntityId; creditCode: string };

/** 采集 → 报送 → 获取反馈, as a person does it with the client program. */
async function register({ tenantId, entityId, creditCode }: Filer): Promise<void> {
  const sheet = await world.as(tenantId, async (tx) => {
    valueOf(await collectTaxpayers(tx, { tenantId, entityId }));
    const made = valueOf(
      await generateTaxpayerSheet(tx, { tenantId, entityId, people: 'changes' }),
    );
    return fileOf(tx, made.fileId);
  });
  const answer = await bureau.register(creditCode, sheet);
  assert.ok('sheet' in answer, 'text' in answer ? answer.text : '');
  const subject = { subjectId: entityId, content: answer.sheet };
  await importFile(world, tenantId, taxpayerFeedback, subject);
}

async function fileOf(tx: Transaction, fileId: Id<'fil'>): Promise<Buffer> {
  return (await readFile(tx, fileId))!.content;
}

async function openReturn(filer: Filer, taxPeriod: PayPeriod = november): Promise<ReturnView> {
  const { tenantId, entityId } = filer;
  return valueOf(
    await world.as(tenantId, (tx) => openWithholdingReturn(tx, { tenantId, entityId, taxPeriod })),
  );
}

async function sheetOf(filer: Filer, returnId: ReturnId, sheet: ReturnSheet): Promise<Buffer> {
  const input = { tenantId: filer.tenantId, returnId, sheet };
  const file = valueOf(await world.as(filer.tenantId, (tx) => downloadReturnFile(tx, input)));
  return buffer(Readable.from(file.body));
}

/** Lets the bureau compute the sheet and compares with ours. */
async function compare(
  filer: Filer,
  { id, taxPeriod }: ReturnView,
  sheet: ReturnSheet = 'wages',
): Promise<ReturnView> {
  const content = await sheetOf(filer, id, sheet);
  const answer = await bureau.calculate(filer.creditCode, taxPeriod, content);
  assert.ok('sheet' in answer, 'text' in answer ? answer.text : '');
  const subject = { subjectId: id, content: answer.sheet };
  await importFile(world, filer.tenantId, bureauCalculation, subject);
  return view(filer, id);
}

async function view({ tenantId }: Filer, returnId: ReturnId): Promise<ReturnView> {
  return valueOf(
    await world.as(tenantId, (tx) => getWithholdingReturn(tx, { tenantId, returnId })),
  );
}

/** Sent, accepted and declared at the bureau. */
async function declare(filer: Filer, { id, taxPeriod }: ReturnView): Promise<void> {
  const { tenantId, creditCode } = filer;
  const one = { tenantId, returnId: id };
  valueOf(await world.as(tenantId, (tx) => markReturnSent(tx, one)));
  const answer = await bureau.declare(creditCode, taxPeriod);
  assert.equal(answer.state, 'accepted');
  const result = { ...one, isAccepted: true, receiptNumber: 'R1' };
  valueOf(await world.as(tenantId, (tx) => recordReturnResult(tx, result)));
}

async function rowsOf(content: Uint8Array): Promise<string[][]> {
  const rows: string[][] = [];
  const read = await readSheet(content, {}, ({ cells }) => {
    rows.push(cells.map((cell) => cell?.text ?? ''));
  });
  assert.ok(read.ok);
  return rows;
}

const paid = (
  employmentId: Id<'emp'>,
  pay: string,
  extra: { base?: Fen; bonus?: Fen } = {},
): PaidMonth => ({
  employmentId,
  basePay: yuan(pay),
  ...extra,
});

test('我们的个税与税局自己的累计预扣计算分毫不差：一年十一个月，入职、年终奖、专项附加扣除', async () => {
  const filer = await company('华联商厦');
  const { tenantId, entityId } = filer;
  const golden = await employee(world, tenantId, entityId, {
    name: '欧阳䶮',
    startsOn: '2025-03-01',
  });
  const late = await employee(world, tenantId, entityId, {
    name: '阿依古丽·买买提',
    startsOn: '2026-06-10',
  });
  const low = await employee(world, tenantId, entityId, { name: '㛃明', startsOn: '2026-01-05' });
  for (let month = 1; month <= 11; month += 1) {
    const period = payPeriod(`2026-${String(month).padStart(2, '0')}`);
    world.clock.set(`${period}-20T01:00:00.000Z`);
    const people = [
      paid(golden, '20000', { base: yuan('20000'), ...(month === 2 && { bonus: yuan('36000') }) }),
      paid(low, month % 3 === 0 ? '4800' : '6100.37', { base: yuan('7270') }),
      ...(month >= 6 ? [paid(late, '41234.56', { base: yuan('35283') })] : []),
    ];
    if (month === 1 || month === 6) await register(filer);
    const elderSupport = fen(300_000 * month);
    await declareDeductions(world, tenantId, entityId, {
      name: '欧阳䶮',
      month: period,
      elderSupport,
    });
    await payMonth(world, tenantId, period, people);
    const opened = await openReturn(filer, period);
    let compared = await compare(filer, opened);
    if (month === 2) compared = await compare(filer, opened, 'annualBonus');
    const { rows } = valueOf(
      await world.as(tenantId, (tx) =>
        listReturnLines(tx, { tenantId, returnId: opened.id, filter: 'differing' }),
      ),
    );
    assert.deepEqual(
      rows.map(({ personName, parting }) => [personName, parting]),
      [],
      period,
    );
    assert.equal(compared.state, 'computed');
    assert.equal(compared.compared, people.length + (month === 2 ? 1 : 0));
    await declare(filer, compared);
  }
  const { rows } = valueOf(
    await world.as(tenantId, (tx) => listWithholdingReturns(tx, { taxPeriod: november })),
  );
  const declaredNovember = rows.find((row) => row.entityId === entityId)!;
  assert.equal(declaredNovember.people, 3);
  assert.equal(declaredNovember.deadline, '2026-12-15');
});

test('黄金人物：北京两万元，专项附加扣除三千元，十一月个税 749.70 元', async () => {
  const filer = await company('黄金');
  const { tenantId, entityId } = filer;
  const person = await employee(world, tenantId, entityId, {
    name: '苏建华',
    startsOn: '2025-03-01',
  });
  world.clock.set('2026-01-20T01:00:00.000Z');
  await register(filer);
  let last: ReturnView | null = null;
  for (let month = 1; month <= 11; month += 1) {
    const period = payPeriod(`2026-${String(month).padStart(2, '0')}`);
    world.clock.set(`${period}-20T01:00:00.000Z`);
    const elderSupport = fen(300_000 * month);
    await declareDeductions(world, tenantId, entityId, {
      name: '苏建华',
      month: period,
      elderSupport,
    });
    await payMonth(world, tenantId, period, [paid(person, '20000', { base: yuan('20000') })]);
    if (month === 11) last = await openReturn(filer, period);
  }
  assert.equal(last!.tax, yuan('749.70'));
  assert.equal((await compare(filer, last!)).compared, 1);
});

/** One entity with the people named, registered and paid in November. */
async function paidInNovember(name: string, names: readonly string[]): Promise<Filer> {
  const filer = await company(name);
  const people: Id<'emp'>[] = [];
  for (const one of names) {
    const facts = { name: one, startsOn: '2026-11-02' };
    people.push(await employee(world, filer.tenantId, filer.entityId, facts));
  }
  await register(filer);
  const month = people.map((id) => paid(id, '12000', { base: yuan('12000') }));
  await payMonth(world, filer.tenantId, november, month);
  return filer;
}

test('导入文件与扣缴端模板逐列一致：表头、必填、两位小数、无千分位、姓名带间隔号', async () => {
  const filer = await paidInNovember('模板', ['阿依古丽·买买提', '欧阳䶮']);
  const { id } = await openReturn(filer);
  const [header, ...people] = await rowsOf(await sheetOf(filer, id, 'wages'));
  assert.equal(header!.length, 29);
  assert.deepEqual(header!.slice(0, 6), [
    '工号',
    '*姓名',
    '*证件类型',
    '*证件号码',
    '本期收入',
    '本期免税收入',
  ]);
  assert.deepEqual(new Set(people.map((row) => row[1])), new Set(['欧阳䶮', '阿依古丽·买买提']));
  for (const row of people) {
    assert.equal(row[2], '居民身份证');
    assert.match(row[3]!, /^\d{17}[\dX]$/);
    // 本期收入, 免税, 养老, 医疗, 失业, 公积金.
    assert.deepEqual(row.slice(4, 10), [
      '12000.00',
      '0.00',
      '960.00',
      '243.00',
      '60.00',
      '1440.00',
    ]);
    for (const cell of row.slice(10)) assert.match(cell, /^(\d+\.\d{2})?$/);
  }
  const none = { tenantId: filer.tenantId, returnId: id, sheet: 'labourRemuneration' as const };
  const refused = await world.as(filer.tenantId, (tx) => downloadReturnFile(tx, none));
  assert.equal(refused.ok ? '' : refused.failure.code, 'withholding_return.sheet_empty');
});

test('劳务报酬、实习生与年终奖各在各表，税局照样算出同样的税', async () => {
  const filer = await company('多种所得');
  const { tenantId, entityId } = filer;
  const wages = await employee(world, tenantId, entityId, { name: '林若溪' });
  const labour = await employee(world, tenantId, entityId, {
    name: '顾长河',
    form: 'serviceAgreement',
  });
  const intern = await employee(world, tenantId, entityId, {
    name: '许仲琳',
    form: 'intern',
    startsOn: '2026-11-02',
  });
  await register(filer);
  await payMonth(world, tenantId, november, [
    paid(wages, '15000', { base: yuan('15000'), bonus: yuan('144000.01') }),
    paid(labour, '30000'),
    paid(intern, '9000'),
  ]);
  const opened = await openReturn(filer);
  assert.deepEqual(
    opened.sheets.map(({ sheet, people, income }) => [sheet, people, income]),
    [
      ['wages', 1, yuan('15000')],
      ['annualBonus', 1, yuan('144000.01')],
      ['labourRemuneration', 2, yuan('39000')],
    ],
  );
  for (const { sheet } of opened.sheets) await compare(filer, opened, sheet);
  const compared = await view(filer, opened.id);
  assert.deepEqual([compared.state, compared.compared, compared.differing], ['computed', 4, 0]);
  const bonusRow = (await rowsOf(await sheetOf(filer, opened.id, 'annualBonus')))[1]!;
  assert.deepEqual([bonusRow.length, bonusRow[4]], [5, '144000.01']);
  const labourRows = (await rowsOf(await sheetOf(filer, opened.id, 'labourRemuneration'))).slice(1);
  assert.deepEqual(
    new Set(labourRows.map((row) => row.slice(4, 6).join(' '))),
    new Set(['一般劳务报酬所得 30000.00', '其他连续劳务报酬所得 9000.00']),
  );
});

test('同一发薪主体服务两个客户：一份申报，一个累计，两边客户都列出', async () => {
  const house = await castHouse(world);
  const houseId = world.host.houseId;
  const uscc = await world.as(houseId, async (tx) => {
    const [row] = await tx.sql<{
      uscc: string;
    }>`select uscc from people.legal_entity where id = ${house}`;
    return row!.uscc;
  });
  const filer = { tenantId: houseId, entityId: house, creditCode: uscc };
  const first = await castClient(world, 'outsourcing', '甲客户');
  const second = await castClient(world, 'outsourcing', '乙客户');
  const documentNumber = idCardNumber(717);
  const shared = { name: '两处任职', documentNumber, startsOn: '2026-11-02' };
  const inFirst = await employee(world, first, house, shared);
  const inSecond = await employee(world, second, house, shared);
  const other = await employee(world, second, house, { name: '程砚秋' });
  await register(filer);
  await payMonth(world, first, november, [paid(inFirst, '9000')], { entityIds: [house] });
  await payMonth(world, second, november, [paid(inSecond, '7000'), paid(other, '4000')]);

  const opened = await openReturn(filer);
  assert.deepEqual([opened.people, opened.income, opened.zeroTaxPeople], [2, yuan('20000'), 1]);
  assert.deepEqual(
    opened.clients.map(({ clientName, people }) => [clientName, people]),
    [
      ['乙客户有限公司', 2],
      ['甲客户有限公司', 1],
    ],
  );
  const compared = await compare(filer, opened);
  assert.deepEqual([compared.state, compared.differing], ['computed', 0]);
  const { rows } = valueOf(
    await world.as(houseId, (tx) =>
      listReturnLines(tx, { tenantId: houseId, returnId: opened.id, search: '两处任职' }),
    ),
  );
  assert.deepEqual(rows[0]!.clientNames, ['乙客户有限公司', '甲客户有限公司']);
  assert.equal(rows[0]!.income, yuan('16000'));
});

const magic = [
  ['沙箱差一分', 'rounding'],
  ['沙箱累计不符', 'income'],
  ['沙箱专项未确认', 'additionalDeduction'],
  ['沙箱减除少一月', 'basicDeduction'],
] as const;

for (const [name, cause] of magic) {
  test(`算税差异能找到人和原因：${name}`, async () => {
    const filer = await paidInNovember(name, [name, '沈知微']);
    if (cause === 'additionalDeduction') {
      // The file came after the pay: the return is generated on what stands locked.
      await world.as(
        filer.tenantId,
        (tx) => tx.sql`
        update payroll.tax_cumulation_step s set head_additional = 100000
          from payroll.taxpayer t
         where t.shard_key = s.shard_key and t.tenant_id = s.tenant_id and t.id = s.taxpayer_id
           and t.person_name = ${name}`,
      );
    }
    const opened = await openReturn(filer);
    const compared = await compare(filer, opened);
    assert.deepEqual([compared.state, compared.differing, compared.compared], ['differs', 1, 2]);
    const one = { tenantId: filer.tenantId, returnId: opened.id };
    const { rows } = valueOf(
      await world.as(filer.tenantId, (tx) => listReturnLines(tx, { ...one, filter: 'differing' })),
    );
    assert.deepEqual([rows[0]!.personName, rows[0]!.cause], [name, cause]);
    if (cause === 'rounding') assert.equal(rows[0]!.difference, fen(-1));
    const refused = await world.as(filer.tenantId, (tx) => markReturnSent(tx, one));
    assert.equal(refused.ok ? '' : refused.failure.code, 'withholding_return.differs');

    const accepted = await world.as(filer.tenantId, (tx) =>
      acceptReturnDifferences(tx, { ...one, reason: '税局系统尾差，已与专管员确认' }),
    );
    assert.equal(valueOf(accepted).state, 'computed');
    assert.equal(valueOf(accepted).events[0]!.note, '税局系统尾差，已与专管员确认');
    const sent = await world.as(filer.tenantId, (tx) => markReturnSent(tx, one));
    assert.equal(valueOf(sent).state, 'sent');
  });
}

test('税局多出一个人：列为本方没有，须先核对', async () => {
  const filer = await paidInNovember('多一人', ['温庭筠']);
  const opened = await openReturn(filer);
  await compare(filer, opened);
  const content = Buffer.from(
    '姓名,证件号码,所得项目,本期收入,应补(退)税额\n路人,110105199003072017,正常工资薪金,8000.00,21.30\n',
  );
  await importFile(world, filer.tenantId, bureauCalculation, { subjectId: opened.id, content });
  const seen = await view(filer, opened.id);
  assert.deepEqual([seen.state, seen.differing, seen.difference], ['differs', 1, yuan('-21.30')]);
  const { rows } = valueOf(
    await world.as(filer.tenantId, (tx) =>
      listReturnLines(tx, { tenantId: filer.tenantId, returnId: opened.id, filter: 'differing' }),
    ),
  );
  assert.deepEqual(
    [rows[0]!.personName, rows[0]!.cause, rows[0]!.taxpayerId],
    ['路人', 'missingHere', null],
  );
});

test('算税结果有坏行：证件类型、所得项目不认识，姓名不符，重复，金额不是数', async () => {
  const filer = await paidInNovember('坏行', ['苏幕遮']);
  const opened = await openReturn(filer);
  const number = (await rowsOf(await sheetOf(filer, opened.id, 'wages')))[1]![3];
  const lines = [
    '姓名,证件类型,证件号码,所得项目,本期收入,应补(退)税额',
    `苏幕遮,军官证,${number},正常工资薪金,12000,1.00`,
    `苏幕遮,居民身份证,${number},特许权使用费,12000,1.00`,
    `苏幕,居民身份证,${number},正常工资薪金,12000,1.00`,
    `苏幕遮,居民身份证,${number},正常工资薪金,12000,1.00`,
    `苏幕遮,居民身份证,${number},正常工资薪金,12000,二十`,
  ];
  const content = Buffer.from(`${lines.join('\n')}\n`);
  const subject = { subjectId: opened.id, content };
  const { outcomes, errors } = await importFile(world, filer.tenantId, bureauCalculation, subject);
  assert.deepEqual(
    outcomes.map((outcome) =>
      outcome.outcome === 'invalid' ? outcome.problems[0]!.problem.code : outcome.outcome,
    ),
    [
      'taxpayer.document_type_unknown',
      'withholding_return.income_item_unknown',
      'taxpayer.name_differs',
      'duplicate',
    ],
  );
  assert.deepEqual(
    errors.map(({ key }) => key),
    ['tax'],
  );
});

type Answer = Promise<{ ok: boolean; failure?: { code: string } }>;

/** The code of a refusal; undefined when it was done. */
function codesIn(tenantId: TenantId) {
  return async (work: (tx: Transaction) => Answer) =>
    (await world.as(tenantId, work)).failure?.code;
}

test('没有生成、没有比对、没有报送：后面的步骤都拒绝', async () => {
  const filer = await paidInNovember('拒绝', ['沈知微']);
  const { tenantId, entityId } = filer;
  const opened = await openReturn(filer);
  const one = { tenantId, returnId: opened.id };
  const codeOf = codesIn(tenantId);
  assert.equal(
    await codeOf((tx) => openWithholdingReturn(tx, { tenantId, entityId, taxPeriod: november })),
    'withholding_return.exists',
  );
  assert.equal(
    await codeOf((tx) => openWithholdingReturn(tx, { tenantId, entityId, taxPeriod: october })),
    'withholding_return.nothing_paid',
  );
  assert.equal(
    await codeOf((tx) =>
      openWithholdingReturn(tx, { tenantId, entityId, taxPeriod: payPeriod('1999-01') }),
    ),
    'withholding_return.deadline_unknown',
  );
  assert.equal(
    await codeOf((tx) =>
      openWithholdingReturn(tx, { tenantId, entityId: newId(), taxPeriod: november }),
    ),
    'legal_entity.not_found',
  );
  assert.equal(await codeOf((tx) => markReturnSent(tx, one)), 'withholding_return.not_compared');
  assert.equal(
    await codeOf((tx) => acceptReturnDifferences(tx, { ...one, reason: '无' })),
    'withholding_return.not_differing',
  );
  assert.equal(
    await codeOf((tx) => recordReturnResult(tx, { ...one, isAccepted: true })),
    'withholding_return.not_sent',
  );
});

test('从报送到取证：状态逐步前进，每一步拒绝不该做的事', async () => {
  const filer = await paidInNovember('全程', ['沈知微', '陆放翁']);
  const { tenantId } = filer;
  const opened = await openReturn(filer);
  const one = { tenantId, returnId: opened.id };
  const codeOf = codesIn(tenantId);
  const compared = await compare(filer, opened);
  valueOf(await world.as(tenantId, (tx) => markReturnSent(tx, one)));
  for (const refused of [markReturnSent, recomputeWithholdingReturn]) {
    assert.equal(await codeOf((tx) => refused(tx, one)), 'withholding_return.already_sent');
  }
  assert.equal(
    await codeOf((tx) => cancelWithholdingReturn(tx, { ...one, reason: '重做' })),
    'withholding_return.already_sent',
  );
  assert.equal(
    await codeOf((tx) => recordReturnResult(tx, { ...one, isAccepted: false })),
    'withholding_return.refusal_needs_reason',
  );
  assert.equal(
    await codeOf((tx) => recordTaxPayment(tx, { ...one, ...payment(compared.tax) })),
    'withholding_return.not_accepted',
  );
  await bureau.declare(filer.creditCode, november);
  valueOf(
    await world.as(tenantId, (tx) =>
      recordReturnResult(tx, { ...one, isAccepted: true, receiptNumber: '20261127001' }),
    ),
  );
  assert.equal(await codeOf((tx) => attachReturnEvidence(tx, one)), 'withholding_return.not_paid');
  assert.equal(
    await codeOf((tx) => recordTaxPayment(tx, { ...one, ...payment(fen(compared.tax + 1)) })),
    'withholding_return.amount_differs',
  );
  assert.equal(
    await codeOf((tx) =>
      recordTaxPayment(tx, { ...one, ...payment(compared.tax), paidOn: plainDate('2026-12-01') }),
    ),
    'withholding_return.paid_in_future',
  );
  const voucher = await bureau.pay(filer.creditCode, november, compared.tax);
  assert.ok('voucher_number' in voucher);
  const paidInput = { ...one, ...payment(compared.tax), voucherNumber: voucher.voucher_number };
  assert.equal(
    valueOf(await world.as(tenantId, (tx) => recordTaxPayment(tx, paidInput))).state,
    'taxPaid',
  );
  const evidence = (name: string, content: Buffer) => (tx: Transaction) =>
    attachReturnEvidence({ ...tx, upload: { name, type: '', content } }, one);
  assert.equal(await codeOf(evidence('空.pdf', Buffer.alloc(0))), 'file.empty');
  assert.equal(await codeOf(evidence('木马.exe', Buffer.from('MZ'))), 'file.kind_refused');
  assert.equal(await codeOf(evidence('假.pdf', Buffer.from('%PDF-1.7'))), 'evidence.unreadable');
  const receipt = { name: '回执.pdf', type: '', content: textPdf(['申报回执']) };
  assert.equal(
    await codeOf((tx) =>
      attachReturnEvidence({ ...tx, upload: receipt }, { ...one, kind: 'declarationReceipt' }),
    ),
    'evidence.proves_nothing',
  );
  const done = valueOf(await world.as(tenantId, evidence('完税证明.pdf', textPdf(['完税证明']))));
  assert.equal(done.state, 'evidenced');
  assert.ok(done.evidenceId);
  assert.deepEqual(done.events.map(({ action }) => action).toReversed(), [
    'computed',
    'compared',
    'sent',
    'accepted',
    'taxPaid',
    'evidenced',
  ]);
  const again = valueOf(await world.as(tenantId, evidence('同一份.pdf', textPdf(['完税证明']))));
  assert.equal(again.evidenceId, done.evidenceId, '同一份完税证明只存一份');
  const subject = { subjectKind: 'withholdingReturn', subjectId: opened.id } as const;
  const news = { ...subject, documentId: done.evidenceId };
  const follow = async (run: typeof followBoundEvidence, proves: 'paid'[]) => {
    await world.as(tenantId, (tx) => run(tx, { ...news, proves }));
    return valueOf(await world.as(tenantId, (tx) => getWithholdingReturn(tx, one)));
  };
  const unbound = await follow(followUnboundEvidence, []);
  assert.deepEqual([unbound.state, unbound.evidenceId], ['taxPaid', null], '凭证解除：回到已缴款');
  const nothing = await follow(followBoundEvidence, []);
  assert.equal(nothing.state, 'taxPaid', '什么都不证明的凭证不算取证');
  const bound = await follow(followBoundEvidence, ['paid']);
  assert.deepEqual([bound.state, bound.evidenceId], ['evidenced', done.evidenceId]);
});

function payment(amount: Fen) {
  return { amount, paidOn: plainDate('2026-11-27'), voucherNumber: '311005001' };
}

test('零税款申报不用缴款，直接取证；被税局拒绝的改正后重新生成再报', async () => {
  const filer = await company('零税');
  const { tenantId, entityId } = filer;
  const person = await employee(world, tenantId, entityId, { name: '沈知微' });
  await register(filer);
  await payMonth(world, tenantId, november, [paid(person, '4000')]);
  const opened = await openReturn(filer);
  const one = { tenantId, returnId: opened.id };
  assert.deepEqual([opened.tax, opened.zeroTaxPeople], [fen(0), 1]);
  await compare(filer, opened);
  valueOf(await world.as(tenantId, (tx) => markReturnSent(tx, one)));
  const refusal = { ...one, isAccepted: false, refusal: '累计收入与历史申报不符' };
  const rejected = valueOf(await world.as(tenantId, (tx) => recordReturnResult(tx, refusal)));
  assert.deepEqual([rejected.state, rejected.refusal], ['rejected', '累计收入与历史申报不符']);
  valueOf(await world.as(tenantId, (tx) => recomputeWithholdingReturn(tx, one)));
  await compare(filer, opened);
  await declare(filer, opened);
  const nothingDue = await world.as(tenantId, (tx) =>
    recordTaxPayment(tx, { ...one, ...payment(fen(0)) }),
  );
  assert.equal(nothingDue.ok ? '' : nothingDue.failure.code, 'withholding_return.nothing_due');
  const upload = { name: '申报表.pdf', type: '', content: textPdf(['申报表']) };
  const done = await world.as(tenantId, (tx) => attachReturnEvidence({ ...tx, upload }, one));
  assert.equal(valueOf(done).state, 'evidenced');
});

test('锁定数据变动：草稿过时须重新生成；已申报的走更正，后面已报的月份逐月更正', async () => {
  const filer = await company('更正');
  const { tenantId, entityId } = filer;
  world.clock.set('2026-10-20T01:00:00.000Z');
  const person = await employee(world, tenantId, entityId, {
    name: '晏几道',
    startsOn: '2026-10-01',
  });
  await register(filer);
  const pay = (month: PayPeriod, amount: string) =>
    payMonth(world, tenantId, month, [paid(person, amount)]);
  await pay(october, '20000');
  const first = await openReturn(filer, october);
  await compare(filer, first);
  await declare(filer, first);
  const octoberReturn = { tenantId, returnId: first.id };
  const codeOf = codesIn(tenantId);
  const correct = { ...octoberReturn, reason: '补报十月临时发放' };
  assert.equal(
    await codeOf((tx) => openCorrectedReturn(tx, correct)),
    'withholding_return.unchanged',
  );

  // An off-cycle payment of October is locked after October was declared.
  await payMonth(world, tenantId, october, [paid(person, '5000')], { kind: 'offCycle' });
  assert.equal((await view(filer, first.id)).isOutdated, true);
  world.clock.set('2026-11-27T01:00:00.000Z');
  await pay(november, '20000');
  const second = await openReturn(filer, november);
  await compareWithBureau(filer, second);
  valueOf(
    await world.as(tenantId, (tx) =>
      acceptReturnDifferences(tx, { tenantId, returnId: second.id, reason: '十月待更正' }),
    ),
  );
  await declare(filer, second);
  const declaredNovember = { tenantId, returnId: second.id };
  assert.equal(
    await codeOf((tx) => openCorrectedReturn(tx, { ...declaredNovember, reason: '随十月更正' })),
    'withholding_return.unchanged',
  );

  const corrected = valueOf(await world.as(tenantId, (tx) => openCorrectedReturn(tx, correct)));
  assert.deepEqual([corrected.number, corrected.taxDeclaredBefore], [1, first.tax]);
  assert.ok(corrected.taxDue > 0);
  assert.deepEqual(
    corrected.laterReturns.map(({ taxPeriod, state }) => [taxPeriod, state]),
    [[november, 'accepted']],
  );
  assert.equal(
    await codeOf((tx) => openCorrectedReturn(tx, correct)),
    'withholding_return.correction_exists',
  );
  // November was declared on October's old sums: it follows, but not before October is accepted.
  const follow = (tx: Transaction) =>
    openCorrectedReturn(tx, { ...declaredNovember, reason: '随十月更正' });
  assert.equal(await codeOf(follow), 'withholding_return.earlier_correction_open');
  const compared = await compareWithBureau(filer, corrected);
  assert.deepEqual([compared.state, compared.differing], ['computed', 0]);
  await declare(filer, compared);
  const followed = await compareWithBureau(filer, valueOf(await world.as(tenantId, follow)));
  assert.deepEqual([followed.number, followed.state, followed.taxDue], [1, 'computed', fen(0)]);
  await declare(filer, followed);
  const paidTax = valueOf(
    await world.as(tenantId, (tx) =>
      recordTaxPayment(tx, { tenantId, returnId: corrected.id, ...payment(corrected.taxDue) }),
    ),
  );
  assert.equal(paidTax.state, 'taxPaid');
});

async function compareWithBureau(filer: Filer, opened: ReturnView): Promise<ReturnView> {
  return compare(filer, opened);
}

test('草稿过时：再锁定一个批次后不能报送也不能导出，重新生成后包含新的发放', async () => {
  const filer = await paidInNovember('过时', ['周邦彦']);
  const { tenantId, entityId } = filer;
  const opened = await openReturn(filer);
  await compare(filer, opened);
  const other = await employee(world, tenantId, entityId, { name: '吴文英' });
  await register(filer);
  await payMonth(world, tenantId, november, [paid(other, '3000')], { kind: 'offCycle' });
  const one = { tenantId, returnId: opened.id };
  const sent = await world.as(tenantId, (tx) => markReturnSent(tx, one));
  assert.equal(sent.ok ? '' : sent.failure.code, 'withholding_return.outdated');
  const file = await world.as(tenantId, (tx) => downloadReturnFile(tx, { ...one, sheet: 'wages' }));
  assert.equal(file.ok ? '' : file.failure.code, 'withholding_return.outdated');
  const anew = valueOf(await world.as(tenantId, (tx) => recomputeWithholdingReturn(tx, one)));
  assert.deepEqual([anew.people, anew.compared, anew.isOutdated], [2, 0, false]);

  const cancelled = await world.as(tenantId, (tx) =>
    cancelWithholdingReturn(tx, { ...one, reason: '重新开始' }),
  );
  assert.equal(valueOf(cancelled).state, 'cancelled');
  const over = await world.as(tenantId, (tx) => downloadReturnFile(tx, { ...one, sheet: 'wages' }));
  assert.equal(over.ok ? '' : over.failure.code, 'withholding_return.over');
  const { rows } = valueOf(
    await world.as(tenantId, (tx) => listWithholdingReturns(tx, { state: 'pending' })),
  );
  assert.deepEqual(
    rows.filter((row) => row.entityId === entityId).map(({ id, people }) => [id, people]),
    [[null, 2]],
  );
  assert.equal((await openReturn(filer)).number, 0);
});

test('未报送成功的人员不能申报：导出和报送都拒绝并给出人数', async () => {
  const filer = await company('未报送');
  const { tenantId, entityId } = filer;
  const person = await employee(world, tenantId, entityId, { name: '沈知微' });
  await payMonth(world, tenantId, november, [paid(person, '9000')]);
  const opened = await openReturn(filer);
  assert.equal(opened.unregistered, 1);
  const one = { tenantId, returnId: opened.id };
  const file = await world.as(tenantId, (tx) => downloadReturnFile(tx, { ...one, sheet: 'wages' }));
  assert.deepEqual(file.ok ? null : file.failure, {
    code: 'withholding_return.unregistered',
    people: 1,
  });
  const sent = await world.as(tenantId, (tx) => markReturnSent(tx, one));
  assert.equal(sent.ok ? '' : sent.failure.code, 'withholding_return.unregistered');
  await register(filer);
  assert.equal((await view(filer, opened.id)).unregistered, 0);
});

test('别的租户看不到也动不了：每个操作都回答没有', async () => {
  const filer = await paidInNovember('隔离甲', ['沈知微']);
  const opened = await openReturn(filer);
  const stranger = (await company('隔离乙')).tenantId;
  const one = { tenantId: stranger, returnId: opened.id };
  const asStranger: ((tx: Transaction) => Answer)[] = [
    (tx: Transaction) => getWithholdingReturn(tx, one),
    (tx: Transaction) => listReturnLines(tx, one),
    (tx: Transaction) => downloadReturnFile(tx, { ...one, sheet: 'wages' }),
    (tx: Transaction) => recomputeWithholdingReturn(tx, one),
    (tx: Transaction) => acceptReturnDifferences(tx, { ...one, reason: '无' }),
    (tx: Transaction) => markReturnSent(tx, one),
    (tx: Transaction) => recordReturnResult(tx, { ...one, isAccepted: true }),
    (tx: Transaction) => recordTaxPayment(tx, { ...one, ...payment(fen(1)) }),
    (tx: Transaction) => attachReturnEvidence(tx, one),
    (tx: Transaction) => openCorrectedReturn(tx, { ...one, reason: '无' }),
    (tx: Transaction) => cancelWithholdingReturn(tx, { ...one, reason: '无' }),
  ];
  for (const work of asStranger) {
    const answer = await world.as(stranger, work);
    assert.equal(answer.failure?.code, 'withholding_return.not_found');
  }
  const entityId = filer.entityId;
  const foreign = await world.as(stranger, (tx) =>
    openWithholdingReturn(tx, { tenantId: stranger, entityId, taxPeriod: november }),
  );
  assert.equal(foreign.ok ? '' : foreign.failure.code, 'legal_entity.not_found');
  const listed = valueOf(await world.as(stranger, (tx) => listWithholdingReturns(tx, {})));
  assert.equal(
    listed.rows.some((row) => row.entityId === entityId),
    false,
  );
});
