import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Fen, formatYuan, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { endEmployment, type EmploymentId, type RegistrationId, setEnrolment } from '@heyi/people';
import { castClient, castHouse, entity, joiner, registration, valueOf } from '@heyi/people/testing';
import { runJob, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { currentPolicy, openPolicy, type Policy, policyVersion } from '@heyi/statutory';
import { recordContributionLines } from './contribution-line/contribution-line.store.ts';
import type { NewLine } from './contribution-line/contribution-line.ts';
import { estimateContributions } from './contribution-line/estimate-contributions.ts';
import { insuredMonths } from './contribution-line/insured-month.store.ts';
import { listContributionLines } from './contribution-line/list-contribution-lines.ts';
import { MonthlyDues } from './contribution-line/monthly-dues.ts';
import { recordEstimates } from './contribution-line/record-estimates.ts';
import { listRegistrationsDue } from './cutoff/list-registrations-due.ts';
import { chargedIn } from './difference-run/charged.store.ts';
import { commitDifferences } from './difference-run/commit-differences.ts';
import { differencesOf } from './difference-run/difference-run.ts';
import {
  type DifferenceRunId,
  finishRun,
  insertDifferences,
} from './difference-run/difference-run.store.ts';
import { getDifferenceRun } from './difference-run/get-difference-run.ts';
import { listDifferenceLines } from './difference-run/list-difference-lines.ts';
import { listDifferencePeople } from './difference-run/list-difference-people.ts';
import { listDifferenceRuns } from './difference-run/list-difference-runs.ts';
import { previewDifferences } from './difference-run/preview-differences.ts';
import { jobs } from './jobs.ts';

type Unit = {
  tenant: TenantId;
  social: RegistrationId;
  medical: RegistrationId;
  fund: RegistrationId;
  join: (base: Fen, withFund?: boolean) => Promise<EmploymentId>;
};

let world: TestHost;
let unit: Unit;
before(async () => {
  world = await createTestHost();
  await castHouse(world);
  unit = await castUnit('华联');
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;
const period = payPeriod;

/** A client with a company and its three registrations in Beijing; people insured from January. */
async function castUnit(shortName: string): Promise<Unit> {
  const tenant = await castClient(world, 'agency', shortName);
  const company = (await entity(world, tenant, `${shortName}有限公司`)).id;
  const social = await registration(world, tenant, company, 'socialInsurance');
  const medical = await registration(world, tenant, company, 'medical');
  const fund = await registration(world, tenant, company, 'housingFund');
  const join = async (base: Fen, withFund = false) => {
    const { id } = await joiner(world, tenant, company);
    for (const registrationId of withFund ? [social, medical, fund] : [social, medical]) {
      const input = {
        tenantId: tenant,
        employmentId: id,
        registrationId,
        fromPeriod: period('2026-01'),
        base,
      };
      valueOf(await world.as(tenant, (tx) => setEnrolment(tx, input)));
    }
    return id;
  };
  return { tenant, social, medical, fund, join };
}

describe('测算', () => {
  test('北京两万、公积金12%：个人4,503.00，逐项有理由', async () => {
    const employmentId = await unit.join(yuan('20000'), true);
    const input = { tenantId: unit.tenant, employmentId, period: period('2026-11') };
    const estimate = valueOf(await world.as(unit.tenant, (tx) => estimateContributions(tx, input)));
    assert.equal(estimate.totals.employee, yuan('4503'));
    assert.deepEqual(
      estimate.lines.map(({ kind, employee }) => [kind, employee]),
      [
        ['pension', yuan('1600')],
        ['unemployment', yuan('100')],
        ['workInjury', 0],
        ['medical', yuan('403')],
        ['housingFund', yuan('2400')],
      ],
    );
    assert.deepEqual(estimate.unknown, []);
    assert.ok(estimate.lines.every(({ reasons }) => reasons.length === 2));
    assert.match(estimate.lines[0]!.reasons[1]!.textZh, /1600\.00元/);
  });

  test('没有这段用工关系、该月没有参保；没有数值的险种说明缺什么', async () => {
    const estimate = (employmentId: EmploymentId, month: string, tenantId = unit.tenant) => {
      const input = { tenantId, employmentId, period: period(month) };
      return world.as(tenantId, (tx) => estimateContributions(tx, input));
    };
    const id = await unit.join(yuan('8000'));
    assert.equal(codeOf(await estimate(newId<'emp'>(), '2026-11')), 'employment.not_found');
    assert.equal(codeOf(await estimate(id, '2025-12')), 'estimate.not_insured');
    const other = await castClient(world, 'agency', '别家');
    assert.equal(codeOf(await estimate(id, '2026-11', other)), 'employment.not_found');

    const tenant = await castClient(world, 'agency', '珠海');
    const company = (await entity(world, tenant, '珠海有限公司')).id;
    const zhuhai = await registration(world, tenant, company, 'socialInsurance', '440400');
    const { id: there } = await joiner(world, tenant, company);
    const enrol = {
      tenantId: tenant,
      employmentId: there,
      registrationId: zhuhai,
      fromPeriod: period('2026-01'),
      base: yuan('8000'),
    };
    valueOf(await world.as(tenant, (tx) => setEnrolment(tx, enrol)));
    const partial = valueOf(await estimate(there, '2026-06', tenant));
    assert.deepEqual(
      partial.lines.map(({ kind }) => kind),
      ['pension'],
    );
    assert.deepEqual(
      partial.unknown.map(({ kind }) => kind),
      ['unemployment', 'workInjury'],
    );
  });
});

describe('费款明细', () => {
  let employmentId: EmploymentId;
  before(async () => {
    employmentId = await unit.join(yuan('10000'));
  });

  function line(changed: Partial<NewLine> = {}): NewLine {
    return {
      employmentId,
      registrationId: unit.social,
      kind: 'pension',
      period: period('2026-05'),
      billPeriod: period('2026-05'),
      type: 'regular',
      source: 'estimate',
      base: yuan('10000'),
      employer: yuan('1600'),
      employee: yuan('800'),
      lateFee: yuan('0'),
      provisional: false,
      policyPin: '1.0.0',
      evidenceFileId: null,
      differenceRunId: null,
      ...changed,
    };
  }
  const bill = { source: 'officialBill', policyPin: null } as const;
  const record = (...lines: NewLine[]) =>
    world.as(unit.tenant, (tx) => recordContributionLines(tx, lines));
  const counting = async () => {
    const rows = await world.as(
      unit.tenant,
      (tx) => tx.sql<Record<string, unknown>>`
      select type, source, bill_month, employee_fen from insurance.contribution_line_month
       where employment_id = ${employmentId} and period = '2026-05' order by type, bill_month`,
    );
    return rows.map((row) => [row['type'], row['source'], row['bill_month'], row['employee_fen']]);
  };

  test('预扣 → 账单取代预扣 → 之后的预扣不再计入；同样的行再记一次不变', async () => {
    assert.deepEqual(await record(line()), { recorded: 1, kept: 0 });
    assert.deepEqual(await record(line()), { recorded: 0, kept: 1 });
    assert.deepEqual(await record(line({ employee: yuan('801') })), { recorded: 1, kept: 0 });
    assert.deepEqual(await counting(), [['regular', 'estimate', '2026-05', 80_100]]);
    const late = line({ ...bill, billPeriod: period('2026-06'), employee: yuan('805') });
    assert.deepEqual(await record(late), { recorded: 1, kept: 0 });
    assert.deepEqual(await counting(), [['regular', 'officialBill', '2026-06', 80_500]]);
    assert.deepEqual(await record(line({ employee: yuan('802') })), { recorded: 0, kept: 1 });
    const corrected = line({ ...bill, billPeriod: period('2026-06'), employee: yuan('806') });
    assert.deepEqual(await record(corrected), { recorded: 1, kept: 0 });
    assert.deepEqual(await counting(), [['regular', 'officialBill', '2026-06', 80_600]]);
  });

  test('补差、补缴与正常各自计入；两个账单月的补差互不取代', async () => {
    const difference = { type: 'difference', employee: yuan('5') } as const;
    await record(
      line({ ...difference, billPeriod: period('2026-08') }),
      line({ ...difference, billPeriod: period('2026-09') }),
    );
    assert.deepEqual((await counting()).length, 3);
    const page = valueOf(
      await world.as(unit.tenant, (tx) =>
        listContributionLines(tx, { tenantId: unit.tenant, employmentId, limit: 2 }),
      ),
    );
    assert.equal(page.rows.length, 2);
    assert.equal(page.totals!.employee, yuan('816'));
    const rest = valueOf(
      await world.as(unit.tenant, (tx) =>
        listContributionLines(tx, {
          tenantId: unit.tenant,
          employmentId,
          after: page.next!,
          limit: 500,
        }),
      ),
    );
    assert.equal(rest.totals, null);
    assert.equal(rest.rows.length + 2, 6);
    assert.equal(rest.rows.filter(({ superseded }) => superseded).length, 1);
  });

  test('别的客户看不到', async () => {
    const other = await castClient(world, 'agency', '窥探');
    const seen = await world.as(other, (tx) => listContributionLines(tx, { tenantId: other }));
    assert.deepEqual(valueOf(seen).rows, []);
  });
});

describe('补差：北京2026年基数8月公布、7月起算', () => {
  const known = openPolicy(`${policyVersion}@2026-08-01`);
  let floor: EmploymentId;
  let shop: Unit;
  before(async () => {
    shop = await castUnit('补差');
    floor = await shop.join(yuan('5000'));
    const rich: EmploymentId = await shop.join(yuan('20000'));
    const employmentIds: EmploymentId[] = [floor, rich];
    assert.ok(known.ok);
    const policy = known.value;
    for (const month of ['2026-07', '2026-08']) {
      const wanted = {
        policy,
        period: period(month),
        billPeriod: period(month),
        employmentIds,
      };
      const done = await world.as(shop.tenant, (tx) => recordEstimates(tx, wanted));
      assert.deepEqual(done, { recorded: 8, kept: 0, unknownCount: 0 });
    }
    // 基数在上下限之间的人没有差额；离职的人照样列出。
    const leave = {
      tenantId: shop.tenant,
      employmentId: floor,
      endsOn: plainDate('2026-10-30'),
      leavingReason: 'resignation' as const,
    };
    valueOf(await world.as(shop.tenant, (tx) => endEmployment(tx, leave)));
  });

  const byKind = new Map(jobs.map((one) => [one.kind, one as never]));
  const preview = (changed: object = {}) => {
    const input = {
      tenantId: shop.tenant,
      cityCode: '110000',
      fromPeriod: period('2026-07'),
      toPeriod: period('2026-08'),
      billPeriod: period('2026-09'),
      ...changed,
    };
    return world.as(shop.tenant, (tx) => previewDifferences(tx, input));
  };
  const calculate = async (changed: object = {}) => {
    const run = valueOf(await preview(changed));
    const task = { tenantId: shop.tenant, jobId: run.jobId! };
    await runJob(world.host, byKind, task, new AbortController().signal);
    return run.id;
  };
  const getRun = async (differenceRunId: DifferenceRunId) => {
    const input = { tenantId: shop.tenant, differenceRunId };
    return valueOf(await world.as(shop.tenant, (tx) => getDifferenceRun(tx, input)));
  };
  const commit = (differenceRunId: DifferenceRunId, at = shop.tenant) =>
    world.as(at, (tx) => commitDifferences(tx, { tenantId: at, differenceRunId }));

  test('拒绝：范围、月份、单位户、正在测算', async () => {
    assert.equal(codeOf(await preview({ cityCode: null })), 'difference_run.scope_missing');
    assert.equal(
      codeOf(await preview({ registrationId: shop.social })),
      'difference_run.scope_missing',
    );
    const reversed = { fromPeriod: period('2026-09'), toPeriod: period('2026-08') };
    assert.equal(codeOf(await preview(reversed)), 'difference_run.periods_reversed');
    assert.equal(
      codeOf(await preview({ billPeriod: period('2026-07') })),
      'difference_run.periods_reversed',
    );
    const foreign = { cityCode: null, registrationId: newId<'reg'>() };
    assert.equal(codeOf(await preview(foreign)), 'registration.not_found');
    const waiting = valueOf(await preview({ cityCode: '310000' }));
    assert.equal(codeOf(await preview({ cityCode: '310000' })), 'difference_run.in_progress');
    assert.equal(codeOf(await commit(waiting.id)), 'difference_run.not_calculated');
    assert.equal(codeOf(await commit(newId<'dfr'>())), 'difference_run.not_found');
    const task = { tenantId: shop.tenant, jobId: waiting.jobId! };
    await runJob(world.host, byKind, task, new AbortController().signal);
    assert.equal(codeOf(await commit(waiting.id)), 'difference_run.empty');
  });

  test('下限的人两个月：单位57.66、个人22.68；确认后计入，再测就没有差额', async () => {
    const id = await calculate();
    const run = await getRun(id);
    assert.equal(run.state, 'calculated');
    assert.deepEqual(run.totals, { employer: yuan('57.66'), employee: yuan('22.68'), lateFee: 0 });
    assert.deepEqual([run.personCount, run.lineCount, run.unknownCount], [1, 8, 0]);
    const input = { tenantId: shop.tenant, differenceRunId: id, limit: 500 };
    const lines = valueOf(await world.as(shop.tenant, (tx) => listDifferenceLines(tx, input))).rows;
    assert.ok(lines.every((line) => line.hasLeft && line.employmentId === floor));
    assert.deepEqual([lines[0]!.baseCharged, lines[0]!.baseDue], [yuan('7162'), yuan('7270')]);
    assert.match(lines[0]!.reasons[0]!.textZh, /补差/);
    for (const line of lines) {
      assert.equal(line.employeeDue - line.employeeCharged, line.employee);
      assert.equal(line.employerDue! - line.employerCharged!, line.employer);
    }
    const people = await world.as(shop.tenant, (tx) => listDifferencePeople(tx, input));
    assert.deepEqual(
      valueOf(people).rows.map(({ personName: _name, employeeNumber: _number, ...row }) => row),
      [
        {
          employmentId: floor,
          fromPeriod: '2026-07',
          toPeriod: '2026-08',
          lineCount: 8,
          hasLeft: true,
          employer: yuan('57.66'),
          employee: yuan('22.68'),
        },
      ],
    );
    const nobody = { ...input, employmentId: newId<'emp'>() };
    const none = await world.as(shop.tenant, (tx) => listDifferenceLines(tx, nobody));
    assert.deepEqual(valueOf(none).rows, []);
    const unknown = { ...input, differenceRunId: newId<'dfr'>() };
    const missing = await world.as(shop.tenant, (tx) => listDifferenceLines(tx, unknown));
    assert.equal(codeOf(missing), 'difference_run.not_found');
    const noPeople = await world.as(shop.tenant, (tx) => listDifferencePeople(tx, unknown));
    assert.equal(codeOf(noPeople), 'difference_run.not_found');

    const twin = await calculate();
    const other = await castClient(world, 'agency', '别家');
    assert.equal(codeOf(await commit(id, other)), 'difference_run.not_found');
    assert.equal(valueOf(await commit(id)).state, 'committed');
    assert.equal(codeOf(await commit(id)), 'difference_run.already_committed');
    assert.equal(codeOf(await commit(twin)), 'difference_run.outdated');
    const billed = await world.as(
      shop.tenant,
      (tx) => tx.sql`
      select sum(employer_fen)::int8 as employer, sum(employee_fen)::int8 as employee
        from insurance.contribution_line_month
       where tenant_id = ${shop.tenant} and type = 'difference' and bill_month = '2026-09'`,
    );
    assert.deepEqual(billed, [{ employer: 5766, employee: 2268 }]);
    assert.equal((await getRun(await calculate())).lineCount, 0);
    const all = await world.as(shop.tenant, (tx) =>
      listDifferenceRuns(tx, { tenantId: shop.tenant, limit: 2 }),
    );
    assert.notEqual(valueOf(all).next, null);
  });

  test('没有用工成本权限的人：个人部分照看，单位部分没有', async () => {
    const [run] = valueOf(
      await world.as(shop.tenant, (tx) =>
        listDifferenceRuns(tx, { tenantId: shop.tenant, limit: 500 }),
      ),
    ).rows.filter(({ state }) => state === 'committed');
    const reader = { permissions: new Set(['contribution:read']) };
    const input = { tenantId: shop.tenant, differenceRunId: run!.id };
    const seen = await world.as(shop.tenant, (tx) => getDifferenceRun(tx, input), reader);
    assert.deepEqual(valueOf(seen).totals, { employer: null, employee: yuan('22.68'), lateFee: 0 });
    const lines = await world.as(shop.tenant, (tx) => listDifferenceLines(tx, input), reader);
    for (const line of valueOf(lines).rows) {
      assert.deepEqual([line.employer, line.employerCharged, line.employerDue], [null, null, null]);
      assert.equal(line.reasons.length, 1);
      assert.equal(line.reasons[0]!.inputs['charged'], formatYuan(line.employeeCharged));
    }
    const people = await world.as(shop.tenant, (tx) => listDifferencePeople(tx, input), reader);
    assert.equal(valueOf(people).rows[0]!.employer, null);
    const own = await world.as(
      shop.tenant,
      (tx) => listContributionLines(tx, { tenantId: shop.tenant }),
      reader,
    );
    const { rows, totals } = valueOf(own);
    assert.ok(rows.length > 0 && rows.every((row) => row.employer === null && row.employee >= 0));
    assert.equal(totals!.employer, null);
  });

  test('两人同时确认同一次补差：只计入一次', async () => {
    const person = await shop.join(yuan('5000'));
    assert.ok(known.ok);
    const wanted = {
      policy: known.value,
      period: period('2026-07'),
      billPeriod: period('2026-07'),
      employmentIds: [person],
    };
    await world.as(shop.tenant, (tx) => recordEstimates(tx, wanted));
    const id = await calculate({ billPeriod: period('2026-10') });
    let second: ReturnType<typeof commit> | null = null;
    await world.as(shop.tenant, async (tx) => {
      assert.ok((await commitDifferences(tx, { tenantId: shop.tenant, differenceRunId: id })).ok);
      second = commit(id);
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    assert.equal(codeOf(await second!), 'difference_run.already_committed');
  });

  test('同一账单月里第二次补差：一行里是两次之和', async () => {
    const other = await castUnit('二次');
    const person = await other.join(yuan('5000'));
    assert.ok(known.ok);
    const month = {
      period: period('2026-07'),
      billPeriod: period('2026-07'),
      employmentIds: [person],
    };
    await world.as(other.tenant, (tx) => recordEstimates(tx, { policy: known.value, ...month }));
    const run = async () => {
      const input = {
        tenantId: other.tenant,
        registrationId: other.social,
        fromPeriod: period('2026-07'),
        toPeriod: period('2026-07'),
        billPeriod: period('2026-09'),
      };
      const started = valueOf(await world.as(other.tenant, (tx) => previewDifferences(tx, input)));
      const task = { tenantId: other.tenant, jobId: started.jobId! };
      await runJob(world.host, byKind, task, new AbortController().signal);
      return commit(started.id, other.tenant);
    };
    valueOf(await run());
    // 8月更正申报基数为9,000：7月还要再补。
    const enrol = {
      tenantId: other.tenant,
      employmentId: person,
      registrationId: other.social,
      fromPeriod: period('2026-07'),
      base: yuan('9000'),
    };
    valueOf(await world.as(other.tenant, (tx) => setEnrolment(tx, enrol)));
    valueOf(await run());
    const lines = await world.as(
      other.tenant,
      (tx) => tx.sql`
      select employee_fen from insurance.contribution_line_month
       where tenant_id = ${other.tenant} and kind = 'pension' and type = 'difference'`,
    );
    assert.deepEqual(lines, [{ employee_fen: 72_000 - 57_296 }]);
  });

  test('基数公布后又更正：第二次补差只计与第一次之差，重复的一分也没有', async () => {
    const other = await castUnit('更正');
    const person = await other.join(yuan('5000'));
    assert.ok(known.ok);
    const july = { period: period('2026-07'), billPeriod: period('2026-07') };
    const wanted = { policy: known.value, ...july, employmentIds: [person] };
    await world.as(other.tenant, (tx) => recordEstimates(tx, wanted));
    const start = async (billPeriod: string) => {
      const input = {
        tenantId: other.tenant,
        registrationId: other.social,
        fromPeriod: period('2026-07'),
        toPeriod: period('2026-07'),
        billPeriod: period(billPeriod),
      };
      return valueOf(await world.as(other.tenant, (tx) => previewDifferences(tx, input)));
    };
    const pensionOf = async (id: DifferenceRunId) => {
      const input = { tenantId: other.tenant, differenceRunId: id };
      const { rows } = valueOf(
        await world.as(other.tenant, (tx) => listDifferenceLines(tx, input)),
      );
      return rows.filter(({ kind }) => kind === 'pension').map((row) => row.employee);
    };

    // 第一次公布的下限是7,200：原按7,162，个人养老补3.04。
    const first = await start('2026-08');
    await world.as(other.tenant, async (tx) => {
      const at = { period: period('2026-07'), registrationIds: [other.social] };
      const months = await insuredMonths(tx, at.period, [person], other.social);
      const dues = new MonthlyDues(withFloor(yuan('7200')), at.period);
      const found = differencesOf(dues, at.period, months, await chargedIn(tx, at));
      await insertDifferences(tx, first.id, found.differences);
      await finishRun(tx, first.id, found.unknownCount);
    });
    assert.deepEqual(await pensionOf(first.id), [yuan('3.04')]);
    valueOf(await commit(first.id, other.tenant));

    // 更正为7,270，记入另一个账单月：只差5.60。
    const second = await start('2026-09');
    const task = { tenantId: other.tenant, jobId: second.jobId! };
    await runJob(world.host, byKind, task, new AbortController().signal);
    assert.deepEqual(await pensionOf(second.id), [yuan('5.60')]);
    valueOf(await commit(second.id, other.tenant));
    const billed = await world.as(
      other.tenant,
      (tx) => tx.sql`
      select bill_month as month, employee_fen as employee from insurance.contribution_line_month
       where tenant_id = ${other.tenant} and kind = 'pension' and type = 'difference'
       order by bill_month`,
    );
    assert.deepEqual(billed, [
      { month: '2026-08', employee: 304 },
      { month: '2026-09', employee: 560 },
    ]);

    // 补完以后，7月等于更正后的应缴：8% × 7,270。
    const third = await start('2026-10');
    const last = { tenantId: other.tenant, jobId: third.jobId! };
    await runJob(world.host, byKind, last, new AbortController().signal);
    assert.deepEqual(await pensionOf(third.id), []);
    assert.equal(codeOf(await commit(third.id, other.tenant)), 'difference_run.empty');
  });

  /** The figures of Beijing as they were published first: with another floor. */
  function withFloor(floor: Fen): Policy {
    const figure: Policy['figure'] = (key, on) => {
      const found = currentPolicy.figure(key, on);
      if (!found.ok || !key.startsWith('cn.social-insurance.110000.')) return found;
      const value = { ...(found.value.value as object), floor };
      return { ok: true, value: { ...found.value, value } } as typeof found;
    };
    return { ...currentPolicy, figure };
  }
});

describe('截止日', () => {
  test('北京25日：休息日提前到上一个工作日；客户再早三个工作日', async () => {
    const due = async (month: string) => {
      const { rows } = valueOf(
        await world.as(unit.tenant, (tx) => listRegistrationsDue(tx, { period: period(month) })),
      );
      return rows.filter((row) => row.tenantId === unit.tenant);
    };
    const november = await due('2026-11');
    const social = november.find(({ kind }) => kind === 'socialInsurance')!;
    assert.deepEqual(
      [social.officialCutoff, social.clientCutoff, social.workdaysLeft, social.clientShortName],
      ['2026-11-25', '2026-11-20', 3, '华联'],
    );
    assert.equal(social.provisional, true);
    const fund = november.find(({ kind }) => kind === 'housingFund')!;
    assert.deepEqual([fund.officialCutoff, fund.workdaysLeft], [null, null]);
    assert.equal(november.at(-1)!.kind, 'housingFund');
    const october = (await due('2026-10')).find(({ kind }) => kind === 'socialInsurance')!;
    assert.equal(october.officialCutoff, '2026-10-23');
    assert.equal(october.workdaysLeft, 0);
    const january = (await due('2026-01')).find(({ kind }) => kind === 'medical')!;
    assert.ok(january.enrolCount >= 3);
  });

  test('默认看本月', async () => {
    const { rows } = valueOf(await world.as(unit.tenant, (tx) => listRegistrationsDue(tx, {})));
    assert.equal(rows[0]!.officialCutoff, '2026-11-25');
    assert.equal(currentPolicy.version, policyVersion);
  });
});
