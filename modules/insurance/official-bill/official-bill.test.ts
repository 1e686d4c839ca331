import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  add,
  type Fen,
  formatYuan,
  type Id,
  multiply,
  newId,
  payPeriod,
  plainDate,
  rate,
  subtract,
  sum,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import { type EmploymentId, type RegistrationId, setEnrolment, stopEnrolment } from '@heyi/people';
import {
  castClient,
  castHouse,
  idCardNumber,
  joiner,
  registration,
  valueOf,
} from '@heyi/people/testing';
import {
  deliverEvents,
  inTransaction,
  type Job,
  type JobId,
  publish,
  runJob,
  storeFile,
  type TenantId,
} from '@heyi/platform';
import { createTestHost, testActor, type TestHost } from '@heyi/platform/testing';
import { countOpenArrears } from '../arrears/count-open-arrears.ts';
import { listArrears } from '../arrears/list-arrears.ts';
import { recordDebitFailure } from '../arrears/record-debit-failure.ts';
import { listContributionLines } from '../contribution-line/list-contribution-lines.ts';
import { listContributionMonths } from '../contribution-month/list-contribution-months.ts';
import { putParts } from '../contribution-month/contribution-month.store.ts';
import { comparePayments } from '../contribution-month/pay-month.ts';
import { reopenContributionMonth } from '../contribution-month/reopen-contribution-month.ts';
import { prepareDeclaration } from '../declaration/prepare-declaration.ts';
import { jobs } from '../jobs.ts';
import { listeners } from '../listeners.ts';
import { acceptOfficialBill } from './accept-official-bill.ts';
import { countUndecidedDifferences } from './count-undecided-differences.ts';
import { decideBillDifferences } from './decide-bill-differences.ts';
import { getOfficialBill } from './get-official-bill.ts';
import { importOfficialBill } from './import-official-bill.ts';
import { listBillDifferences } from './list-bill-differences.ts';
import { listBillLayouts } from './list-bill-layouts.ts';
import { listOfficialBillRows } from './list-official-bill-rows.ts';
import { listOfficialBills } from './list-official-bills.ts';
import type { OfficialBillId } from './official-bill.ts';

let world: TestHost;
let house: Awaited<ReturnType<typeof castHouse>>;
let social: RegistrationId;
const clients: TenantId[] = [];
before(async () => {
  world = await createTestHost('2026-11-20T01:00:00.000Z');
  house = await castHouse(world);
  social = await registration(world, world.host.houseId, house, 'socialInsurance');
  for (const name of ['甲厂', '乙厂']) clients.push(await castClient(world, 'dispatch', name));
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;
const byKind = new Map(jobs.map((job) => [job.kind, job as Job]));
const period = payPeriod('2026-11');

async function run(jobId: JobId | null) {
  const task = { tenantId: world.host.houseId, jobId: jobId! };
  await runJob(world.host, byKind, task, new AbortController().signal);
}

/** As a job ends that was begun too often. */
async function giveUp(jobId: JobId | null) {
  await atHouse(
    (tx) => tx.sql`
      update platform.job set starts = 25
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${jobId}`,
  );
  await run(jobId);
}

type Tx = Parameters<typeof listArrears>[0];
const atHouse = <T>(work: (tx: Tx) => Promise<T>) => world.as(world.host.houseId, work);
const tenantId = () => world.host.houseId;

let documents = 500;
async function insured(tenant: TenantId, name: string) {
  const document = idCardNumber((documents += 1));
  const { id } = await insure(tenant, { name, document });
  return { id, name, document };
}

async function insure(
  tenant: TenantId,
  facts: { name: string; document: string },
  at: { registrationId?: RegistrationId; fromPeriod?: string } = {},
) {
  const { id } = await joiner(world, tenant, house, facts);
  const enrolment = {
    tenantId: tenant,
    employmentId: id,
    registrationId: at.registrationId ?? social,
    fromPeriod: payPeriod(at.fromPeriod ?? '2026-01'),
    base: yuan('9000'),
  };
  const made = valueOf(await world.as(tenant, (tx) => setEnrolment(tx, enrolment)));
  return { id, enrolmentId: made.id };
}

const head = [
  '姓名',
  '证件号码',
  '费款所属期',
  '业务类型',
  '基本养老保险缴费基数',
  '基本养老保险单位',
  '基本养老保险个人',
  '失业保险单位',
  '失业保险个人',
  '工伤保险单位',
  '滞纳金',
];

function csv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`\uFEFF${[head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`);
}

