import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  add,
  addMonths,
  type Fen,
  fen,
  type Id,
  newId,
  payPeriod,
  plainDate,
  rate,
  subtract,
  sum,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import type { EmploymentId, EntityId, RegistrationId } from '@heyi/people';
import { currentPolicy } from '@heyi/statutory';
import { applyMoney } from './apply-money.ts';
import type {
  AgreedItem,
  ArrearsFact,
  ContributionFact,
  Facts,
  LeaverBearer,
  NewLine,
  PersonFact,
} from './client-bill.ts';
import type { Due } from './client-bill.store.ts';
import { drawUp } from './draw-up.ts';

const entity: EntityId = newId();
const [provided, own]: RegistrationId[] = [newId(), newId()];
const order: Id<'sor'> = newId();
const wang: EmploymentId = newId();
const li: EmploymentId = newId();
const november = payPeriod('2026-11');

const person = (
  employmentId: EmploymentId,
  personName: string,
  costCentre: string,
): PersonFact => ({
  employmentId,
  personName,
  employeeNo: null,
  costCentre,
  workCity: '110000',
  endsOn: null,
});

const item = (changed: Partial<AgreedItem>): AgreedItem => ({
  orderId: order,
  item: 'socialInsurance',
  cityCode: '110000',
  collection: 'prepaid',
  advanceDays: null,
  priceKind: 'perHead',
  price: yuan('30'),
  rate: null,
  minimum: null,
  ...changed,
});

const contribution = (changed: Partial<ContributionFact> = {}): ContributionFact => ({
  employmentId: wang,
  registrationId: provided!,
  kind: 'pension',
  period: november,
  type: 'regular',
  billMonth: november,
  lineId: newId(),
  isEstimate: true,
  runId: null,
  employer: yuan('1600'),
  employee: yuan('800'),
  lateFee: zeroFen,
  billedEmployer: zeroFen,
  billedEmployee: zeroFen,
  billedLateFee: zeroFen,
  forgoneEmployer: zeroFen,
  forgoneEmployee: zeroFen,
  billedLineId: null,
  billedLateFeeLineId: null,
  bearer: null,
  ...changed,
});

const late = (
  responsibility: NonNullable<ArrearsFact['settled']>['responsibility'],
  changed: Partial<ArrearsFact> = {},
): ArrearsFact => ({
  arrearsId: newId(),
  registrationId: provided!,
  period: payPeriod('2026-09'),
  settled: {
    responsibility,
    reason: '扣款余额不足',
    dueOn: plainDate('2026-09-20'),
    settledOn: plainDate('2026-10-09'),
    share: yuan('12.35'),
  },
  chargedElsewhere: zeroFen,
  billed: zeroFen,
  billedLineId: null,
  ...changed,
});

/** A bill of nothing but late fees. */
const onlyLate = (...arrears: ArrearsFact[]): Partial<Facts> => ({
  contributions: [],
  items: [],
  insured: [],
  arrears,
});

function factsOf(changed: Partial<Facts> = {}): Facts {
  const people = [person(wang, '王芳', '华北'), person(li, '李慧', '华东')];
  return {
    period: november,
    policy: currentPolicy,
    terms: {
      fromPeriod: payPeriod('2026-01'),
      legalEntityId: entity,
      collection: 'prepaid',
      prepaidDay: 5,
      postpaidDays: 10,
      ownRegistrations: 'direct',
      tax: { method: 'difference', rate: rate('0.06'), isIncluded: false, source: '合同第 5 条' },
      disabledFund: [],
    },
    contributions: [contribution()],
    arrears: [],
    people: new Map(people.map((one) => [one.employmentId, one])),
    insured: [
      {
        employmentId: wang,
        registrationId: provided!,
        registrationKind: 'socialInsurance',
        cityCode: '110000',
      },
    ],
    registrations: new Map([
      [provided!, { cityCode: '110000', legalEntityId: entity, isProvider: true }],
      [own!, { cityCode: '110000', legalEntityId: newId<'ent'>(), isProvider: false }],
    ]),
    items: [item({})],
    cases: [],
    advances: [],
    leaverBearers: new Map(),
    credits: [],
    carried: [],
    claims: [],
    ...changed,
  };
}

