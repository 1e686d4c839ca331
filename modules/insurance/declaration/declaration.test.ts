import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { type EmploymentId, type RegistrationId, setEnrolment, stopEnrolment } from '@heyi/people';
import { castClient, castHouse, joiner, registration, valueOf } from '@heyi/people/testing';
import { type Job, type JobId, readSheet, runJob, type TenantId, textPdf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listContributionLines } from '../contribution-line/list-contribution-lines.ts';
import { listContributionMonths } from '../contribution-month/list-contribution-months.ts';
import { reopenContributionMonth } from '../contribution-month/reopen-contribution-month.ts';
import { startCollection } from '../contribution-month/start-collection.ts';
import { jobs } from '../jobs.ts';
import { castShop, type Shop } from '../testing.ts';
import type { DeclarationId } from './declaration.ts';
import { downloadDeclaration } from './download-declaration.ts';
import { fillDeclarationBy } from './fill-declaration.ts';
import { getDeclaration } from './get-declaration.ts';
import { listDeclarationRows } from './list-declaration-rows.ts';
import { listDeclarations } from './list-declarations.ts';
import { markDeclared } from './mark-declared.ts';
import { prepareDeclaration } from './prepare-declaration.ts';

let world: TestHost;
let house: Awaited<ReturnType<typeof castHouse>>;
before(async () => {
  world = await createTestHost('2026-11-03T01:00:00.000Z');
  house = await castHouse(world);
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;
const byKind = new Map(jobs.map((job) => [job.kind, job as Job]));
const period = payPeriod('2026-11');
const receipt = { name: '回执.pdf', type: 'application/pdf', content: Buffer.from('') };

/** One registration of the tests and what is done at it. */
class Unit {
  readonly tenant: TenantId;
  readonly registrationId: RegistrationId;

  constructor(tenant: TenantId, registrationId: RegistrationId) {
    this.tenant = tenant;
    this.registrationId = registrationId;
  }

  prepare(at = period) {
    const { tenant: tenantId, registrationId } = this;
    return world.as(tenantId, (tx) =>
      prepareDeclaration(tx, { tenantId, registrationId, period: at }),
    );
  }

  async run(jobId: JobId | null) {
    const task = { tenantId: this.tenant, jobId: jobId! };
    await runJob(world.host, byKind, task, new AbortController().signal);
  }

  async prepared(at = period) {
    const { id, jobId } = valueOf(await this.prepare(at));
    await this.run(jobId);
    return this.get(id);
  }

  async get(declarationId: DeclarationId) {
    const input = { tenantId: this.tenant, declarationId };
    return valueOf(await world.as(this.tenant, (tx) => getDeclaration(tx, input)));
  }

  async rows(declarationId: DeclarationId, show: 'all' | 'moved' | 'unknown' = 'all') {
    const input = { tenantId: this.tenant, declarationId, show };
    return valueOf(await world.as(this.tenant, (tx) => listDeclarationRows(tx, input))).rows;
  }

  async declare(declarationId: DeclarationId, officialNumber: string, file: object = {}) {
    const content = textPdf([officialNumber]);
    const upload = { ...receipt, content, ...file };
    const input = { tenantId: this.tenant, declarationId, officialNumber };
    return world.as(this.tenant, (tx) => markDeclared({ ...tx, upload }, input));
  }

  async states() {
    const listed = await world.as(this.tenant, (tx) => listContributionMonths(tx, { period }));
    const row = valueOf(listed).rows.find((one) => one.registrationId === this.registrationId)!;
    return [...new Set(row.months.map(({ state }) => state))];
  }

  month() {
    return { tenantId: this.tenant, registrationId: this.registrationId, period };
  }
}

async function enrol(
  tenant: TenantId,
  id: EmploymentId,
  registrationId: RegistrationId,
  base: string,
) {
  const input = {
    tenantId: tenant,
    employmentId: id,
    registrationId,
    fromPeriod: payPeriod('2026-01'),
    base: yuan(base),
  };
  valueOf(await world.as(tenant, (tx) => setEnrolment(tx, input)));
}

describe('单立户', () => {
  let shop: Shop;
  let unit: Unit;
  let first: EmploymentId;
  before(async () => {
    shop = await castShop(world, '华联');
    unit = new Unit(shop.tenant, shop.social);
    first = await shop.enrol('2026-01-05', '2026-01');
    await shop.enrol('2026-01-05', '2026-01');
  });

  test('没有这个单位户、没有这次申报', async () => {
    const other = new Unit(shop.tenant, newId<'reg'>());
    assert.equal(codeOf(await other.prepare()), 'registration.not_found');
    const declarationId = newId<'dcl'>();
    const input = { tenantId: shop.tenant, declarationId };
    for (const ask of [getDeclaration, listDeclarationRows, downloadDeclaration]) {
      const answer = await world.as(
        shop.tenant,
        (tx) => ask(tx, input) as Promise<{ ok: boolean }>,
      );
      assert.equal(codeOf(answer), 'declaration.not_found');
    }
    assert.equal(codeOf(await unit.declare(declarationId, 'X')), 'declaration.not_found');
  });

  test('生成名单：预扣入费款明细，月份为预估；正在生成时不能再生成', async () => {
    const { id, jobId } = valueOf(await unit.prepare());
    assert.equal(codeOf(await unit.prepare()), 'declaration.in_progress');
    const input = { tenantId: shop.tenant, declarationId: id };
    const early = await world.as(shop.tenant, (tx) => downloadDeclaration(tx, input));
    assert.equal(codeOf(early), 'declaration.not_prepared');
    assert.equal(codeOf(await unit.declare(id, 'R0')), 'declaration.not_prepared');
    await unit.run(jobId);
    const done = await unit.get(id);
    assert.deepEqual(
      [done.state, done.version, done.personCount, done.addedCount, done.unknownCount],
      ['prepared', 1, 2, 2, 0],
    );
    const lines = valueOf(
      await world.as(shop.tenant, (tx) =>
        listContributionLines(tx, { tenantId: shop.tenant, period }),
      ),
    );
    assert.equal(lines.totals!.employee, done.employee);
    assert.equal(lines.totals!.employer, done.employer);
    assert.ok(lines.rows.every(({ source }) => source === 'estimate'));
    assert.deepEqual(await unit.states(), ['estimated']);
    const [row] = await unit.rows(id);
    assert.deepEqual(
      row!.amounts.map(({ kind }) => kind),
      ['pension', 'unemployment', 'workInjury'],
    );
  });

  test('中途被杀，再跑一遍：接着做，人不重复', async () => {
    const { id, jobId } = valueOf(await unit.prepare());
    const before = await unit.get(id);
    const killed = { ...byKind.get('fill_declaration')! };
    let pages = 0;
    await assert.rejects(
      killed.run(
        {
          host: world.host,
          tenantId: shop.tenant,
          jobId: jobId!,
          transaction: async (work) => {
            const value = await world.as(shop.tenant, work);
            // The page of people is written; the finish is not.
            if ((pages += 1) === 3) throw new Error('断电');
            return value;
          },
          progress: async () => undefined,
          signal: new AbortController().signal,
        },
        { declarationId: id },
      ),
      /断电/,
    );
    assert.equal(before.state, 'preparing');
    assert.equal((await unit.rows(id)).length, 2);
    await unit.run(jobId);
    const done = await unit.get(id);
    assert.deepEqual([done.state, done.personCount, done.version], ['prepared', 2, 2]);
    const all = valueOf(
      await world.as(shop.tenant, (tx) => listDeclarations(tx, { tenantId: shop.tenant })),
    ).rows;
    assert.deepEqual(
      all.map(({ state }) => state),
      ['prepared', 'replaced'],
    );
  });

  test('申报名单是表格，证件号码完整', async () => {
    const [newest] = valueOf(
      await world.as(shop.tenant, (tx) => listDeclarations(tx, { tenantId: shop.tenant, period })),
    ).rows;
    const input = { tenantId: shop.tenant, declarationId: newest!.id };
    const file = valueOf(await world.as(shop.tenant, (tx) => downloadDeclaration(tx, input)));
    const rows: string[][] = [];
    await readSheet(file.body, {}, ({ cells }) => {
      rows.push(cells.map((cell) => cell?.text ?? ''));
    });
    assert.deepEqual(rows[1]!.slice(0, 3), ['姓名', '证件号码', '变动']);
    assert.match(rows[2]![1]!, /^\d{17}[\dX]$/);
    assert.equal(rows[2]![2], '新增');
  });

  test('登记已申报：不会报第二次，同一受理号只登记一次，坏回执拒绝', async () => {
    const [newest] = valueOf(
      await world.as(shop.tenant, (tx) => listDeclarations(tx, { tenantId: shop.tenant, period })),
    ).rows;
    const bad = async (file: object) => codeOf(await unit.declare(newest!.id, 'R1', file));
    assert.equal(await bad({ content: Buffer.alloc(0) }), 'file.empty');
    assert.equal(await bad({ name: 'a.exe', content: Buffer.from('MZ..') }), 'file.kind_refused');
    assert.equal(
      await bad({ content: Buffer.from('%PDF-1.4 nothing behind it') }),
      'evidence.unreadable',
    );
    const declared = valueOf(await unit.declare(newest!.id, 'R1'));
    assert.deepEqual([declared.state, declared.officialNumber], ['declared', 'R1']);
    assert.deepEqual(await unit.states(), ['declared']);
    assert.equal(codeOf(await unit.declare(newest!.id, 'R2')), 'declaration.declared_already');
  });

  test('没有变化的不用再报；有人停保，新一版只显示变化', async () => {
    assert.equal((await unit.prepared()).state, 'unchanged');
    const [enrolment] = await world.as(
      shop.tenant,
      (tx) => tx.sql<{ id: Id<'enr'> }>`
        select enrolment_id as id from people.enrolled_person
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and employment_id = ${first}`,
    );
    const ended = {
      tenantId: shop.tenant,
      enrolmentId: enrolment!.id,
      stopPeriod: payPeriod('2026-10'),
    };
    valueOf(await world.as(shop.tenant, (tx) => stopEnrolment(tx, ended)));
    const next = await unit.prepared();
    assert.deepEqual([next.state, next.personCount, next.removedCount], ['prepared', 1, 1]);
    assert.deepEqual(
      (await unit.rows(next.id, 'moved')).map(({ change }) => change),
      ['removed'],
    );
    assert.equal(codeOf(await unit.declare(next.id, 'R1')), 'declaration.number_taken');
    assert.equal((await unit.declare(next.id, 'R2')).ok, true);
  });

  test('扣款中、重开：状态不对时拒绝，没有月份时说明', async () => {
    const collect = (input: object) =>
      world.as(shop.tenant, (tx) => startCollection(tx, input as never));
    const reopen = (input: object) =>
      world.as(shop.tenant, (tx) =>
        reopenContributionMonth(tx, { ...input, reason: '税务更正账单' } as never),
      );
    const month = unit.month();
    const nowhere = { ...month, registrationId: newId<'reg'>() };
    const never = { ...month, period: payPeriod('2025-01') };
    for (const act of [collect, reopen]) {
      assert.equal(codeOf(await act(nowhere)), 'registration.not_found');
      assert.equal(codeOf(await act(never)), 'contribution_month.not_found');
    }
    assert.equal(codeOf(await reopen(month)), 'contribution_month.state_wrong');
    assert.equal((await collect(month)).ok, true);
    assert.deepEqual(await unit.states(), ['collecting']);
    assert.equal(codeOf(await collect(month)), 'contribution_month.state_wrong');
  });
});

test('大户：两个客户的人在一张名单上，费款各记各的', async () => {
  const social = await registration(world, world.host.houseId, house, 'socialInsurance');
  const clients = [
    await castClient(world, 'dispatch', '甲厂'),
    await castClient(world, 'dispatch', '乙厂'),
  ];
  for (const tenant of clients) {
    const { id } = await joiner(world, tenant, house);
    await enrol(tenant, id, social, '9000');
  }
  const unit = new Unit(world.host.houseId, social);
  const done = await unit.prepared();
  assert.deepEqual([done.state, done.personCount], ['prepared', 2]);
  const rows = await unit.rows(done.id);
  assert.deepEqual(rows.map(({ clientId }) => clientId).toSorted(), clients.toSorted());
  for (const tenantId of clients) {
    const lines = await world.as(tenantId, (tx) => listContributionLines(tx, { tenantId, period }));
    assert.equal(valueOf(lines).totals!.employee, done.employee / 2);
  }
  const input = { tenantId: world.host.houseId, declarationId: done.id };
  const file = valueOf(await world.as(world.host.houseId, (tx) => downloadDeclaration(tx, input)));
  assert.match(file.name, /2026-11_申报名单\.xlsx$/);
});

test('大户：一页装不下一个客户的人，两个单位户同时生成也不互等，人人在名单上一次', async () => {
  const units = [];
  for (const city of ['110000', '310000']) {
    const social = await registration(world, world.host.houseId, house, 'socialInsurance', city);
    units.push(new Unit(world.host.houseId, social));
  }
  const clients = [];
  for (const name of ['丙厂', '丁厂', '戊厂']) {
    const tenant = await castClient(world, 'dispatch', name);
    clients.push(tenant);
    for (let person = 0; person < 5; person += 1) {
      const { id } = await joiner(world, tenant, house);
      await enrol(tenant, id, units[person % 2]!.registrationId, '9000');
    }
  }
  const pages = new Map([['fill_declaration', fillDeclarationBy(2) as Job]]);
  const done = await Promise.all(
    units.map(async (unit) => {
      const { id, jobId } = valueOf(await unit.prepare());
      const task = { tenantId: unit.tenant, jobId: jobId! };
      await runJob(world.host, pages, task, new AbortController().signal);
      const { state, personCount } = await unit.get(id);
      const rows = await unit.rows(id);
      return [state, personCount, new Set(rows.map(({ employmentId }) => employmentId)).size];
    }),
  );
  assert.deepEqual(done, [
    ['prepared', 9, 9],
    ['prepared', 6, 6],
  ]);
  for (const tenantId of clients) {
    const lines = await world.as(tenantId, (tx) => listContributionLines(tx, { tenantId, period }));
    assert.equal(new Set(valueOf(lines).rows.map((line) => line.employmentId)).size, 5);
  }
});

test('没有数值的险种只计数，不当作零', async () => {
  const shop = await castShop(world, '珠海', '440400');
  await shop.enrol('2026-01-05', '2026-01');
  const unit = new Unit(shop.tenant, shop.social);
  const done = await unit.prepared(period);
  assert.equal(done.unknownCount, 2);
  assert.equal((await unit.rows(done.id, 'unknown')).length, 1);
});

test('生成名单一再中断而放弃：写明失败与原因，可以重新生成', async () => {
  const shop = await castShop(world, '中断');
  await shop.enrol('2026-01-05', '2026-01');
  const unit = new Unit(shop.tenant, shop.social);
  const { id, jobId } = valueOf(await unit.prepare());
  await world.as(
    shop.tenant,
    (tx) => tx.sql`
      update platform.job set starts = 25
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${jobId}`,
  );
  await unit.run(jobId);
  const failed = await unit.get(id);
  assert.deepEqual([failed.state, failed.failure], ['failed', 'job.gave_up']);
  const again = await unit.prepared();
  assert.deepEqual(
    [again.state, again.version, again.personCount, again.failure],
    ['prepared', 2, 1, null],
  );
});
