import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, parseId, plainDate, yuan } from '@heyi/kernel';
import { linkBankChannels } from '@heyi/payments';
import { addPayerAccount, openLyingBank } from '@heyi/payments/testing';
import { entity } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { castGigClient, openSandboxBeside } from '../testing/gig-client.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import { answered, castWithdrawals, settle } from '../testing/withdrawal-world.ts';
import { getWithdrawal } from '../withdrawal/get-withdrawal.ts';
import { createProgram } from './create-program.ts';
import { getProgramFunds } from './get-program-funds.ts';
import { listPrograms } from './list-programs.ts';
import type { Program } from './program.ts';
import { findPrograms } from './program.store.ts';
import { updateProgram } from './update-program.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

async function castProgram() {
  const client = await castGigClient(world);
  const { tenantId } = client;
  const [program] = await world.as(tenantId, (tx) => findPrograms(tx));
  return { client, tenantId, program: program! };
}

test('方案列表与修改：新条款从下一批起生效', async () => {
  const { tenantId, program } = await castProgram();
  const listed = await world.as(tenantId, (tx) => listPrograms(tx, { tenantId }));
  assert.deepEqual(
    listed.value.rows.map(({ id }) => id),
    [program.id],
  );
  const changed = { ...program, tenantId, programId: program.id, name: '直播结算二期' };
  const updated = await world.as(tenantId, (tx) => updateProgram(tx, changed));
  assert.equal(updated.ok && updated.value.name, '直播结算二期');
  const unknown = { ...changed, programId: newId<'prg'>() };
  const missing = await world.as(tenantId, (tx) => updateProgram(tx, unknown));
  assert.equal(missing.ok ? null : missing.failure.code, 'program.not_found');
});

const refused = [
  ['program.report_not_filed', { reportFiledOn: null }],
  ['program.report_not_filed', { reportFiledOn: plainDate('2026-11-24') }],
  ['program.limits_contradict', { withdrawalMin: yuan('10.00'), withdrawalMax: yuan('9.00') }],
  ['program.limits_contradict', { dayLimit: yuan('0.00') }],
  ['program.entity_taken', {}],
  ['payer_account.not_found', { payerAccountId: newId<'pac'>() }],
] as const;
for (const [code, change] of refused) {
  test(`方案不成立：${code} ${Object.keys(change).join()}`, async () => {
    const { tenantId, program } = await castProgram();
    const input = { ...program, tenantId, ...change };
    const made = await world.as(tenantId, (tx) => createProgram(tx, input));
    assert.equal(made.ok ? null : made.failure.code, code);
  });
}

test('沙箱方案要有自己的仿真银行账户；正式方案自选渠道，但不用沙箱的账户', async () => {
  const { client, tenantId, program } = await castProgram();
  const codeWith = async (environment: 'sandbox' | 'live', payerAccountId: Id<'pac'>) => {
    const { id: legalEntityId } = await entity(world, tenantId, `主体${newId()}`);
    const input = { ...program, tenantId, environment, legalEntityId, payerAccountId };
    const made = await world.as(tenantId, (tx) => createProgram(tx, input));
    return made.ok ? null : made.failure.code;
  };
  const { payerAccountId: sandboxAccount } = await openSandboxBeside(world, client);
  const real = openLyingBank({ clock: world.host.clock, code: 'real', isStandIn: false });
  linkBankChannels(world.host, [openLyingBank({ clock: world.host.clock }), real]);
  const { legalEntityId } = client;
  const add = (channel: string) =>
    addPayerAccount(world.host, tenantId, { legalEntityId, channel });
  const refusal = 'program.account_not_sandbox';
  assert.equal(await codeWith('sandbox', await add('file')), refusal);
  assert.equal(await codeWith('sandbox', await add('real')), refusal);
  const lives = await add('lying');
  assert.equal(await codeWith('live', lives), null);
  assert.equal(await codeWith('sandbox', lives), refusal);
  assert.equal(await codeWith('live', sandboxAccount), refusal);
  assert.equal(await codeWith('live', await add('real')), null);
});