const told = (lines: readonly NewLine[]) =>
  lines.map(({ kind, settlement, amount }) => [kind, settlement, amount / 100]);

describe('一份事实出一份账单', () => {
  test('本金、按人服务费、差额计税的增值税；合计等于各行之和', () => {
    const bill = drawUp(factsOf());
    assert.deepEqual(told(bill.lines), [
      ['principal', 'asked', 2400],
      ['serviceFee', 'asked', 30],
      ['tax', 'asked', 1.8],
    ]);
    assert.equal(bill.amount, yuan('2431.80'));
    assert.equal(bill.dueOn, '2026-11-05');
    assert.deepEqual(bill.findings, []);
  });

  const cases: [string, Partial<Facts>, [string, string, number][]][] = [
    [
      '全额计税按收取的全部金额计',
      { terms: { ...factsOf().terms, tax: { ...factsOf().terms.tax!, method: 'full' } } },
      [
        ['principal', 'asked', 2400],
        ['serviceFee', 'asked', 30],
        ['tax', 'asked', 145.8],
      ],
    ],
    [
      '含税价格不另收，税额从价内拆出',
      { terms: { ...factsOf().terms, tax: { ...factsOf().terms.tax!, isIncluded: true } } },
      [
        ['principal', 'asked', 2400],
        ['serviceFee', 'asked', 30],
        ['tax', 'included', 1.7],
      ],
    ],
    [
      '发薪批次已收的费款只列示',
      { contributions: [contribution({ runId: newId<'run'>() })], items: [] },
      [['principal', 'run', 2400]],
    ],
    [
      '客户自有账户由机构直接扣款',
      { contributions: [contribution({ registrationId: own! })], items: [], insured: [] },
      [['principal', 'direct', 2400]],
    ],
    [
      '补缴、退费、客户与服务商各自的滞纳金',
      {
        items: [],
        contributions: [
          contribution({ type: 'backContribution', lateFee: yuan('12.34'), bearer: 'client' }),
          contribution({ type: 'refund', employer: yuan('-5'), employee: zeroFen }),
          contribution({ kind: 'medical', lateFee: yuan('3'), bearer: 'provider' }),
        ],
      },
      [
        ['backContribution', 'asked', 2400],
        ['lateFee', 'asked', 12.34],
        ['difference', 'asked', -5],
        ['principal', 'asked', 2400],
        ['lateFee', 'borne', 3],
      ],
    ],
    [
      '欠费结清：客户的责任由客户承担，服务商、供应商、经办机构的责任只给内部看',
      onlyLate(late('client'), late('provider'), late('supplier'), late('agency')),
      [
        ['lateFee', 'asked', 12.35],
        ['lateFee', 'borne', 12.35],
        ['lateFee', 'borne', 12.35],
        ['lateFee', 'borne', 12.35],
      ],
    ],
    [
      '已收过的滞纳金不再收；别人承担的只列示一次',
      onlyLate(
        late('client', { billed: yuan('12.35'), billedLineId: newId() }),
        late('provider', { billedLineId: newId() }),
      ),
      [],
    ],
    [
      '机构账单按人列过、或随缴款付过的滞纳金不重复收',
      onlyLate(
        late('client', { chargedElsewhere: yuan('12.35') }),
        late('client', { chargedElsewhere: yuan('2.35') }),
      ),
      [['lateFee', 'asked', 10]],
    ],
    [
      '结清撤回：收过的退还；没收过的什么也没有',
      onlyLate(
        late('client', { settled: null, billed: yuan('12.35'), billedLineId: newId() }),
        late('provider', { settled: null, billedLineId: newId() }),
      ),
      [['lateFee', 'asked', -12.35]],
    ],
    [
      '客户自有账户的滞纳金由机构直接扣',
      onlyLate(late('client', { registrationId: own! })),
      [['lateFee', 'direct', 12.35]],
    ],
    [
      '残保金按约定城市与人数',
      {
        items: [],
        contributions: [],
        terms: {
          ...factsOf().terms,
          disabledFund: [{ cityCode: '110000', perHead: yuan('95.50'), source: '2026 年公告' }],
        },
      },
      [['disabledEmploymentFund', 'asked', 95.5]],
    ],
    [
      '上月预估少了三元，批次后来收了另一笔',
      {
        items: [],
        contributions: [
          contribution({
            billMonth: payPeriod('2026-10'),
            employer: yuan('1603'),
            billedEmployer: yuan('1600'),
            billedEmployee: yuan('800'),
          }),
          contribution({
            billMonth: payPeriod('2026-10'),
            kind: 'medical',
            runId: newId<'run'>(),
            billedEmployer: yuan('1600'),
            billedEmployee: yuan('800'),
          }),
        ],
      },
      [
        ['previousDifference', 'asked', 3],
        ['previousDifference', 'asked', -2400],
      ],
    ],
    [
      '垫付归还、异议抵减与上期结余',
      {
        items: [],
        contributions: [],
        advances: [{ id: newId(), outstanding: yuan('500'), dueOn: plainDate('2026-11-20') }],
        credits: [
          {
            lineId: newId(),
            kind: 'serviceFee',
            credit: yuan('10'),
            employmentId: wang,
            cityCode: '110000',
            costCentre: '华北',
          },
        ],
        carried: [{ billId: newId(), legalEntityId: entity, isHeld: false, amount: yuan('-7') }],
      },
      [
        ['credit', 'asked', -10],
        ['tax', 'asked', -0.6],
        ['advance', 'asked', 500],
        ['credit', 'asked', -7],
      ],
    ],
    [
      '按笔：办结的订单行',
      {
        contributions: [],
        items: [item({ item: 'certificate', priceKind: 'perCase', price: yuan('50') })],
        cases: [
          {
            orderLineId: newId(),
            orderId: order,
            item: 'certificate',
            service: 'certificate',
            employmentId: li,
            period: november,
          },
        ],
      },
      [
        ['serviceFee', 'asked', 50],
        ['tax', 'asked', 3],
      ],
    ],
    [
      '按比例不足最低收费时收最低',
      {
        items: [
          item({ priceKind: 'percent', price: null, rate: rate('0.01'), minimum: yuan('50') }),
        ],
      },
      [
        ['principal', 'asked', 2400],
        ['serviceFee', 'asked', 50],
        ['tax', 'asked', 3],
      ],
    ],
    [
      '按比例没有费款也收最低',
      {
        contributions: [],
        items: [
          item({ priceKind: 'percent', price: null, rate: rate('0.01'), minimum: yuan('50') }),
        ],
      },
      [
        ['serviceFee', 'asked', 50],
        ['tax', 'asked', 3],
      ],
    ],
  ];
  for (const [title, changed, expected] of cases) {
    test(title, () => assert.deepEqual(told(drawUp(factsOf(changed)).lines), expected));
  }

  test('不知道的写出来，不当作零', () => {
    const { lines, findings } = drawUp(
      factsOf({
        contributions: [
          contribution({ kind: 'medical', registrationId: own!, lateFee: yuan('9') }),
        ],
        items: [
          item({ item: 'payroll', priceKind: 'percent', price: null, rate: rate('0.01') }),
          item({ item: 'certificate', price: yuan('2') }),
        ],
        terms: {
          ...factsOf().terms,
          tax: null,
          disabledFund: [{ cityCode: '110000', perHead: null, source: '尚未公布' }],
        },
      }),
    );
    assert.deepEqual(findings, [
      { code: 'lateFeeBearerUnknown', count: 1 },
      { code: 'contributionUnknown', count: 1 },
      { code: 'orderMissing', count: 1 },
      { code: 'disabledFundUnknown', count: 1 },
      { code: 'priceBaseUnknown', count: 1 },
      { code: 'taxUnknown', count: 1 },
    ]);
    assert.ok(!lines.some(({ kind }) => kind === 'tax' || kind === 'disabledEmploymentFund'));
  });
});

