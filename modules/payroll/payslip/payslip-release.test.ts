import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { castClient, entity, valueOf } from '@heyi/people/testing';
import { createPrinter, type Printer, type TenantId } from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import { unlockRun } from '../lock/unlock-run.ts';
import { runView } from '../run/run-view.ts';
import { calculate, employee, lock, payMonth, unlockedRun } from '../testing/filing-world.ts';
import { confirmOwnPayslip } from './confirm-own-payslip.ts';
import { downloadPayslipOf } from './download-payslip.ts';
import { listOwnPayslips } from './list-own-payslips.ts';
import { listPayslipReleases } from './list-payslip-releases.ts';
import type { PayslipId } from './payslip.store.ts';
import { readOwnPayslip } from './read-own-payslip.ts';
import { releasePayslips } from './release-payslips.ts';
import { withdrawPayslips } from './withdraw-payslips.ts';

let world: TestHost;
let printer: Printer;
before(async () => {
  world = await createTestHost();
  printer = createPrinter({ workers: 1 });
});
after(async () => {
  await printer.close();
  await world.close();
});
beforeEach(() => world.clock.set('2026-11-26T01:00:00.000Z'));

const november = payPeriod('2026-11');

type Own = { personId: Id<'per'>; employmentId: Id<'emp'>; payslipId: PayslipId };

/** A paid month of two people. */
async function paidRun(name: string) {
  const tenantId = await castClient(world, 'agency', name);
  const { id: entityId } = await entity(world, tenantId, `${name}有限公司`);
  const month = [];
  for (const person of ['欧阳䶮', '程砚秋']) {
    const employmentId = await employee(world, tenantId, entityId, { name: person });
    month.push({ employmentId, basePay: yuan('12000'), base: yuan('12000') });
  }
  const runId = await payMonth(world, tenantId, november, month);
  const people = await ownersOf(tenantId, runId);
  return { tenantId, runId, first: people[0]!, second: people[1]! };
}

async function ownersOf(tenantId: TenantId, runId: Id<'run'>): Promise<Own[]> {
  return world.as(
    tenantId,
    (tx) => tx.sql<Own>`
    select e.person_id as "personId", e.employment_id as "employmentId", p.id as "payslipId"
      from payroll.locked_payslip p
      join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id and e.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
     order by e.person_name collate "C"`,
  );
}

const as = ({ personId }: Own) => ({ personId, permissions: new Set<string>() });

const seen = async (tenantId: TenantId, own: Own) =>
  valueOf(await world.as(tenantId, (tx) => listOwnPayslips(tx, { tenantId }), as(own))).rows;

test('未发布：本人看不到；立即发布后看到、已查看、已确认，单位承担不给员工看', async () => {
  const { tenantId, runId, first, second } = await paidRun('发布');
  const mine = { tenantId, payslipId: first.payslipId };
  const read = (own: Own) => world.as(tenantId, (tx) => readOwnPayslip(tx, mine), as(own));
  assert.deepEqual(await seen(tenantId, first), []);
  const hidden = await read(first);
  assert.equal(hidden.ok ? '' : hidden.failure.code, 'payslip.not_found');
  const step = async () => {
    const run = await world.as(tenantId, (tx) => runView(tx, runId));
    return run?.steps.find((one) => one.step === 'payslip')?.state;
  };
  assert.equal(await step(), 'waiting');

  const counts = valueOf(
    await world.as(tenantId, (tx) => releasePayslips(tx, { tenantId, runId })),
  );
  assert.deepEqual(counts, {
    people: 2,
    notReleased: 0,
    scheduled: 0,
    released: 2,
    read: 0,
    confirmed: 0,
    withdrawn: 0,
  });
  assert.equal(await step(), 'done');
  assert.deepEqual(
    (await seen(tenantId, first)).map(({ id, title }) => [id, title]),
    [[first.payslipId, '2026年11月工资']],
  );
  const early = await world.as(tenantId, (tx) => confirmOwnPayslip(tx, mine), as(first));
  assert.equal(early.ok ? '' : early.failure.code, 'payslip.not_read');
  const view = valueOf(await read(first));
  assert.equal(
    view.lines.some(({ group }) => group === 'employerContribution'),
    false,
  );
  assert.equal('employerCost' in view || 'employerContributions' in view, false);
  assert.ok(view.lines.some(({ group }) => group === 'ownContribution'));
  valueOf(await world.as(tenantId, (tx) => confirmOwnPayslip(tx, mine), as(first)));

  const others = await read(second);
  assert.equal(others.ok ? '' : others.failure.code, 'payslip.not_found');
  const notTheirs = await world.as(tenantId, (tx) => confirmOwnPayslip(tx, mine), as(second));
  assert.equal(notTheirs.ok ? '' : notTheirs.failure.code, 'payslip.not_found');
  const listed = valueOf(
    await world.as(tenantId, (tx) =>
      listPayslipReleases(tx, { tenantId, runId, state: 'confirmed' }),
    ),
  );
  assert.deepEqual(
    listed.rows.map(({ payslipId }) => payslipId),
    [first.payslipId],
  );
  assert.deepEqual([listed.counts.released, listed.counts.confirmed], [1, 1]);
});

