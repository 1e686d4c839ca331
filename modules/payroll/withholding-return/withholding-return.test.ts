import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { type Fen, fen, type Id, newId, payPeriod, type PayPeriod, plainDate, yuan } from '@heyi/kernel';
import { castClient, castHouse, entity, valueOf } from '@heyi/people/testing';
import { readSheet, type TenantId, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxTaxBureau, startSandboxTaxBureau } from '@heyi/sandbox';
import { unlockRun } from '../lock/unlock-run.ts';
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
    const made = valueOf(await generateTaxpayerSheet(tx, { tenantId, entityId, people: 'changes' }));
    return fileOf(tx, made.fileId);
  });
  const answer = await bureau.register(creditCode, sheet);
  assert.ok('sheet' in answer, 'text' in answer ? answer.text : '');
  const subject = { subjectId: entityId, content: answer.sheet };
  await importFile(world, tenantId, taxpayerFeedback, subject);
}

async function fileOf(tx: Transaction, fileId: Id<'fil'>): Promise<Buffer> {
  const { readFile } = await import('@heyi/platform');
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

const paid = (employmentId: Id<'emp'>, pay: string, extra: { base?: Fen; bonus?: Fen } = {}): PaidMonth => ({
  employmentId,
  basePay: yuan(pay),
  ...extra,
});

test('我们的个税与税局自己的累计预扣计算分毫不差：一年十一个月，入职、年终奖、专项附加扣除', async () => {
  const filer = await company('华联商厦');
  const { tenantId, entityId } = filer;
  const golden = await employee(world, tenantId, entityId, { name: '欧阳䶮', startsOn: '2025-03-01' });
  const late = await employee(world, tenantId, entityId, { name: '阿依古丽·买买提', startsOn: '2026-06-10' });
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
    await declareDeductions(world, tenantId, entityId, { name: '欧阳䶮', month: period, elderSupport });
    await payMonth(world, tenantId, period, people);
    const opened = await openReturn(filer, period);
    let compared = await compare(filer, opened);
    if (month === 2) compared = await compare(filer, opened, 'annualBonus');
    const { rows } = valueOf(
      await world.as(tenantId, (tx) =>
        listReturnLines(tx, { tenantId, returnId: opened.id, filter: 'differing' }),
      ),
    );
    assert.deepEqual(rows.map(({ personName, parting }) => [personName, parting]), [], period);
    assert.equal(compared.state, 'computed');
    assert.equal(compared.compared, people.length + (month === 2 ? 1 : 0));
    await declare(filer, compared);
  }
  const { rows } = valueOf(
    await world.as(tenantId, (tx) => listWithholdingReturns(tx, { taxPeriod: november })),
  );
  const november_ = rows.find((row) => row.entityId === entityId)!;
  assert.equal(november_.people, 3);
  assert.equal(november_.deadline, '2026-12-15');
});

test('黄金人物：北京两万元，专项附加扣除三千元，十一月个税 749.70 元', async () => {
  const filer = await company('黄金');
  const { tenantId, entityId } = filer;
  const person = await employee(world, tenantId, entityId, { name: '苏建华', startsOn: '2025-03-01' });
  world.clock.set('2026-01-20T01:00:00.000Z');
  await register(filer);
  let last: ReturnView | null = null;
  for (let month = 1; month <= 11; month += 1) {
    const period = payPeriod(`2026-${String(month).padStart(2, '0')}`);
    world.clock.set(`${period}-20T01:00:00.000Z`);
    const elderSupport = fen(300_000 * month);
    await declareDeductions(world, tenantId, entityId, { name: '苏建华', month: period, elderSupport });
    await payMonth(world, tenantId, period, [paid(person, '20000', { base: yuan('20000') })]);
    if (month === 11) last = await openReturn(filer, period);
  }
  assert.equal(last!.tax, yuan('749.70'));
  assert.equal((await compare(filer, last!)).compared, 1);
});