describe('收款方式定到期日', () => {
  const dueDays = (items: readonly AgreedItem[]) => {
    const bill = drawUp(factsOf({ items }));
    const fees = bill.lines.filter(({ kind }) => kind === 'serviceFee');
    const [principal] = bill.lines.filter(({ kind }) => kind === 'principal');
    return [bill.dueOn, principal!.dueOn, ...fees.map(({ dueOn }) => dueOn)];
  };
  const certificate = { item: 'certificate' as const, price: yuan('2') };
  const cases: [string, readonly AgreedItem[], string[]][] = [
    ['预收：当月约定的日子', [item({})], ['2026-11-05', '2026-11-05', '2026-11-05']],
    [
      '后收：月末之后约定的天数',
      [item({ collection: 'postpaid' })],
      ['2026-12-10', '2026-12-10', '2026-12-10'],
    ],
    [
      '垫付：订单自己的天数',
      [item({ collection: 'advance', advanceDays: 20 })],
      ['2026-12-20', '2026-12-20', '2026-12-20'],
    ],
    ['没有订单的，按条款', [], ['2026-11-05', '2026-11-05']],
    [
      '一份账单里各按各的订单，账单按最早的',
      [item({ collection: 'advance', advanceDays: 20 }), item(certificate)],
      ['2026-11-05', '2026-12-20', '2026-12-20', '2026-11-05', '2026-11-05'],
    ],
  ];
  for (const [title, items, expected] of cases) {
    test(title, () => assert.deepEqual(dueDays(items), expected));
  }
});

