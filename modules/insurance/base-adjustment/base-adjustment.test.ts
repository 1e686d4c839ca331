import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Fen, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { type EmploymentId, stopEnrolment } from '@heyi/people';
import { castHouse, valueOf } from '@heyi/people/testing';
import { deliverEvents, listener, publish, storeFile, tenantCipher } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { getInsuranceChain } from '../task/get-insurance-chain.ts';
import { castShop, type Shop, submitTask, succeedTask } from '../testing.ts';
import { answerLinkedBase } from './answer-linked-base.ts';
import { applyBaseAdjustment } from './apply-base-adjustment.ts';
import { baseAdjustmentImport } from './base-adjustment-import.ts';
import type { AdjustmentId, AdjustmentView } from './base-adjustment.store.ts';
import { cancelBaseAdjustment } from './cancel-base-adjustment.ts';
import { confirmBaseRows } from './confirm-base-rows.ts';
import { createBaseAdjustment } from './create-base-adjustment.ts';
import { createBaseLink } from './create-base-link.ts';
import { listBaseAdjustments } from './list-base-adjustments.ts';
import { listBaseRows } from './list-base-rows.ts';
import type { BasesWanted } from './base-proposal.ts';
import { readLinkedBase } from './read-linked-base.ts';
import { takeBaseProposals } from './take-base-proposals.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  Object.assign(world.host, { publicUrl: 'https://heyi.example' });
  await castHouse(world);
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;

type Tx = Parameters<typeof listBaseAdjustments>[0];

class Adjusting {
  readonly shop: Shop;
  adjustmentId = newId<'bad'>();

  constructor(shop: Shop) {
    this.shop = shop;
  }

  run<T>(work: (tx: Tx) => Promise<T>, actor: object = {}): Promise<T> {
    return world.as(this.shop.tenant, work, actor);
  }

  get one() {
    return { tenantId: this.shop.tenant, adjustmentId: this.adjustmentId };
  }

  async create(period = '2026-07', changed: object = {}) {
    const { tenant: tenantId } = this.shop;
    const place = { regime: 'socialInsurance' as const, cityCode: '110000' };
    const days = { period: payPeriod(period), deadline: plainDate('2026-12-10') };
    const input = { tenantId, ...place, ...days, ...changed };
    const made = await this.run((tx) => createBaseAdjustment(tx, input));
    if (made.ok) this.adjustmentId = made.value.id;
    return made;
  }

  /** As the import engine does it: judged, then written. */
  async importBases(rows: readonly { name: string; documentNumber: string; averageWage: Fen }[]) {
    return this.run(async (tx) => {
      const numbered = rows.map((values, index) => ({ number: index + 2, values }));
      const kind = baseAdjustmentImport;
      const outcomes = await kind.judge(tx, this.adjustmentId, numbered as never);
      const accepted = numbered.flatMap((row, index) => {
        const outcome = outcomes[index]!;
        return 'plan' in outcome ? [{ ...row, plan: outcome.plan }] : [];
      });
      await kind.commit(tx, this.adjustmentId, accepted as never);
      return outcomes.map(({ outcome }) => outcome);
    });
  }

  async rows(show: 'all' | 'unconfirmed' | 'objected' = 'all') {
    return valueOf(await this.run((tx) => listBaseRows(tx, { ...this.one, show }))).rows;
  }

  async person(id: EmploymentId) {
    const [row] = await this.run(
      (tx) => tx.sql<{ personId: string; name: string }>`
        select person_id as "personId", person_name as name from people.payable_employment
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}`,
    );
    return row!;
  }

  /** What an opened link makes of its phone. */
  async phone(id: EmploymentId) {
    const { personId } = await this.person(id);
    const link = {
      id: newId<'plk'>(),
      sessionId: newId<'lks'>(),
      purpose: 'base',
      subjectKind: 'person',
      subjectId: personId,
      aboutId: this.adjustmentId,
    };
    return { link };
  }

