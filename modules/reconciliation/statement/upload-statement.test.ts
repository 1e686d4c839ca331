import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Output, reconciliationContract as contract } from '@heyi/contract';
import { type Id, newId, plainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import {
  createReconciliationWorld,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';
import { uploadStatement } from './upload-statement.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
let account: Id<'pac'>;
/** Of the first account that the world makes. */
const number = '110900000000001';
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
  account = await made.payerAccount(houseId);
});
after(() => made.world.close());

type Uploaded = Output<typeof contract.uploadStatement>;
type File = { name: string; type: string; content: Buffer };

async function upload(
  file: File,
  input: { payerAccountId?: Id<'pac'>; tenantId?: TenantId } = {},
): Promise<Uploaded | { code: string; [fact: string]: unknown }> {
  const { payerAccountId = account, tenantId = houseId } = input;
  const work = async (tx: Transaction) => {
    const outcome = await uploadStatement({ ...tx, upload: file }, { tenantId, payerAccountId });
    if (!outcome.ok) throw Object.assign(new Error('refused'), { failure: outcome.failure });
    return outcome.value;
  };
  return made.world.as(tenantId, work).catch((error: Error & { failure?: { code: string } }) => {
    if (error.failure === undefined) throw error;
    return error.failure;
  });
}

type Facts = {
  account?: string;
  day?: string;
  opening?: string;
  closing?: string;
  rows?: string[];
};

/** The stand-in bank's own file. */
function bankFile(facts: Facts = {}): File {
  const { day = '2026-11-22', opening = '0.00', closing = '90.00' } = facts;
  const rows = facts.rows ?? [
    `${day},R1,,某客户,62220001,100.00,,100.00,工资款`,
    `${day},R2,,,,,10.00,90.00,手续费`,
  ];
  const head = [`账号,${facts.account ?? number}`, `日期,${day}`, `期初余额,${opening}`];
  const columns = '交易日期,银行流水号,业务参考号,对方户名,对方账号,收入金额,支出金额,余额,摘要';
  const text = [...head, `期末余额,${closing}`, `笔数,${rows.length}`, columns, ...rows].join(
    '\r\n',
  );
  return { name: '对账单.csv', type: 'text/csv', content: Buffer.from(`\uFEFF${text}\r\n`) };
}

function camt({ currency = 'CNY', day = '2026-11-21', closing = '0.00' } = {}): File {
  const balance = (code: string, amount: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt>` +
    `<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const text =
    `<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>${number}</Id></Othr></Id>` +
    `</Acct>${balance('OPBD', '0.00')}${balance('CLBD', closing)}</Stmt></BkToCstmrStmt></Document>`;
  return { name: '对账单.xml', type: 'application/xml', content: Buffer.from(text) };
}

const strayRow = '2026-11-20,R9,,,,1.00,,91.00,x';

const refusals: [title: string, file: File, code: string][] = [
  ['空文件', { ...bankFile(), content: Buffer.alloc(0) }, 'file.empty'],
  ['可执行文件', { ...bankFile(), name: 'a.exe' }, 'file.kind_refused'],
  [
    'PDF 对账单',
    { name: 'a.pdf', type: '', content: Buffer.from('%PDF-1.7') },
    'file.kind_refused',
  ],
  [
    '没有明细表',
    { ...bankFile(), content: Buffer.from('日期,2026-11-22\n随便什么\n') },
    'statement.unreadable',
  ],
  ['笔数与明细不符', bankFileWith('笔数,2', '笔数,3'), 'statement.unreadable'],
  ['明细日期有误', bankFile({ rows: ['明天,R1,,,,1.00,,1.00,x'] }), 'statement.unreadable'],
  ['别的账户', bankFile({ account: '110900000099999' }), 'statement.account_differs'],
  ['外币', camt({ currency: 'USD' }), 'statement.currency_refused'],
  ['明细不在当天', bankFile({ rows: [strayRow] }), 'statement.day_differs'],
  ['将来的对账单', bankFile({ day: '2026-11-24' }), 'statement.in_the_future'],
  ['自身不平', bankFile({ closing: '90.01' }), 'statement.does_not_add_up'],
  ['camt.053 自身不平', camt({ closing: '0.01' }), 'statement.does_not_add_up'],
];

function bankFileWith(from: string, to: string): File {
  const file = bankFile();
  return { ...file, content: Buffer.from(file.content.toString().replace(from, to)) };
}

for (const [title, file, code] of refusals) {
  test(`拒绝的对账单：${title}`, async () => {
    const answer = await upload(file);
    assert.equal('code' in answer ? answer.code : 'ok', code);
  });
}

test('别人的账户像不存在一样', async () => {
  const client = await made.client();
  const unknown = await upload(bankFile(), { payerAccountId: newId() });
  assert.ok('code' in unknown && unknown.code === 'payer_account.not_found');
  const foreign = await upload(bankFile(), { tenantId: client });
  assert.ok('code' in foreign && foreign.code === 'payer_account.not_found');
});

test('同一文件几个人同时上传：一份对账单，到款入账一次', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => upload(bankFile())));
  const uploaded = answers.map((answer) => {
    assert.ok(!('code' in answer), JSON.stringify(answer));
    return answer;
  });
  assert.equal(uploaded.filter(({ statements }) => statements[0]!.isNew).length, 1);
  assert.equal(new Set(uploaded.map(({ statements }) => statements[0]!.id)).size, 1);
  assert.equal(
    uploaded.reduce((sum, { recorded }) => sum + recorded, 0),
    1,
  );
  assert.equal(uploaded.filter(({ jobId }) => jobId !== null).length, 1);
  const found = await made.act<{ rows: unknown[] }>(houseId, 'listStatements', {
    payerAccountId: account,
  });
  assert.ok(typeof found !== 'string');
  assert.partialDeepStrictEqual(found.rows, [
    {
      day: '2026-11-22',
      opening: 0,
      closing: 9_000,
      lineCount: 2,
      source: 'bankFile',
      openLines: 2,
    },
  ]);
});