describe('残保金', () => {
  const insured = [wang, li].map((employmentId) => ({
    employmentId,
    registrationId: provided!,
    registrationKind: 'socialInsurance' as const,
    cityCode: '110000',
  }));
  const duty = {
    heads: 100,
    disabledHeads: 0,
    averageWage: yuan('120000.05'),
    localAverageWage: null,
    ratio: rate('0.015'),
  };
  type Rule = Facts['terms']['disabledFund'][number];
  const of = (rule: Partial<Rule>, changed: Partial<Facts> = {}) => {
    const one = { cityCode: '110000', perHead: null, source: '人事确认', ...rule };
    const terms = { ...factsOf().terms, tax: null, disabledFund: [one] };
    return drawUp(factsOf({ items: [], contributions: [], insured, terms, ...changed }));
  };
  const amounts = (lines: readonly NewLine[]) => lines.map(({ amount }) => amount);

  test('按约定的人均：每人一行；按年的只在约定的月份', () => {
    assert.deepEqual(amounts(of({ perHead: yuan('95.50') }).lines), [yuan('95.50'), yuan('95.50')]);
    const yearly = { perHead: yuan('1200'), yearlyIn: 11 };
    assert.deepEqual(amounts(of(yearly).lines), [yuan('1200'), yuan('1200')]);
    assert.deepEqual(of({ ...yearly, yearlyIn: 9 }).lines, []);
    assert.deepEqual(of({ perHead: zeroFen }).lines, []);
  });

  test('按法定公式预提：十二个月合起来等于全年，每月分到人一分不差', () => {
    const year = yuan('162000.07');
    let total = zeroFen;
    for (let month = 1; month <= 12; month += 1) {
      const period = payPeriod(`2026-${String(month).padStart(2, '0')}`);
      const { lines, findings } = of({ duty }, { period });
      assert.equal(lines.length, 2);
      assert.ok(!findings.some(({ code }) => code === 'disabledFundUnknown'));
      total = sum([total, ...amounts(lines)]);
    }
    assert.equal(total, year);
    assert.equal(sum(amounts(of({ duty, yearlyIn: 11 }).lines)), year);
  });

  test('行上写明算式、依据与标记', () => {
    const [line] = of({ duty }).lines;
    assert.deepEqual(
      [
        line!.facts.heads,
        line!.facts.share,
        line!.facts.yearly,
        line!.facts.source,
        line!.facts.cap,
      ],
      ['100', '0.90', '162000.07', '人事确认', 'unknown'],
    );
    assert.match(line!.facts.figures!, /（未核）；.*（转载）/);
    assert.match(line!.facts.article!, /财税〔2015〕72号/);
  });

  test('没有人参保的月份，全年的也要收，不分到人', () => {
    const [line] = of({ duty, yearlyIn: 11 }, { insured: [] }).lines;
    assert.deepEqual([line!.employmentId, line!.amount], [null, yuan('162000.07')]);
  });

  const unknowns: [string, Partial<Rule>, Partial<Facts>][] = [
    ['什么都没写', {}, {}],
    ['省的比例不知道', { duty: { ...duty, ratio: null } }, {}],
    ['优惠到期以后', { duty }, { period: payPeriod('2028-01') }],
  ];
  for (const [title, rule, changed] of unknowns) {
    test(`不知道：${title}`, () => {
      const { lines, findings } = of(rule, changed);
      assert.deepEqual(lines, []);
      assert.deepEqual(
        findings.filter(({ code }) => code === 'disabledFundUnknown'),
        [{ code: 'disabledFundUnknown', count: 2 }],
      );
    });
  }
});

