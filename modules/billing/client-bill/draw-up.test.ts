import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  add,
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
import { applyMoney } from './apply-money.ts';
import type { AgreedItem, ContributionFact, Facts, NewLine, PersonFact } from './client-bill.ts';
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
  billedLineId: null,
  billedLateFeeLineId: null,
  bearer: null,
  ...changed,
});

function factsOf(changed: Partial<Facts> = {}): Facts {
  const people = [person(wang, '王芳', '华北'), person(li, '李慧', '华东')];
  return {
    period: november,
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
    credits: [],
    carried: [],
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