test('劳务报酬预扣率表的方案不需要报送日期', async () => {
  const { tenantId, program } = await castProgram();
  const terms = { taxMethod: 'ordinaryLabour' as const, reportFiledOn: null };
  const changed = { ...program, ...terms, tenantId, programId: program.id };
  const updated = await world.as(tenantId, (tx) => updateProgram(tx, changed));
  assert.equal(updated.ok && updated.value.reportFiledOn, null);
  const back = { ...changed, taxMethod: 'platformCumulative' as const };
  const tomorrow = { ...back, reportFiledOn: plainDate('2026-11-24') };
  const early = await world.as(tenantId, (tx) => updateProgram(tx, tomorrow));
  assert.equal(early.ok ? null : early.failure.code, 'program.report_not_filed');
  const cumulative = { ...back, reportFiledOn: plainDate('2026-01-01') };
  assert.ok((await world.as(tenantId, (tx) => updateProgram(tx, cumulative))).ok);
});

test('改计税方法：本月扣过的，到月底仍按旧的；下月起按新的；退回、说明、证明都按各自的月', async () => {
  const cast = await castWithdrawals(world, {
    workers: 2,
    earned: '60000.00',
    program: { taxMethod: 'ordinaryLabour', reportFiledOn: null },
  });
  const { tenantId, programId } = cast.client;
  const [worker, other] = cast.workers;
  const taxOf = async (amount: string) => answered(await cast.ask(worker!, amount)).tax;
  const change = async (terms: Partial<Program>) => {
    const [program] = await world.as(tenantId, (tx) => findPrograms(tx));
    const input = { ...program!, ...terms, tenantId, programId };
    assert.ok((await world.as(tenantId, (tx) => updateProgram(tx, input))).ok);
  };
  const first = answered(await cast.ask(worker!, '5000.00'));
  assert.equal(first.tax, '800.00');
  const reportFiledOn = plainDate('2026-11-20');
  await change({ taxMethod: 'platformCumulative', reportFiledOn });
  await change({ gapReading: 'count-paid-months' });
  // 6,000 of the month less a fifth at 20 %, of which 800 was taken.
  assert.equal(await taxOf('1000.00'), '160.00');
  assert.equal(answered(await cast.ask(other!, '4000.00')).tax, '640.00', 'a month has one method');
  await verifyBooks(world, cast.client);
  world.clock.set('2026-12-10T01:00:00.000Z');
  // 16,000 of two months: 84.00, and 960.00 was withheld in the year.
  assert.equal(await taxOf('10000.00'), '0.00');
  world.clock.set('2027-01-10T01:00:00.000Z');
  assert.equal(await taxOf('10000.00'), '90.00');
  await settle(world, cast.client, [{ answer: first, state: 'failed' }]);
  const withdrawalId = parseId('wdr', first.id)!;
  const shown = await world.as(tenantId, (tx) => getWithdrawal(tx, { tenantId, withdrawalId }));
  assert.ok(shown.ok);
  assert.equal(shown.value.reasons[0]!.output['tax'], '800.00', 'by the method of its month');
  await change({ gapReading: 'count-calendar-months' });
  const proof = await verifyBooks(world, cast.client);
  assert.equal(proof.withdrawals, 5);
  const [kept] = await world.as(tenantId, (tx) => findPrograms(tx));
  assert.deepEqual(kept!.pastMethods, [
    {
      untilMonth: 24_322,
      taxMethod: 'ordinaryLabour',
      gapReading: 'restart-segment',
      lumpReading: 'notApplied',
    },
    {
      untilMonth: 24_324,
      taxMethod: 'platformCumulative',
      gapReading: 'count-paid-months',
      lumpReading: 'notApplied',
    },
  ]);
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('方案资金：未调拨、各条带、在途与可提现余额', async () => {
  const cast = await castWithdrawals(world, { workers: 3, funds: '10000.00' });
  const { tenantId, programId } = cast.client;
  for (const worker of cast.workers) answered(await cast.ask(worker, '1000.00'));
  const funds = await world.as(tenantId, (tx) => getProgramFunds(tx, { tenantId, programId }));
  assert.ok(funds.ok);
  const { unallotted, allotted, inFlight, withdrawable, stripes } = funds.value;
  assert.equal(unallotted + allotted, yuan('6940.00'));
  assert.equal(inFlight, yuan('3000.00'));
  assert.equal(withdrawable, yuan('57000.00'));
  assert.equal(stripes.length, 4);
  const unknown = { tenantId, programId: newId<'prg'>() };
  const missing = await world.as(tenantId, (tx) => getProgramFunds(tx, unknown));
  assert.equal(missing.ok ? null : missing.failure.code, 'program.not_found');
  await cast.collector.close();
});