describe('离职后的差额由谁承担', () => {
  const october = payPeriod('2026-10');
  const gone = { ...person(wang, '王芳', '华北'), endsOn: plainDate('2026-09-30') };
  const corrected = contribution({
    billMonth: october,
    employer: yuan('1603'),
    employee: yuan('801'),
    billedEmployer: yuan('1600'),
    billedEmployee: yuan('800'),
    billedLineId: newId(),
  });
  const supplement = contribution({
    type: 'difference',
    employer: yuan('57.66'),
    employee: yuan('22.68'),
  });
  const of = (
    bearer: LeaverBearer | null,
    one: ContributionFact,
    who: PersonFact = gone,
  ): readonly NewLine[] =>
    drawUp(
      factsOf({
        contributions: [one],
        items: [],
        insured: [],
        people: new Map([[wang, who]]),
        leaverBearers: new Map(bearer ? [[provided!, bearer]] : []),
      }),
    ).lines;

  const cases: [
    string,
    LeaverBearer | null,
    ContributionFact,
    PersonFact | undefined,
    [string, string, number][],
  ][] = [
    ['方案写客户：照常收', 'client', corrected, gone, [['previousDifference', 'asked', 4]]],
    ['没有方案：照常收', null, corrected, gone, [['previousDifference', 'asked', 4]]],
    ['方案写服务商：不收', 'provider', corrected, gone, [['previousDifference', 'borne', 4]]],
    [
      '方案写本人：个人部分向本人收，单位部分仍由客户承担',
      'person',
      corrected,
      gone,
      [
        ['previousDifference', 'asked', 3],
        ['previousDifference', 'person', 1],
      ],
    ],
    [
      '离职月之后才出的补差也一样',
      'person',
      supplement,
      gone,
      [
        ['difference', 'asked', 57.66],
        ['difference', 'person', 22.68],
      ],
    ],
    [
      '还在职、或离职当月的补差，由客户承担',
      'provider',
      supplement,
      { ...gone, endsOn: plainDate('2026-11-15') },
      [['difference', 'asked', 80.34]],
    ],
    [
      '从没收过的本金不是差额',
      'provider',
      { ...corrected, billedEmployer: zeroFen, billedEmployee: zeroFen, billedLineId: null },
      gone,
      [['previousDifference', 'asked', 2404]],
    ],
    [
      '批次后来收了：账单收过的退给客户',
      'person',
      { ...corrected, runId: newId() },
      gone,
      [['previousDifference', 'asked', -2400]],
    ],
    [
      '已由服务商承担、或已向本人收的，不再出现',
      'client',
      { ...corrected, forgoneEmployer: yuan('3'), forgoneEmployee: yuan('1') },
      gone,
      [],
    ],
    [
      '补缴另有责任方，不按离职差额',
      'provider',
      { ...supplement, type: 'backContribution' },
      gone,
      [['backContribution', 'asked', 80.34]],
    ],
  ];
  for (const [title, bearer, one, who, expected] of cases) {
    test(title, () => assert.deepEqual(told(of(bearer, one, who)), expected));
  }

  test('本人还了或免了的，下期由客户承担', () => {
    const claim = {
      id: newId(),
      billId: newId<'cbl'>(),
      employmentId: wang,
      legalEntityId: entity,
      amount: yuan('22.68'),
    };
    const { lines } = drawUp(
      factsOf({ contributions: [], items: [], insured: [], claims: [claim] }),
    );
    assert.deepEqual(told(lines), [['previousDifference', 'asked', 22.68]]);
    assert.equal(lines[0]!.sourceBillId, claim.billId);
  });
});

