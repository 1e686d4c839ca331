import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addMonths, type Id, type PayPeriod, payPeriod, plainDate, rate, yuan } from '@heyi/kernel';
import {
  acceptedRows,
  type ImportRow,
  type RowOutcome,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { settleEnrolmentStart } from '../enrolment/settle-enrolment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import { castClient, castHouse, entity, idCardNumber, registration } from '../testing.ts';
import { planRoster } from './plan-roster.ts';
import type { RosterValues } from './roster-columns.ts';
import { rosterImport } from './roster-import.ts';

let world: TestHost;
let retail: TenantId;
let store: EntityId;
let provider: EntityId;
before(async () => {
  world = await createTestHost();
  provider = await castHouse(world);
  retail = await castClient(world, 'agency');
  store = (await entity(world, retail, '华联商厦有限公司')).id;
  await registration(world, retail, store, 'socialInsurance');
  await registration(world, retail, store, 'medical');
  await registration(world, retail, store, 'housingFund');
});
after(() => world.close());

const empty: RosterValues = {
  name: '阿依古丽·买买提',
  documentKind: null,
  documentNumber: '',
  employeeNumber: null,
  phone: null,
  hukouType: null,
  startsOn: plainDate('2026-03-02'),
  endsOn: null,
  leavingReason: null,
  form: null,
  department: null,
  position: null,
  costCentre: null,
  workCityCode: '110000',
  contractEntityId: null,
  payTaxEntityId: null,
  insuranceEntityId: null,
  hostEntityId: null,
  insuranceBase: null,
  insuranceFrom: null,
  fundBase: null,
  fundRate: null,
  fundFrom: null,
  bankName: null,
  accountNumber: null,
  bankCode: null,
  holderName: null,
};

let order = 0;
function values(changed: Partial<RosterValues> = {}): RosterValues {
  return { ...empty, documentNumber: idCardNumber((order += 1)), ...changed };
}

function numbered(rows: readonly RosterValues[]): ImportRow<RosterValues>[] {
  return rows.map((row, index) => ({ number: index + 2, values: row }));
}

function judge(rows: readonly RosterValues[], at = retail): Promise<readonly RowOutcome[]> {
  return world.as(at, (tx) => rosterImport.judge(tx, null, numbered(rows) as never));
}

async function commit(rows: readonly RosterValues[], at = retail): Promise<string[]> {
  return world.as(at, (tx) => commitIn(tx, rows));
}

/** As the engine does: locks, judges, then writes what is new or changed. */
async function commitIn(tx: Transaction, rows: readonly RosterValues[]): Promise<string[]> {
  await rosterImport.lock!(tx, null);
  const outcomes = await rosterImport.judge(tx, null, numbered(rows) as never);
  await rosterImport.commit(tx, null, acceptedRows(numbered(rows), outcomes) as never);
  return outcomes.map(({ outcome }) => outcome);
}

const insured = {
  insuranceFrom: payPeriod('2026-03'),
  insuranceBase: yuan('8000'),
  fundFrom: payPeriod('2026-04'),
  fundBase: yuan('8000'),
};

function roster(tx: Transaction) {
  return tx.sql<Record<string, unknown>>`
    select person_name, employee_no, department, starts_on, ends_on, payee_account_masked
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by person_name, starts_on`;
}

describe('花名册导入', () => {
  test('模板：中文列名、别名、城市和主体可选', async () => {
    const columns = await world.as(retail, (tx) => rosterImport.columns(tx, null));
    const titles = columns.map(({ title }) => title);
    for (const title of ['姓名', '证件号码', '签约主体', '公积金起缴月', '联行号']) {
      assert.ok(titles.includes(title), title);
    }
    assert.equal(new Set(titles).size, titles.length);
    const city = columns.find(({ key }) => key === 'workCityCode')!;
    assert.ok(city.kind === 'choice');
    const beijing = city.choices.find(({ code }) => code === '110000')!;
    assert.deepEqual([beijing.label, beijing.synonyms], ['北京', ['北京市']]);
    const names = columns.find(({ key }) => key === 'contractEntityId')!;
    assert.ok(names.kind === 'choice' && names.choices.some(({ code }) => code === provider));
    assert.deepEqual(await world.as(retail, (tx) => rosterImport.refusal(tx, null)), null);
    const bare = await world.tenant();
    const refusal = await world.as(bare, (tx) => rosterImport.refusal(tx, null));
    assert.deepEqual(refusal, { code: 'client.not_found' });
  });

  test('新建 → 同样的表不变 → 改一格只更新那一格', async () => {
    const mall = await castClient(world, 'agency', '商场');
    const shop = (await entity(world, mall, '商场有限公司')).id;
    for (const kind of ['socialInsurance', 'medical', 'housingFund'] as const) {
      await registration(world, mall, shop, kind);
    }
    const bank = { bankName: '建设银行', accountNumber: '0100200300400' };
    const first = values({
      employeeNumber: 'A1',
      department: '收银',
      phone: '13812345678',
      ...insured,
      ...bank,
    });
    const second = values({ name: '欧阳䶮', employeeNumber: 'A2' });
    assert.deepEqual(await commit([first, second], mall), ['created', 'created']);
    assert.deepEqual(await commit([first, second], mall), ['unchanged', 'unchanged']);
    const blank = { ...first, department: null, phone: null, bankName: null, accountNumber: null };
    assert.deepEqual(await commit([blank], mall), ['unchanged']);
    const moved = { ...first, department: '财务', accountNumber: '0100200300401' };
    assert.deepEqual(await commit([moved], mall), ['updated']);
    const left = { ...second, endsOn: plainDate('2026-11-30') };
    assert.deepEqual(await commit([moved, left], mall), ['unchanged', 'updated']);
    assert.deepEqual(await world.as(mall, roster), [
      {
        person_name: '欧阳䶮',
        employee_no: 'A2',
        department: null,
        starts_on: '2026-03-02',
        ends_on: '2026-11-30',
        payee_account_masked: null,
      },
      {
        person_name: '阿依古丽·买买提',
        employee_no: 'A1',
        department: '财务',
        starts_on: '2026-03-02',
        ends_on: null,
        payee_account_masked: '0100*****0401',
      },
    ]);
    const before = await world.as(
      mall,
      (tx) => tx.sql<{ department: string }>`
      select department from people.payable_employment_term
       where terms_from <= '2026-11-22'
         and (terms_to is null or terms_to >= '2026-11-22')
         and tenant_id = ${mall} and employee_no = 'A1'`,
    );
    assert.deepEqual(before, [{ department: '收银' }]);
    const enrolled = await world.as(
      mall,
      (tx) => tx.sql`
      select registration_kind, start_month, base_fen from people.enrolment_detail
       where tenant_id = ${mall} order by registration_kind`,
    );
    assert.deepEqual(enrolled, [
      { registration_kind: 'housingFund', start_month: '2026-04', base_fen: 800_000 },
      { registration_kind: 'medical', start_month: '2026-03', base_fen: 800_000 },
      { registration_kind: 'socialInsurance', start_month: '2026-03', base_fen: 800_000 },
    ]);
  });

  test('调基数：自本月起，以前各月不变', async () => {
    const mall = await castClient(world, 'agency', '调基');
    const shop = (await entity(world, mall, '调基有限公司')).id;
    for (const kind of ['socialInsurance', 'medical', 'housingFund'] as const) {
      await registration(world, mall, shop, kind);
    }
    const moved = values(insured);
    assert.deepEqual(await commit([moved], mall), ['created']);
    const higher = { ...moved, insuranceBase: yuan('9000') };
    assert.deepEqual(await commit([higher], mall), ['updated']);
    const terms = await world.as(
      mall,
      (tx) => tx.sql`
      select start_month, stop_month, base_fen from people.enrolment_detail
       where tenant_id = ${mall} and registration_kind = 'socialInsurance' order by start_month`,
    );
    assert.deepEqual(terms, [
      { start_month: '2026-03', stop_month: '2026-10', base_fen: 800_000 },
      { start_month: '2026-11', stop_month: null, base_fen: 900_000 },
    ]);
  });

  test('离职后再入职：新的一段；同一人两个主体：两段，只建一个人', async () => {
    const again = values({
      name: '再来',
      startsOn: plainDate('2026-01-05'),
      endsOn: plainDate('2026-05-31'),
    });
    assert.deepEqual(await commit([again]), ['created']);
    const back = { ...again, startsOn: plainDate('2026-07-01'), endsOn: null };
    assert.deepEqual(await commit([back]), ['created']);
    const twice = await castClient(world, 'agency', '两处');
    const one = (await entity(world, twice, '两处甲有限公司')).id;
    const two = (await entity(world, twice, '两处乙有限公司')).id;
    const person = values({ name: '两地' });
    const rows = [
      { ...person, contractEntityId: one },
      { ...person, contractEntityId: two },
    ];
    assert.deepEqual(await commit(rows, twice), ['created', 'created']);
    const people = await world.as(
      twice,
      (tx) => tx.sql`
      select count(*)::int as count from people.person where tenant_id = ${twice}`,
    );
    assert.deepEqual(people, [{ count: 1 }]);
    const noEntity = await judge([values()], twice);
    assert.equal(noEntity[0]!.outcome, 'invalid');
  });

  test('派遣：用工形式、用工单位由模式补上', async () => {
    const factory = await castClient(world, 'dispatch', '工厂');
    const host = (await entity(world, factory, '工厂有限公司')).id;
    assert.deepEqual(await commit([values({ name: '派遣工' })], factory), ['created']);
    const rows = await world.as(
      factory,
      (tx) => tx.sql`
      select employment_form, host_entity_id, pay_entity_id, contract_entity_id
        from people.payable_employment where tenant_id = ${factory}`,
    );
    assert.deepEqual(rows, [
      {
        employment_form: 'dispatch',
        host_entity_id: host,
        pay_entity_id: provider,
        contract_entity_id: provider,
      },
    ]);
    await entity(world, factory, '二厂有限公司');
    const [outcome] = await judge([values()], factory);
    assert.equal(problemOf(outcome!), 'hostEntityId roster.host_required');
  });
});

function problemOf(outcome: RowOutcome): string {
  if (outcome.outcome !== 'invalid') return outcome.outcome;
  return outcome.problems.map(({ key, problem }) => `${key} ${problem.code}`).join(', ');
}

describe('坏行逐格说明', () => {
  const known = { name: '早在册', employeeNumber: 'K1', ...insured };
  let onFile: RosterValues;
  before(async () => {
    onFile = values(known);
    assert.deepEqual(await commit([onFile]), ['created']);
  });

  const table: [string, (file: RosterValues) => Partial<RosterValues>, string][] = [
    [
      '校验码不对',
      () => ({ documentNumber: '110105199003070010' }),
      'documentNumber roster.document_malformed',
    ],
    [
      '护照号填成身份证',
      () => ({ documentNumber: 'EA1234567' }),
      'documentNumber roster.document_malformed',
    ],
    ['护照', () => ({ documentKind: 'passport', documentNumber: 'EA1234567' }), 'created'],
    ['手机少一位', () => ({ phone: '1381234567' }), 'phone roster.phone_malformed'],
    [
      '卡号校验位不对',
      () => ({ bankName: '某', accountNumber: '6222021234567890127' }),
      'accountNumber roster.account_malformed',
    ],
    [
      '有账号没有开户行',
      () => ({ accountNumber: '0100200300400' }),
      'bankName roster.bank_missing',
    ],
    [
      '离职早于入职',
      () => ({ endsOn: plainDate('2026-03-01') }),
      'endsOn roster.ends_before_start',
    ],
    [
      '两处都错，一次说完',
      () => ({ phone: '1', endsOn: plainDate('2026-03-01') }),
      'phone roster.phone_malformed, endsOn roster.ends_before_start',
    ],
    [
      '证件已登记为别的姓名',
      (file) => ({ documentNumber: file.documentNumber }),
      'name roster.name_differs',
    ],
    ['工号被别人占用', () => ({ employeeNumber: 'K1' }), 'employeeNumber roster.number_taken'],
    ['大库代缴', () => ({ insuranceEntityId: provider }), 'insuranceEntityId three_in_one.refused'],
    [
      '基数没有起缴月',
      () => ({ insuranceBase: yuan('1') }),
      'insuranceFrom roster.insurance_incomplete',
    ],
    [
      '公积金起缴月没有基数',
      () => ({ fundFrom: payPeriod('2026-03') }),
      'fundBase roster.insurance_incomplete',
    ],
    [
      '公积金比例没有基数',
      () => ({ fundRate: rate('0.12') }),
      'fundFrom roster.insurance_incomplete',
    ],
    [
      '公积金7.5%',
      () => ({ ...insured, fundRate: rate('0.075') }),
      'fundRate enrolment.rate_out_of_range',
    ],
    [
      '起缴早于入职',
      () => ({ ...insured, insuranceFrom: payPeriod('2026-02') }),
      'insuranceFrom enrolment.before_start',
    ],
    [
      '工作城市没有单位户',
      () => ({ ...insured, workCityCode: '310000' }),
      'insuranceEntityId roster.registration_missing',
    ],
    [
      '劳务不参保',
      () => ({ ...insured, form: 'serviceAgreement' }),
      'insuranceFrom enrolment.form_not_insured',
    ],
    [
      '非全日制没有公积金',
      () => ({ ...insured, form: 'partTime' }),
      'fundFrom enrolment.form_not_insured',
    ],
    ['派遣不属于代理', () => ({ form: 'dispatch' }), 'created'],
    [
      '在册人员起缴月改早',
      (file) => ({ ...file, fundFrom: payPeriod('2026-03') }),
      'fundFrom enrolment.begins_later',
    ],
  ];
  for (const [title, changed, expected] of table) {
    test(title, async () => {
      const [outcome] = await judge([values(changed(onFile))]);
      assert.equal(problemOf(outcome!), expected);
    });
  }

  test('机构从更晚的月份办成：照原样再导入不变，另改一个更早的月份才拒绝', async () => {
    const asked = payPeriod('2026-02');
    const row = values({
      name: '晚办成',
      startsOn: plainDate('2026-01-05'),
      insuranceFrom: asked,
      insuranceBase: yuan('8000'),
    });
    assert.deepEqual(await commit([row]), ['created']);
    await world.as(retail, async (tx) => {
      const ids = await tx.sql<{ id: Id<'enr'> }>`
        select enrolment_id as id from people.enrolment_detail
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and person_name = '晚办成'`;
      await settleEnrolmentStart(
        tx,
        ids.map(({ id }) => id),
        addMonths(asked, 1),
      );
    });
    const again = async (from: PayPeriod) =>
      problemOf((await judge([{ ...row, insuranceFrom: from }]))[0]!);
    assert.equal(await again(asked), 'unchanged');
    assert.equal(await again(addMonths(asked, 1)), 'unchanged');
    assert.equal(await again(addMonths(asked, -1)), 'insuranceFrom enrolment.begins_later');
  });

  test('没有医保户：要求先登记', async () => {
    const shop = await castClient(world, 'agency', '缺医保');
    const own = (await entity(world, shop, '缺医保有限公司')).id;
    await registration(world, shop, own, 'socialInsurance');
    const [outcome] = await judge([values(insured)], shop);
    assert.equal(problemOf(outcome!), 'insuranceEntityId roster.medical_registration_missing');
  });

  test('与以往的一段用工关系重叠', async () => {
    const person = values({
      name: '重叠',
      startsOn: plainDate('2026-01-05'),
      endsOn: plainDate('2026-03-31'),
    });
    assert.deepEqual(await commit([person]), ['created']);
    const [outcome] = await judge([{ ...person, startsOn: plainDate('2026-02-02'), endsOn: null }]);
    assert.equal(problemOf(outcome!), 'startsOn roster.overlaps');
  });

  test('入职日期晚于已登记的异动', async () => {
    const person = values({ name: '异动', department: '甲' });
    assert.deepEqual(await commit([person]), ['created']);
    assert.deepEqual(await commit([{ ...person, department: '乙' }]), ['updated']);
    const [outcome] = await judge([{ ...person, startsOn: plainDate('2026-11-23') }]);
    assert.equal(problemOf(outcome!), 'startsOn roster.starts_after_revision');
    const earlier = { ...person, department: '乙', startsOn: plainDate('2026-02-02') };
    assert.deepEqual(await commit([earlier]), ['updated']);
    assert.deepEqual(await commit([earlier]), ['unchanged']);
  });

  test('表内重复：同证件同主体第二行为重复，同工号不同人第二行不合格', async () => {
    const one = values({ employeeNumber: 'N1' });
    const outcomes = await judge([one, one, values({ employeeNumber: 'N1' })]);
    assert.deepEqual(outcomes.map(problemOf), [
      'created',
      'duplicate',
      'employeeNumber roster.number_taken',
    ]);
  });

  test('别的客户在册的人，在这里是新的人', async () => {
    const other = await castClient(world, 'agency', '别家');
    await entity(world, other, '别家有限公司');
    const uninsured = { insuranceFrom: null, insuranceBase: null, fundFrom: null, fundBase: null };
    const [outcome] = await judge([{ ...onFile, ...uninsured }], other);
    assert.equal(outcome!.outcome, 'created');
  });
});

describe('整体行为', () => {
  test('语句数与行数无关，判断不超过十句', async () => {
    const countFor = async (rows: number) => {
      let count = 0;
      await world.as(retail, async (tx) => {
        const counted: Transaction = {
          ...tx,
          sql: (...parts) => {
            count += 1;
            return tx.sql(...parts);
          },
        };
        const list = Array.from({ length: rows }, () => values(insured));
        const plans = await planRoster(counted, numbered(list));
        assert.ok(plans.every(({ outcome }) => outcome === 'created'));
      });
      return count;
    };
    const few = await countFor(2);
    assert.equal(await countFor(200), few);
    assert.ok(few <= 10, `${few} statements`);
  });

  test('两份表同时导入同一批人：后一份等前一份提交，不会重复建人', async () => {
    const rows = [values({ name: '抢先' })];
    let second: Promise<string[]> | null = null;
    await world.as(retail, async (tx) => {
      assert.deepEqual(await commitIn(tx, rows), ['created']);
      second = commit(rows);
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    // 后一份等到锁之后才判断：看到的是前一份写好的。
    assert.deepEqual(await second!, ['unchanged']);
  });
});