  sign() {
    return this.run(async (tx) => {
      const content = Buffer.from('%PDF-1.4 签字名单');
      return (await storeFile(tx, { name: '签字名单.pdf', type: 'application/pdf', content })).id;
    });
  }

  async confirm(employmentIds: EmploymentId[] | null = null) {
    const fileId = await this.sign();
    return this.run((tx) => confirmBaseRows(tx, { ...this.one, fileId, employmentIds }));
  }

  apply(leaveOutUnconfirmed = false) {
    return this.run((tx) => applyBaseAdjustment(tx, { ...this.one, leaveOutUnconfirmed }));
  }
}

async function documentOf(adjusting: Adjusting, id: EmploymentId): Promise<string> {
  return adjusting.run(async (tx) => {
    const [row] = await tx.sql<{ sealed: Buffer }>`
      select document_sealed as sealed from people.payable_employment
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}`;
    return (await tenantCipher(tx)).open(row!.sealed);
  });
}

describe('年度基数调整', () => {
  test('发起 → 文件 → 本人确认与签字名单 → 生效：新基数、任务、往月差额', async () => {
    const adjusting = new Adjusting(await castShop(world, '年调'));
    const { shop } = adjusting;
    const ids: EmploymentId[] = [];
    for (let count = 0; count < 3; count += 1) ids.push(await shop.enrol('2024-03-01', '2024-03'));
    const made = valueOf(await adjusting.create());
    assert.deepEqual([made.personCount, made.changedCount, made.cityName], [3, 0, '北京']);

    const file = [];
    for (const [index, id] of ids.entries()) {
      const { name } = await adjusting.person(id);
      const averageWage = [yuan('12345.67'), yuan('9000'), yuan('400000')][index]!;
      file.push({ name, documentNumber: await documentOf(adjusting, id), averageWage });
    }
    const stranger = { ...file[0]!, documentNumber: '11010519491231002X' };
    const renamed = { ...file[0]!, name: '别人' };
    const zero = { ...file[0]!, averageWage: yuan('0') };
    const outcomes = await adjusting.importBases([...file, file[0]!, stranger, renamed, zero]);
    assert.deepEqual(outcomes, [
      'updated',
      'unchanged',
      'updated',
      'duplicate',
      'invalid',
      'invalid',
      'invalid',
    ]);

    // 第一人在手机上确认；第三人先有异议，改了文件后再由客户凭签字名单确认。
    const first = await adjusting.phone(ids[0]!);
    const own = valueOf(await adjusting.run((tx) => readLinkedBase(tx), first));
    assert.deepEqual([own.baseBefore, own.base], [yuan('9000'), yuan('12345.67')]);
    valueOf(await adjusting.run((tx) => answerLinkedBase(tx, { objection: null }), first));
    const third = await adjusting.phone(ids[2]!);
    const words = '我去年月均不到四万';
    valueOf(await adjusting.run((tx) => answerLinkedBase(tx, { objection: words }), third));
    assert.equal((await adjusting.rows('objected'))[0]!.objection, words);
    assert.equal((await adjusting.rows('unconfirmed')).length, 2);
    // 有异议的人不因签字名单一并确认。
    assert.equal(valueOf(await adjusting.confirm()).confirmedCount, 2);
    assert.equal(codeOf(await adjusting.apply()), 'base_adjustment.unconfirmed');
    assert.deepEqual(await adjusting.importBases([{ ...file[2]!, averageWage: yuan('40000') }]), [
      'updated',
    ]);
    assert.equal(valueOf(await adjusting.confirm([ids[2]!])).confirmedCount, 3);
    const ways = new Map((await adjusting.rows()).map((row) => [row.employmentId, row]));
    assert.deepEqual(
      ids.map((id) => ways.get(id)!.confirmedHow),
      ['person', 'client', 'client'],
    );

    const applied = valueOf(await adjusting.apply());
    assert.equal(applied.state, 'applied');
    assert.ok(applied.differenceRunId, '七月到十月已经过去，先测算差额');
    const tasksOf = async (employmentId: EmploymentId) => {
      const input = { tenantId: shop.tenant, employmentId };
      const chain = valueOf(await adjusting.run((tx) => getInsuranceChain(tx, input)));
      return chain.tasks.map((one) => [one.kind, one.askedPeriod, one.base, one.state]);
    };
    assert.deepEqual(await tasksOf(ids[0]!), [
      ['changeBase', '2026-07', yuan('12345.67'), 'pending'],
    ]);
    assert.deepEqual(await tasksOf(ids[1]!), []);
    // 同一次调整不能生效两次；生效后不能再确认、答复、取消，也不再接收文件。
    const over = 'base_adjustment.not_open';
    assert.equal(codeOf(await adjusting.apply()), over);
    assert.equal(codeOf(await adjusting.confirm()), over);
    const late = await adjusting.run((tx) => answerLinkedBase(tx, { objection: null }), first);
    assert.equal(codeOf(late), over);
    assert.equal(
      codeOf(await adjusting.run((tx) => cancelBaseAdjustment(tx, adjusting.one))),
      over,
    );
    const input = { ...adjusting.one, employmentId: ids[0]!, days: 7 };
    assert.equal(codeOf(await adjusting.run((tx) => createBaseLink(tx, input))), over);
    const refusal = await adjusting.run((tx) =>
      baseAdjustmentImport.refusal(tx, adjusting.adjustmentId),
    );
    assert.equal(refusal?.code, over);
    await deliverEvents(world.host, listeners);
    assert.equal((await tasksOf(ids[0]!)).length, 1);
  });

  test('年中才申报的年度基数：办成以后仍从七月起算，差额不再退回', async () => {
    const adjusting = new Adjusting(await castShop(world, '七月起'));
    const { shop } = adjusting;
    const id = await shop.enrol('2024-03-01', '2024-03');
    valueOf(await adjusting.create());
    const { name } = await adjusting.person(id);
    const documentNumber = await documentOf(adjusting, id);
    await adjusting.importBases([{ name, documentNumber, averageWage: yuan('12000') }]);
    valueOf(await adjusting.confirm());
    valueOf(await adjusting.apply());
    const chain = async () => {
      const input = { tenantId: shop.tenant, employmentId: id };
      return valueOf(await adjusting.run((tx) => getInsuranceChain(tx, input)));
    };
    const [task] = (await chain()).tasks;
    assert.deepEqual([task!.askedPeriod, task!.period], ['2026-07', '2026-11']);
    await adjusting.run((tx) => submitTask(tx, task!.id, { attempt: '1' }));
    const done = { officialNumber: 'J1', effectivePeriod: task!.period };
    assert.equal(codeOf(await adjusting.run((tx) => succeedTask(tx, task!.id, done))), 'ok');
    const bases = await adjusting.run(
      (tx) => tx.sql<{ month: string; fen: number }>`
        select b.from_period as month, b.base_fen as fen from people.enrolment_base b
          join people.enrolled_person e on e.shard_key = b.shard_key
           and e.tenant_id = b.tenant_id and e.enrolment_id = b.enrolment_id
         where b.tenant_id = ${shop.tenant} and e.employment_id = ${id} order by 1`,
    );
    assert.deepEqual(
      bases.map(({ month, fen }) => [month, fen]),
      [
        ['2024-03', 900_000],
        ['2026-07', 1_200_000],
      ],
    );
    assert.deepEqual((await chain()).tasks[0]!.period, '2026-07');
    await deliverEvents(world.host, listeners);
    assert.equal((await chain()).tasks.length, 1, '不再生成一次');
  });

  test('不含未确认人员：他们保留原基数', async () => {
    const adjusting = new Adjusting(await castShop(world, '未确认'));
    const id = await adjusting.shop.enrol('2024-03-01', '2024-03');
    valueOf(await adjusting.create('2026-12'));
    const { name } = await adjusting.person(id);
    const documentNumber = await documentOf(adjusting, id);
    await adjusting.importBases([{ name, documentNumber, averageWage: yuan('12000') }]);
    const applied: AdjustmentView = valueOf(await adjusting.apply(true));
    assert.deepEqual([applied.state, applied.differenceRunId], ['applied', null]);
    const input = { tenantId: adjusting.shop.tenant, employmentId: id };
    const chain = valueOf(await adjusting.run((tx) => getInsuranceChain(tx, input)));
    assert.deepEqual(chain.tasks, []);
  });

  test('拒绝：无人参保、已在进行、没有这次调整、没有文件；取消后可重新发起', async () => {
    const adjusting = new Adjusting(await castShop(world, '拒绝'));
    const id = await adjusting.shop.enrol('2024-03-01', '2024-03');
    const nobody = await adjusting.create('2026-07', { cityCode: '310000' });
    assert.equal(codeOf(nobody), 'base_adjustment.nobody_insured');
    valueOf(await adjusting.create());
    assert.equal(codeOf(await adjusting.create()), 'base_adjustment.open_already');
    const { one } = adjusting;
    const unknown = { ...one, adjustmentId: newId<'bad'>() as AdjustmentId };
    const fileId = newId<'fil'>();
    const answers = [
      await adjusting.run((tx) => listBaseRows(tx, unknown)),
      await adjusting.run((tx) => confirmBaseRows(tx, { ...unknown, fileId })),
      await adjusting.run((tx) =>
        applyBaseAdjustment(tx, { ...unknown, leaveOutUnconfirmed: true }),
      ),
      await adjusting.run((tx) => cancelBaseAdjustment(tx, unknown)),
      await adjusting.run((tx) => createBaseLink(tx, { ...unknown, employmentId: id, days: 7 })),
      await adjusting.run((tx) => readLinkedBase(tx), {
        link: { ...(await adjusting.phone(id)).link, aboutId: unknown.adjustmentId },
      }),
      await adjusting.run((tx) => answerLinkedBase(tx, { objection: null }), {
        link: { ...(await adjusting.phone(id)).link, subjectId: newId<'per'>() },
      }),
    ];
    assert.deepEqual(new Set(answers.map(codeOf)), new Set(['base_adjustment.not_found']));
    const gone = await adjusting.run((tx) =>
      baseAdjustmentImport.refusal(tx, unknown.adjustmentId),
    );
    assert.equal(gone?.code, 'base_adjustment.not_found');
    const noFile = await adjusting.run((tx) => confirmBaseRows(tx, { ...one, fileId }));
    assert.equal(codeOf(noFile), 'file.not_found');
    const input = { ...one, employmentId: id, days: 7 };
    const link = valueOf(await adjusting.run((tx) => createBaseLink(tx, input)));
    assert.match(link.url, /^https:\/\/heyi\.example\/me\/base#/);
    valueOf(await adjusting.run((tx) => cancelBaseAdjustment(tx, one)));
    valueOf(await adjusting.create());
    const { tenant: tenantId } = adjusting.shop;
    const { rows } = valueOf(await adjusting.run((tx) => listBaseAdjustments(tx, { tenantId })));
    assert.deepEqual(
      rows.map(({ state }) => state).toSorted((a, b) => (a < b ? -1 : 1)),
      ['cancelled', 'open'],
    );
  });

  test('已停保的人不在名单中', async () => {
    const adjusting = new Adjusting(await castShop(world, '停保'));
    const { shop } = adjusting;
    const stopped = await shop.enrol('2024-03-01', '2024-03');
    await shop.enrol('2024-03-01', '2024-03');
    const input = { tenantId: shop.tenant, employmentId: stopped };
    const chain = valueOf(await adjusting.run((tx) => getInsuranceChain(tx, input)));
    const { enrolmentId } = chain.enrolments[0]!;
    const stop = { tenantId: shop.tenant, enrolmentId, stopPeriod: payPeriod('2026-05') };
    valueOf(await adjusting.run((tx) => stopEnrolment(tx, stop)));
    assert.equal(valueOf(await adjusting.create()).personCount, 1);
  });
});

describe('工资数据的建议', () => {
  test('问工资模块；建议只放在一旁；采用后写明来源，已确认的不动', async () => {
    const one = new Adjusting(await castShop(world, '建议'));
    const first = await one.shop.enrol('2025-01-06', '2025-01');
    const second = await one.shop.enrol('2026-01-05', '2026-01');
    valueOf(await one.create());
    const asked: BasesWanted[] = [];
    const spy = listener<{ type: string; payload: BasesWanted }>({
      name: 'test.bases_wanted',
      type: 'base_proposals.wanted',
      run: async (_tx, wanted) => void asked.push(wanted),
    });
    await deliverEvents(world.host, [spy]);
    const mine = asked.find(({ adjustmentId }) => adjustmentId === one.adjustmentId)!;
    assert.deepEqual(
      [mine.period, mine.fromPeriod, mine.toPeriod, mine.employmentIds.toSorted()],
      ['2026-07', '2025-01', '2025-12', [first, second].toSorted()],
    );

    const take = (source: 'lastYearAverage' | 'agreedWage', employmentIds?: EmploymentId[]) =>
      one.run((tx) => takeBaseProposals(tx, { ...one.one, source, employmentIds }));
    assert.equal(codeOf(await take('agreedWage')), 'base_adjustment.nothing_proposed');
    const average = {
      employmentId: first,
      source: 'lastYearAverage' as const,
      amount: yuan('12345.67'),
      months: 11,
      fromPeriod: payPeriod('2025-02'),
      toPeriod: payPeriod('2025-12'),
    };
    const none = { months: null, fromPeriod: null, toPeriod: null };
    const agreed = [first, second].map((employmentId, index) => ({
      employmentId,
      source: 'agreedWage' as const,
      amount: yuan(index === 0 ? '12000' : '8000'),
      ...none,
    }));
    const { adjustmentId } = one;
    const found = { adjustmentId, proposals: [average, ...agreed] };
    const told = { type: 'base_proposals.found', payload: found };
    await one.run((tx) => publish(tx, told));
    await one.run((tx) => publish(tx, told));
    await deliverEvents(world.host, listeners);
    const shown = async () =>
      new Map((await one.rows()).map((row) => [row.employmentId, row] as const));
    const before = (await shown()).get(first)!;
    assert.deepEqual([before.source, before.base], ['present', yuan('9000')]);
    assert.deepEqual(
      before.proposals.map(({ source, amount, months, fromPeriod }) => [
        source,
        amount,
        months,
        fromPeriod,
      ]),
      [
        ['lastYearAverage', yuan('12345.67'), 11, '2025-02'],
        ['agreedWage', yuan('12000'), null, null],
      ],
    );
    assert.equal(valueOf(await take('lastYearAverage')).taken, 1);
    assert.equal(valueOf(await take('agreedWage', [second])).taken, 1);
    const rows = await shown();
    assert.deepEqual(
      [first, second].map((id) => [rows.get(id)!.base, rows.get(id)!.source]),
      [
        [yuan('12345.67'), 'lastYearAverage'],
        [yuan('8000'), 'agreedWage'],
      ],
    );
    assert.equal(
      codeOf(
        await one.run((tx) =>
          takeBaseProposals(tx, { ...one.one, adjustmentId: newId<'bad'>(), source: 'agreedWage' }),
        ),
      ),
      'base_adjustment.not_found',
    );
    valueOf(await one.run((tx) => cancelBaseAdjustment(tx, one.one)));
    assert.equal(codeOf(await take('agreedWage')), 'base_adjustment.not_open');
  });
});