describe('账单的规律', () => {
  const amount = fc.integer({ min: 0, max: 5_000_000 }).map((value) => fen(value));
  const months = ['2026-09', '2026-10', '2026-11'].map((one) => payPeriod(one));

  /** An estimate a month, corrected before each of the later bills; a run may step in between. */
  test('预估 + 上期差额 = 机构实收；什么都不收两次，也不漏', () => {
    const history = fc.record({
      values: fc.array(fc.tuple(amount, amount), { minLength: 3, maxLength: 3 }),
      chargedFrom: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(history, { minLength: 1, maxLength: 6 }), (people) => {
        const ids = people.map(() => newId<'emp'>());
        const billed = new Map<string, { employer: Fen; employee: Fen }>();
        const keys = new Set<string>();
        months.forEach((period, at) => {
          const contributions = people.flatMap(({ values, chargedFrom }, index) => {
            const [employer, employee] = values[at]!;
            const sofar = billed.get(ids[index]!) ?? { employer: zeroFen, employee: zeroFen };
            return contribution({
              employmentId: ids[index]!,
              billMonth: months[0]!,
              employer,
              employee,
              billedEmployer: sofar.employer,
              billedEmployee: sofar.employee,
              billedLineId: newId<'cbn'>(),
              runId: at >= chargedFrom ? newId<'run'>() : null,
            });
          });
          const bill = drawUp(factsOf({ period, contributions, items: [], insured: [] }));
          assert.equal(
            bill.amount,
            sum(bill.lines.filter((l) => l.settlement === 'asked').map((l) => l.amount)),
          );
          for (const line of bill.lines) {
            assert.ok(!keys.has(line.sourceKey), line.sourceKey);
            keys.add(line.sourceKey);
            if (line.settlement !== 'asked') continue;
            const before = billed.get(line.employmentId!) ?? {
              employer: zeroFen,
              employee: zeroFen,
            };
            billed.set(line.employmentId!, {
              employer: add(before.employer, line.employer),
              employee: add(before.employee, line.employee),
            });
          }
        });
        people.forEach(({ values, chargedFrom }, index) => {
          const [employer, employee] = chargedFrom <= 2 ? [zeroFen, zeroFen] : values[2]!;
          const asked = billed.get(ids[index]!) ?? { employer: zeroFen, employee: zeroFen };
          assert.deepEqual(asked, { employer, employee });
        });
      }),
    );
  });

  test('不管方案怎么改：收的 + 服务商承担的 + 向本人收的 = 机构实收', () => {
    const bearer = fc.constantFrom<LeaverBearer>('client', 'provider', 'person');
    const month = fc.tuple(amount, amount, bearer);
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 5 }), (history) => {
        const sums = { employer: zeroFen, employee: zeroFen };
        const forgone = { employer: zeroFen, employee: zeroFen };
        const gone = { ...person(wang, '王芳', '华北'), endsOn: plainDate('2026-08-31') };
        let period = months[0]!;
        for (const [employer, employee, who] of history) {
          const bill = drawUp(
            factsOf({
              period,
              items: [],
              insured: [],
              people: new Map([[wang, gone]]),
              leaverBearers: new Map([[provided!, who]]),
              contributions: [
                contribution({
                  billMonth: months[0]!,
                  employer,
                  employee,
                  billedEmployer: sums.employer,
                  billedEmployee: sums.employee,
                  forgoneEmployer: forgone.employer,
                  forgoneEmployee: forgone.employee,
                  billedLineId: period === months[0] ? null : newId(),
                }),
              ],
            }),
          );
          assert.equal(new Set(bill.lines.map((l) => l.sourceKey)).size, bill.lines.length);
          for (const line of bill.lines) {
            const side = line.settlement === 'asked' ? sums : forgone;
            side.employer = add(side.employer, line.employer);
            side.employee = add(side.employee, line.employee);
          }
          assert.equal(add(sums.employer, forgone.employer), employer);
          assert.equal(add(sums.employee, forgone.employee), employee);
          period = addMonths(period, 1);
        }
      }),
    );
  });

  test('按比例的费用分到人、税分到城市与成本中心，合起来一分不差', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 200_000 }),
        (amounts, ppm) => {
          const ids = amounts.map(() => newId<'emp'>());
          const people = ids.map((id, index) => person(id, `员工${index}`, `中心${index % 3}`));
          const bill = drawUp(
            factsOf({
              people: new Map(people.map((one) => [one.employmentId, one])),
              insured: [],
              contributions: ids.map((employmentId, index) =>
                contribution({ employmentId, employer: amounts[index]!, employee: zeroFen }),
              ),
              items: [item({ priceKind: 'percent', price: null, rate: ppm as never })],
            }),
          );
          const of = (kind: NewLine['kind']) =>
            sum(bill.lines.filter((line) => line.kind === kind).map((line) => line.amount));
          const fee = fen(Math.floor((sum(amounts) * ppm * 2 + 1_000_000) / 2_000_000));
          assert.equal(of('serviceFee'), fee);
          assert.equal(of('tax'), fen(Math.floor((fee * 12 + 100) / 200)));
        },
      ),
    );
  });

  test('到款先抵我方欠款，核销不多不少', () => {
    const due = fc
      .tuple(fc.boolean(), fc.integer({ min: -1000, max: 1000 }))
      .map(([isHeld, asked]): Due => ({
        legalEntityId: newId(),
        isHeld,
        asked: fen(asked),
        applied: zeroFen,
      }));
    fc.assert(
      fc.property(
        fc.array(due, { maxLength: 8 }),
        fc.integer({ min: 0, max: 3000 }),
        (dues, pay) => {
          const start = applyMoney(dues, zeroFen);
          assert.equal(sum(start.map(({ applied }) => applied)), 0);
          const open = sum(start.map(({ asked, applied }) => subtract(asked, applied)));
          assert.equal(open, sum(dues.map(({ asked }) => asked)));
          const paid = fen(Math.min(pay, Math.max(open, 0)));
          const after = applyMoney(start, paid);
          assert.equal(sum(after.map(({ applied }) => applied)), paid);
          for (const { asked, applied } of after) {
            assert.ok(Math.min(asked, 0) <= applied && applied <= Math.max(asked, 0));
          }
        },
      ),
    );
  });
});