async function importBill(content: Buffer, changed: object = {}, name = '账单.csv') {
  const input = { tenantId: tenantId(), registrationId: social, period, ...changed };
  const upload = { name, type: 'text/csv', content };
  return atHouse((tx) => importOfficialBill({ ...tx, upload }, input));
}

async function readBill(content: Buffer): Promise<OfficialBillId> {
  const bill = valueOf(await importBill(content));
  await run(bill.jobId);
  return bill.id;
}

const at = (officialBillId: OfficialBillId) => ({ tenantId: tenantId(), officialBillId });
const bill = async (id: OfficialBillId) =>
  valueOf(await atHouse((tx) => getOfficialBill(tx, at(id))));
const differences = async (id: OfficialBillId) =>
  valueOf(await atHouse((tx) => listBillDifferences(tx, at(id)))).rows;
const decide = (id: OfficialBillId, changed: object) =>
  atHouse((tx) => decideBillDifferences(tx, { ...at(id), decision: 'takeBill', ...changed }));
const accept = (id: OfficialBillId, changed: object = {}) =>
  atHouse((tx) => acceptOfficialBill(tx, { ...at(id), ...changed }));
/** What the home page counts of the bill's differences: as many as its list of undecided has. */
const undecided = async (id: OfficialBillId) => {
  const asked = { ...at(id), show: 'undecided' as const, limit: 200 };
  const { rows } = valueOf(await atHouse((tx) => listBillDifferences(tx, asked)));
  const counts = await atHouse(countUndecidedDifferences);
  const own = counts.find(({ officialBillId }) => officialBillId === id);
  assert.equal(own?.count ?? 0, rows.length, '首页的数字等于点进去的行数');
  return rows.length;
};
/** The same of arrears that nobody has paid. */
const openArrears = async () => {
  const { rows } = valueOf(await atHouse((tx) => listArrears(tx, { show: 'open' })));
  const [own] = await atHouse(countOpenArrears);
  assert.equal(own?.count ?? 0, rows.length, '首页的数字等于点进去的行数');
  return [rows.length, own?.dueOn ?? null];
};
const states = async () => {
  const listed = valueOf(await atHouse((tx) => listContributionMonths(tx, { period })));
  const row = listed.rows.find(({ registrationId }) => registrationId === social)!;
  return [...new Set(row.months.map(({ state }) => state))];
};
const linesOf = async (tenant: TenantId, employmentId: EmploymentId) => {
  const input = { tenantId: tenant, employmentId };
  const { rows } = valueOf(await world.as(tenant, (tx) => listContributionLines(tx, input)));
  return rows.filter(({ superseded }) => !superseded);
};

/** What the bill of somebody on 9,000 says, with what is asked to be other. */
function rowOf({ name, document }: { name: string; document: string }, changed: string[] = []) {
  const plain = [name, document, '2026-11', '正常', '9000', '1440', '720', '45', '45', '36', '0'];
  return plain.map((text, index) => changed[index] ?? text);
}