test('缺了几天的对账单收下，并说出期初与上期末差多少；翻页、查找', async () => {
  const next = bankFile({
    day: '2026-11-23',
    opening: '95.00',
    closing: '94.00',
    rows: ['2026-11-23,R3,,供应商,,,1.00,94.00,支出'],
  });
  const answer = await upload(next);
  assert.ok(!('code' in answer));
  assert.deepEqual(
    answer.statements.map(({ day, gap }) => [day, gap]),
    [['2026-11-23', 500]],
  );
  const list = async (input: object) => {
    const found = await made.act<{ rows: { bankReference: string }[]; next: string | null }>(
      houseId,
      'listStatementLines',
      { payerAccountId: account, ...input },
    );
    assert.ok(typeof found !== 'string');
    return found;
  };
  const first = await list({ limit: 2 });
  const rest = await list({ limit: 2, after: first.next });
  assert.deepEqual(
    [...first.rows, ...rest.rows].map(({ bankReference }) => bankReference).toSorted(),
    ['R1', 'R2', 'R3'],
  );
  assert.equal(rest.next, null);
  const seen = async (input: object) =>
    (await list(input)).rows.map(({ bankReference }) => bankReference);
  assert.deepEqual(await seen({ search: '供应' }), ['R3']);
  assert.deepEqual(await seen({ search: '10.00' }), ['R2'], 'an amount, whichever way it went');
  assert.deepEqual(await seen({ search: '100%' }), [], 'a sign is a sign');
  assert.deepEqual(await seen({ bookedFrom: plainDate('2026-11-23') }), ['R3']);
  assert.deepEqual(await seen({ state: 'matched' }), []);
});

test('对账单改正后重新上传：替换，不重复', async () => {
  const rows = [
    '2026-11-22,R1,,某客户,62220001,100.00,,100.00,工资款',
    '2026-11-22,R2,,,,,9.00,91.00,手续费',
  ];
  const answer = await upload(bankFile({ rows, closing: '91.00' }));
  assert.ok(!('code' in answer));
  assert.partialDeepStrictEqual(answer.statements[0], { isNew: true, lineCount: 2 });
  assert.equal(answer.recorded, 0, 'the arrival is known');
  const found = await made.act<{ rows: { day: string; lineCount: number }[] }>(
    houseId,
    'listStatements',
    { payerAccountId: account },
  );
  assert.ok(typeof found !== 'string');
  assert.deepEqual(
    found.rows.map(({ day, lineCount }) => [day, lineCount]),
    [
      ['2026-11-23', 1],
      ['2026-11-22', 2],
    ],
  );
});