test('本人下载自己已发布的 PDF，看不到单位承担；别人的和未发布的像没有一样', async () => {
  const { tenantId, runId, first, second } = await paidRun('本人下载');
  const download = downloadPayslipOf(printer);
  const mine = { tenantId, payslipId: first.payslipId };
  const before = await world.as(tenantId, (tx) => download(tx, mine), as(first));
  assert.equal(before.ok ? '' : before.failure.code, 'payslip.not_found');
  await world.as(tenantId, (tx) => releasePayslips(tx, { tenantId, runId }));
  const file = valueOf(await world.as(tenantId, (tx) => download(tx, mine), as(first)));
  const text = pdfText(await buffer(Readable.from([file.body])));
  assert.ok(text.includes('欧阳䶮') && !text.includes('单位承担'));
  const foreign = await world.as(tenantId, (tx) => download(tx, mine), as(second));
  assert.equal(foreign.ok ? '' : foreign.failure.code, 'payslip.not_found');
});

test('定时发布：到点才看得到；时间已过按立即；太远拒绝；撤回后看不到，再发布要重新查看', async () => {
  const { tenantId, runId, first } = await paidRun('定时');
  const only = { tenantId, runId, employmentIds: [first.employmentId] };
  const release = (at?: string) =>
    world.as(tenantId, (tx) => releasePayslips(tx, { ...only, ...(at && { at }) }));
  const far = await release('2027-06-01T00:00:00Z');
  assert.equal(far.ok ? '' : far.failure.code, 'payslip.release_too_late');
  const planned = valueOf(await release('2026-11-28T09:00:00+08:00'));
  assert.deepEqual([planned.scheduled, planned.notReleased], [1, 1]);
  assert.deepEqual(await seen(tenantId, first), []);
  world.clock.set('2026-11-28T01:00:01.000Z');
  assert.equal((await seen(tenantId, first)).length, 1);
  await world.as(
    tenantId,
    (tx) => readOwnPayslip(tx, { tenantId, payslipId: first.payslipId }),
    as(first),
  );

  const withdraw = () =>
    world.as(tenantId, (tx) => withdrawPayslips(tx, { ...only, reason: '奖金有误' }));
  assert.equal(valueOf(await withdraw()).withdrawn, 1);
  assert.deepEqual(await seen(tenantId, first), []);
  const twice = await withdraw();
  assert.equal(twice.ok ? '' : twice.failure.code, 'payslip.nobody_released');
  const again = valueOf(await release('2026-11-01T00:00:00Z'));
  assert.deepEqual([again.released, again.read, again.withdrawn], [1, 0, 0]);
});

test('解锁重算后：旧的发布不再有效，新工资条要重新发布', async () => {
  const { tenantId, runId, first } = await paidRun('重算');
  await world.as(tenantId, (tx) => releasePayslips(tx, { tenantId, runId }));
  assert.equal((await seen(tenantId, first)).length, 1);
  valueOf(await world.as(tenantId, (tx) => unlockRun(tx, { tenantId, runId, reason: '改错' })));
  assert.deepEqual(await seen(tenantId, first), []);
  await world.as(
    tenantId,
    (tx) => tx.sql`
    update payroll.run set state = 'collecting', calculation_id = null, pending_calculation_id = null
     where id = ${runId}`,
  );
  await calculate(world, tenantId, runId);
  await lock(world, tenantId, runId);
  assert.deepEqual(await seen(tenantId, first), []);
  const { counts } = valueOf(
    await world.as(tenantId, (tx) => listPayslipReleases(tx, { tenantId, runId })),
  );
  assert.deepEqual([counts.people, counts.notReleased], [2, 2]);
});

test('批次不在、未锁定、没有这些人：各有代码', async () => {
  const { tenantId, runId } = await paidRun('拒绝');
  const open = await unlockedRun(world, tenantId, payPeriod('2026-12'), []);
  const reason = '无';
  for (const [wanted, code] of [
    [newId<'run'>(), 'payroll_run.not_found'],
    [open, 'payroll_run.not_locked'],
  ] as const) {
    const input = { tenantId, runId: wanted };
    const answers = await world.as(tenantId, async (tx) => [
      await releasePayslips(tx, input),
      await withdrawPayslips(tx, { ...input, reason }),
      await listPayslipReleases(tx, input),
    ]);
    for (const answer of answers) assert.equal(answer.ok ? '' : answer.failure.code, code);
  }
  const nobody = await world.as(tenantId, (tx) =>
    releasePayslips(tx, { tenantId, runId, employmentIds: [newId<'emp'>()] }),
  );
  assert.equal(nobody.ok ? '' : nobody.failure.code, 'payslip.nobody');
  const other = await castClient(world, 'agency', '外家');
  const foreign = await world.as(other, (tx) => releasePayslips(tx, { tenantId: other, runId }));
  assert.equal(foreign.ok ? '' : foreign.failure.code, 'payroll_run.not_found');
});