describe('拒绝', () => {
  const content = csv([
    ['张三', '110105199003070017', '2026-11', '', '1', '1', '1', '0', '0', '0', ''],
  ]);

  test('单位户、格式、文件', async () => {
    assert.equal(
      codeOf(await importBill(content, { registrationId: newId<'reg'>() })),
      'registration.not_found',
    );
    assert.equal(codeOf(await importBill(content, { layout: '没有' })), 'bill_layout.not_found');
    assert.equal(codeOf(await importBill(Buffer.alloc(0))), 'file.empty');
    assert.equal(codeOf(await importBill(Buffer.from('MZ'), {}, '账单.exe')), 'file.kind_refused');
    const pdf = Buffer.from('%PDF-1.4 账单');
    assert.equal(codeOf(await importBill(pdf, {}, '账单.pdf')), 'official_bill.no_sheet');
    const zip = Buffer.from('PK\x03\x04 [Content_Types].xml xl/workbook.xml');
    assert.equal(codeOf(await importBill(zip, {}, '账单.xlsx')), 'evidence.unreadable');
  });

  test('没有这份账单', async () => {
    const id = newId<'obl'>();
    const asked = [
      await atHouse((tx) => getOfficialBill(tx, at(id))),
      await atHouse((tx) => listOfficialBillRows(tx, at(id))),
      await atHouse((tx) => listBillDifferences(tx, at(id))),
      await decide(id, { cause: 'rounding' }),
      await accept(id),
    ];
    assert.deepEqual(
      asked.map((answer) => codeOf(answer as { ok: boolean })),
      Array(5).fill('official_bill.not_found'),
    );
  });

  test('读不懂的文件：失败并写明原因，同一文件可以再来', async () => {
    const nonsense = Buffer.from('\uFEFF甲,乙\r\n1,2\r\n');
    const id = await readBill(nonsense);
    const failed = await bill(id);
    assert.deepEqual([failed.state, failed.failureCode], ['failed', 'table.header_not_found']);
    assert.equal((await importBill(nonsense)).ok, true);
  });

  test('末尾一行太宽：失败，前面已读的行一行不留', async () => {
    const rows = Array.from({ length: 10_500 }, (_, row) =>
      rowOf({ name: '钱一', document: `D${row}` }),
    );
    const { id, jobId } = valueOf(await importBill(csv(rows)));
    // Such a file is refused when it comes: this one has changed since.
    const content = csv([...rows, Array.from({ length: 3000 }, () => '1')]);
    await atHouse(async (tx) => {
      const changed = await storeFile(tx, { name: '账单.csv', type: 'text/csv', content });
      await tx.sql`
        update insurance.official_bill set file_id = ${changed.id}
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
    });
    await run(jobId);
    const failed = await bill(id);
    assert.deepEqual([failed.state, failed.failureCode], ['failed', 'sheet.too_many_columns']);
    const kept = await atHouse(
      (tx) => tx.sql`
        select row_number from insurance.official_bill_row
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}`,
    );
    assert.equal(kept.length, 0);
  });

  test('读取一再中断：失败，同一文件可以再来', async () => {
    const content = Buffer.from('\uFEFF丙,丁\r\n1,2\r\n');
    const { id, jobId } = valueOf(await importBill(content));
    await giveUp(jobId);
    const failed = await bill(id);
    assert.deepEqual([failed.state, failed.failureCode], ['failed', 'job.gave_up']);
    assert.equal((await importBill(content)).ok, true);
  });

  test('格式列表标明可靠程度', async () => {
    const { rows } = valueOf(await atHouse((tx) => listBillLayouts(tx, { tenantId: tenantId() })));
    assert.ok(rows.some(({ cityCodes }) => cityCodes.includes('440100')));
  });
});

test('同一大户里换了客户的人：账单行归本月参保的那一家，两个方向都一样', async () => {
  const registrationId = await registration(world, tenantId(), house, 'socialInsurance');
  const moved = [];
  for (const [from, to] of [clients, clients.toReversed()]) {
    const facts = { name: '换客户', document: idCardNumber((documents += 1)) };
    const before = await insure(from!, facts, { registrationId });
    const stop = {
      tenantId: from!,
      enrolmentId: before.enrolmentId,
      stopPeriod: payPeriod('2026-10'),
    };
    valueOf(await world.as(from!, (tx) => stopEnrolment(tx, stop)));
    const { id } = await insure(to!, facts, { registrationId, fromPeriod: '2026-11' });
    moved.push({ ...facts, id });
  }
  const prepared = await atHouse((tx) =>
    prepareDeclaration(tx, { tenantId: tenantId(), registrationId, period }),
  );
  await run(valueOf(prepared).jobId);
  const content = csv(moved.map((person) => rowOf(person)));
  const { id, jobId } = valueOf(await importBill(content, { registrationId }));
  await run(jobId);
  const rows = await atHouse(
    (tx) => tx.sql<{ employmentId: EmploymentId }>`
      select employment_id as "employmentId" from insurance.official_bill_row
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
       order by row_number`,
  );
  assert.deepEqual(
    rows.map(({ employmentId }) => employmentId),
    moved.map((person) => person.id),
  );
  assert.deepEqual(await differences(id), []);
});

test('账单上有在我方别的单位户参保的人：原因是在别处，不是查无此人', async () => {
  const [here, elsewhere] = [
    await registration(world, tenantId(), house, 'socialInsurance'),
    await registration(world, tenantId(), house, 'socialInsurance'),
  ];
  const facts = { name: '在别处', document: idCardNumber((documents += 1)) };
  await insure(clients[0]!, facts, { registrationId: elsewhere });
  const staying = { name: '在这里', document: idCardNumber((documents += 1)) };
  await insure(clients[0]!, staying, { registrationId: here });
  const prepared = await atHouse((tx) =>
    prepareDeclaration(tx, { tenantId: tenantId(), registrationId: here, period }),
  );
  await run(valueOf(prepared).jobId);
  const content = csv([rowOf(staying), rowOf(facts)]);
  const { id, jobId } = valueOf(await importBill(content, { registrationId: here }));
  await run(jobId);
  assert.deepEqual(
    (await differences(id)).map(({ personName, kind, cause }) => `${personName} ${kind} ${cause}`),
    ['在别处 pension elsewhere', '在别处 unemployment elsewhere', '在别处 workInjury elsewhere'],
  );
});

describe('大户账单：对到分，逐项处理，入账', () => {
  let people: Awaited<ReturnType<typeof insured>>[];
  let id: OfficialBillId;
  const unknown = { name: '查无此人', document: idCardNumber(777) };
  before(async () => {
    people = [];
    for (const [client, name] of [
      [0, '相符'],
      [0, '基数不同'],
      [0, '尾差'],
      [1, '费率不同'],
      [1, '账单没有'],
      [1, '滞纳金'],
    ] as const) {
      people.push(await insured(clients[client]!, name));
    }
    const input = { tenantId: tenantId(), registrationId: social, period };
    await run(valueOf(await atHouse((tx) => prepareDeclaration(tx, input))).jobId);
  });

  test('每条差异一个原因，金额到分', async () => {
    const [same, base, rounding, rate, , late] = people;
    const rows = [
      rowOf(same!),
      rowOf(
        base!,
        ['', '', '', '', '10000', '1600', '800'].map((text) => text || undefined) as string[],
      ),
      rowOf(rounding!, [...Array(5), '1440.01'] as string[]),
      rowOf(rate!, [...Array(7), '63'] as string[]),
      rowOf(late!, [...Array(10), '3.24'] as string[]),
      rowOf(late!, [...Array(10), '3.24'] as string[]),
      rowOf(same!, [undefined, undefined, '2026-09', '补缴'] as unknown as string[]),
      rowOf(unknown),
    ];
    id = await readBill(csv(rows));
    const read = await bill(id);
    assert.equal(read.state, 'read', JSON.stringify(read));
    const found = (await differences(id)).map(
      ({ personName, cause, kind, billEmployer, ourEmployer }) =>
        `${personName} ${cause} ${kind ?? '整行'} ${formatYuan(ourEmployer!)}→${formatYuan(billEmployer!)}`,
    );
    assert.deepEqual(
      found.toSorted(),
      [
        '基数不同 baseDiffers pension 1440.00→1600.00',
        '尾差 rounding pension 1440.00→1440.01',
        '查无此人 notOurs 整行 0.00→1521.00',
        '滞纳金 duplicateRow 整行 0.00→1524.24',
        '滞纳金 lateFee 整行 0.00→3.24',
        '相符 backContribution pension 0.00→1440.00',
        '相符 backContribution unemployment 0.00→45.00',
        '相符 backContribution workInjury 0.00→36.00',
        '费率不同 rateDiffers unemployment 45.00→63.00',
        '账单没有 notOnBill pension 1440.00→0.00',
        '账单没有 notOnBill unemployment 45.00→0.00',
        '账单没有 notOnBill workInjury 36.00→0.00',
      ].toSorted(),
    );
    assert.deepEqual(read.findings.map(({ code }) => code).toSorted(), [
      'duplicateRow',
      'personUnknown',
    ]);
    assert.deepEqual(await states(), ['assessed']);
  });

  test('同一文件再导入：拒绝', async () => {
    const { fileName } = await bill(id);
    assert.equal(fileName, '账单.csv');
    const content = csv([rowOf(unknown)]);
    assert.equal((await importBill(content)).ok, true);
    assert.equal(codeOf(await importBill(content)), 'official_bill.same_file');
    const input = { tenantId: tenantId(), period };
    assert.ok(valueOf(await atHouse((tx) => listOfficialBills(tx, input))).rows.length >= 2);
  });

  test('客户只看到自己的人，别的一行也没有', async () => {
    for (const [index, client] of clients.entries()) {
      const input = { tenantId: client, officialBillId: id };
      const { rows } = valueOf(await world.as(client, (tx) => listOfficialBillRows(tx, input)));
      const own = index === 0 ? ['相符', '基数不同', '尾差'] : ['费率不同', '滞纳金'];
      assert.deepEqual([...new Set(rows.map(({ personName }) => personName))], own);
      const whole = await world.as(client, (tx) => getOfficialBill(tx, input));
      assert.equal(codeOf(whole), 'official_bill.not_found');
    }
  });

  test('没有指明、查无此人不能按账单、没处理完不能入账', async () => {
    assert.equal(codeOf(await decide(id, {})), 'bill_difference.not_named');
    assert.equal(codeOf(await decide(id, { cause: 'notOurs' })), 'bill_difference.person_unknown');
    assert.equal(codeOf(await accept(id)), 'official_bill.undecided');
    assert.ok((await undecided(id)) > 0);
  });

  test('按原因处理，入账：账单代替预扣，有争议的保持预扣', async () => {
    for (const cause of ['baseDiffers', 'rounding', 'backContribution', 'lateFee', 'notOnBill']) {
      valueOf(await decide(id, { cause }));
    }
    // By their ids: a refusal that is not rolled back here has marked them before.
    const idsOf = async (wanted: string) =>
      (await differences(id)).filter(({ cause }) => cause === wanted).map((one) => one.id);
    const dispute = { decision: 'dispute', note: '不是我方人员' };
    valueOf(await decide(id, { differenceIds: await idsOf('notOurs'), ...dispute }));
    valueOf(await decide(id, { cause: 'duplicateRow', decision: 'dispute' }));
    const differenceIds = await idsOf('rateDiffers');
    assert.equal((await bill(id)).kept.count, 2);
    valueOf(await decide(id, { differenceIds, decision: 'askClient' }));
    const open = (await differences(id)).filter(({ decision }) => decision !== 'takeBill');
    const sumOf = (of: (row: (typeof open)[number]) => Fen | null) =>
      sum(open.map((row) => of(row)!));
    const { kept } = await bill(id);
    assert.deepEqual(kept, {
      count: 3,
      ourEmployer: yuan('45'),
      ourEmployee: sumOf(({ ourEmployee }) => ourEmployee),
      billEmployer: yuan('3108.24'),
      billEmployee: sumOf(({ billEmployee }) => billEmployee),
    });
    const reader = { permissions: new Set(['contribution:read']) };
    const seen = await world.as(tenantId(), (tx) => getOfficialBill(tx, at(id)), reader);
    assert.deepEqual(valueOf(seen).kept, { ...kept, ourEmployer: null, billEmployer: null });
    const accepting = valueOf(await accept(id));
    assert.equal(accepting.state, 'accepting');
    assert.equal(codeOf(await accept(id)), 'official_bill.not_read');
    assert.equal(codeOf(await decide(id, { cause: 'rounding' })), 'official_bill.not_read');
    await giveUp(accepting.jobId);
    const failed = await bill(id);
    assert.deepEqual([failed.state, failed.failureCode], ['entryFailed', 'job.gave_up']);
    assert.equal(codeOf(await decide(id, { cause: 'rounding' })), 'official_bill.not_read');
    const again = valueOf(await accept(id));
    assert.deepEqual([again.state, again.failureCode], ['accepting', null]);
    await run(again.jobId);
    assert.equal((await bill(id)).state, 'accepted');
    assert.equal(await undecided(id), 0);

    const linesIn = async (client: number, index: number) =>
      (await linesOf(clients[client]!, people[index]!.id)).map(
        ({ kind, source, employer, lateFee, type }) =>
          `${kind} ${type} ${source} ${formatYuan(employer!)} ${formatYuan(lateFee)}`,
      );
    assert.ok((await linesIn(0, 1)).includes('pension regular officialBill 1600.00 0.00'));
    assert.ok((await linesIn(0, 0)).includes('pension backContribution officialBill 1440.00 0.00'));
    assert.ok((await linesIn(1, 3)).includes('unemployment regular estimate 45.00 0.00'));
    assert.ok((await linesIn(1, 4)).includes('pension regular officialBill 0.00 0.00'));
    assert.ok((await linesIn(1, 5)).includes('pension regular officialBill 1440.00 3.24'));
    assert.deepEqual(await states(), ['assessed']);
  });

  test('入账再跑一遍，什么也不变', async () => {
    const before = await linesOf(clients[0]!, people[0]!.id);
    await run((await bill(id)).jobId);
    assert.deepEqual(await linesOf(clients[0]!, people[0]!.id), before);
  });

  test('合计不符的账单：写明理由才能入账', async () => {
    const wrong = await readBill(
      csv([rowOf(people[0]!), ['合计', '', '', '', '', '9999', '720', '45', '45', '36', '0']]),
    );
    assert.equal((await bill(wrong)).faultCount, 1);
    assert.equal(codeOf(await accept(wrong)), 'official_bill.faults_open');
    assert.equal(
      codeOf(await accept(wrong, { faultsReason: '税务导出时截断' })),
      'official_bill.undecided',
    );
  });
});

describe('缴款与欠费', () => {
  const payments = new Map<TenantId, Id<'ctp'>>();
  /** What the client's people come to in the month. */
  const dueOf = async (client: TenantId): Promise<Fen> => {
    const [row] = await atHouse(
      (tx) => tx.sql<{ due: Fen }>`
        select due_fen as due from insurance.contribution_part
         where tenant_id = ${tenantId()} and registration_id = ${social} and period = ${period}
           and client_tenant_id = ${client}`,
    );
    return row!.due;
  };
  const tell = async (type: string, client: TenantId, paidOn: string, short = zeroFen) => {
    const amount = subtract(await dueOf(client), short);
    const contributionPaymentId = payments.get(client) ?? newId<'ctp'>();
    payments.set(client, contributionPaymentId);
    const month = { registrationId: social, registrationTenantId: tenantId() };
    const amounts = { contributionPeriod: period, amount };
    const clientLateFee = zeroFen;
    const paid = { clientLateFee, paidOn: plainDate(paidOn) };
    const payload = { contributionPaymentId, ...month, ...amounts, ...paid };
    await world.as(client, (tx) => publish(tx, { type, payload }));
    await deliverEvents(world.host, listeners);
  };
  const shortfall = async () => {
    const { rows } = valueOf(await atHouse((tx) => listContributionMonths(tx, { period })));
    return rows.find(({ registrationId }) => registrationId === social)!.shortfall;
  };
  /** As operations sees it, over all clients. */
  const allArrears = async () => {
    const tenantIds = [tenantId(), ...clients];
    const scope = { tenantIds, actor: testActor(), requestId: 'test' };
    return valueOf(await inTransaction(world.host, scope, (tx) => listArrears(tx, {})));
  };
  const failDebit = (changed: object = {}) =>
    atHouse((tx) =>
      recordDebitFailure(tx, {
        tenantId: tenantId(),
        registrationId: social,
        period,
        dueOn: plainDate('2026-11-15'),
        failedOn: plainDate('2026-11-16'),
        reason: '扣款余额不足',
        responsibility: 'client',
        ...changed,
      }),
    );

  test('扣款失败：逐项拒绝，月份成欠费，滞纳金从次日起每天万分之五', async () => {
    assert.equal(
      codeOf(await failDebit({ registrationId: newId<'reg'>() })),
      'registration.not_found',
    );
    assert.equal(
      codeOf(await failDebit({ failedOn: plainDate('2026-12-01') })),
      'debit_failure.in_the_future',
    );
    assert.equal(
      codeOf(await failDebit({ period: payPeriod('2025-01') })),
      'contribution_month.not_found',
    );
    const arrears = valueOf(await failDebit());
    assert.equal(arrears.daysLate, 5);
    assert.equal(arrears.lateFee, multiply(arrears.principal, rate('0.0025'), 'half_up_fen'));
    assert.deepEqual(await states(), ['inArrears']);
    assert.equal(codeOf(await failDebit()), 'arrears.open_already');
    const { rows } = valueOf(await atHouse((tx) => listArrears(tx, {})));
    assert.deepEqual([rows.length, rows[0]!.settledOn], [1, null]);
    assert.deepEqual(await openArrears(), [1, '2026-11-15']);
  });

  test('大户两家都缴了才算已缴；账单已入账，即已对账；欠费按缴款日结清', async () => {
    await tell('contribution_payment.recorded', clients[0]!, '2026-11-18');
    assert.deepEqual(await states(), ['inArrears']);
    const short = yuan('0.01');
    await tell('contribution_payment.recorded', clients[1]!, '2026-11-19', short);
    assert.deepEqual(await states(), ['inArrears'], '差一分也不算已缴');
    assert.equal(await shortfall(), short);
    await tell('contribution_payment.revoked', clients[1]!, '2026-11-19', short);
    assert.equal(await shortfall(), null, '没有缴的不是差额');
    payments.delete(clients[1]!);
    await tell('contribution_payment.recorded', clients[1]!, '2026-11-19');
    await tell('contribution_payment.recorded', clients[1]!, '2026-11-19');
    assert.equal(await shortfall(), null);
    assert.deepEqual(await states(), ['reconciled']);
    const { rows } = await allArrears();
    assert.deepEqual([rows[0]!.settledOn, rows[0]!.daysLate], ['2026-11-19', 4]);
    assert.deepEqual(await openArrears(), [0, null]);
    const parts = rows[0]!.parts;
    assert.deepEqual(parts.map(({ clientId }) => clientId).toSorted(), clients.toSorted());
    assert.equal(sum(parts.map(({ lateFee }) => lateFee)), rows[0]!.lateFee);
    assert.equal(codeOf(await failDebit()), 'contribution_month.state_wrong');
  });

  test('缴款撤回：欠费继续计，再缴又结清', async () => {
    await tell('contribution_payment.revoked', clients[1]!, '2026-11-19');
    assert.deepEqual(await states(), ['inArrears']);
    const [open] = (await allArrears()).rows;
    assert.deepEqual([open!.settledOn, open!.parts], [null, []]);
    payments.delete(clients[1]!);
    await tell('contribution_payment.recorded', clients[1]!, '2026-11-20');
    assert.deepEqual(await states(), ['reconciled']);
  });

  test('已缴的月份重开：等新账单，缴款仍在', async () => {
    const input = { tenantId: tenantId(), registrationId: social, period, reason: '税务更正' };
    assert.equal(valueOf(await atHouse((tx) => reopenContributionMonth(tx, input))).moved, 3);
    assert.deepEqual(await states(), ['assessed']);
  });

  test('新账单多出一分，已缴的月份又开着；不再多，又算已缴', async () => {
    const client = clients[0]!;
    const due = await dueOf(client);
    const ask = (amount: Fen) =>
      atHouse(async (tx) => {
        await putParts(tx, period, [{ registrationId: social, clientId: client, due: amount }]);
        await comparePayments(tx, { registrationId: social, period });
      });
    await ask(due);
    assert.deepEqual(await states(), ['paid']);
    await ask(add(due, yuan('0.01')));
    assert.deepEqual(await states(), ['assessed']);
    assert.equal(await shortfall(), yuan('0.01'));
    await ask(due);
    assert.deepEqual(await states(), ['paid']);
  });
});
