import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { arrearsContract, clientBillContract as contract, Output } from '@heyi/contract';
import { jobs, listeners, routes as insuranceRoutes } from '@heyi/insurance';
import { type Fen, type Id, newId, payPeriod, plainDate, sum, yuan, zeroFen } from '@heyi/kernel';
import { verifyLedger } from '@heyi/ledger';
import { type EntityId, setEnrolment } from '@heyi/people';
import { entity, joiner, registration, valueOf } from '@heyi/people/testing';
import {
  deliverEvents,
  inTransaction,
  type Job,
  publish,
  runJob,
  type TenantId,
  textPdf,
} from '@heyi/platform';
import { testActor } from '@heyi/platform/testing';
import { routes } from '../routes.ts';
import { type BillingWorld, createBillingWorld, holds } from '../testing/billing-world.ts';

type Bill = Output<typeof contract.getClientBill>;
type Line = Output<typeof contract.listClientBillLines>['rows'][number];
type Arrears = Output<typeof arrearsContract.listArrears>['rows'][number];

let billing: BillingWorld;
let house: TenantId;
let provider: EntityId;
const clients: TenantId[] = [];
const november = payPeriod('2026-11');
const december = payPeriod('2026-12');

before(async () => {
  billing = await createBillingWorld();
  const { world } = billing;
  house = world.host.houseId;
  provider = (await entity(world, house, '合一外包有限公司')).id;
  for (let index = 0; index < 3; index += 1) clients.push(await billing.client());
  for (const tenant of clients) {
    await act(tenant, 'setClientBillTerms', {
      fromPeriod: payPeriod('2026-01'),
      legalEntityId: provider,
      collection: 'prepaid',
      prepaidDay: 5,
      postpaidDays: 10,
      ownRegistrations: 'direct',
      tax: null,
      disabledFund: [],
    });
  }
});
after(() => billing.world.close());

const served = [...routes, ...insuranceRoutes];

async function act<T>(tenant: TenantId, operation: string, input: object = {}): Promise<T> {
  const route = served.find((one) => one.operation.id === operation)!;
  const upload = { name: '回执.pdf', type: 'application/pdf', content: textPdf([newId()]) };
  const answer = await billing.world.as(tenant, (tx) =>
    route.run({ ...tx, upload }, { tenantId: tenant, ...input } as never),
  );
  assert.ok(answer.ok, answer.ok ? '' : `${operation}: ${answer.failure.code}`);
  return answer.value as T;
}

/** A unit of the provider, a person of each client in it, declared, and its debit failed. */
async function inArrears(
  bases: readonly string[],
  responsibility: Arrears['responsibility'],
): Promise<Id<'reg'>> {
  const { world } = billing;
  const unit = await registration(world, house, provider, 'socialInsurance');
  for (const [index, base] of bases.entries()) {
    const tenant = clients[index]!;
    const { id } = await joiner(world, tenant, provider, { startsOn: '2026-10-08' });
    const enrolled = {
      tenantId: tenant,
      employmentId: id,
      registrationId: unit,
      fromPeriod: november,
      base: yuan(base),
    };
    valueOf(await world.as(tenant, (tx) => setEnrolment(tx, enrolled)));
  }
  const month = { registrationId: unit, period: november };
  const made = await act<{ id: Id<'dcl'>; jobId: Id<'job'> }>(house, 'prepareDeclaration', month);
  const kinds = new Map(jobs.map((job) => [job.kind, job as Job]));
  const task = { tenantId: house, jobId: made.jobId };
  await runJob(world.host, kinds, task, new AbortController().signal);
  await act(house, 'markDeclared', { declarationId: made.id, officialNumber: `R${made.id}` });
  await act(house, 'recordDebitFailure', {
    ...month,
    dueOn: plainDate('2026-11-10'),
    failedOn: plainDate('2026-11-11'),
    reason: '扣款余额不足',
    responsibility,
  });
  return unit;
}

/** As payroll tells it: a client's part was paid, or that was taken back. */
async function tell(
  type: 'contribution_payment.recorded' | 'contribution_payment.revoked',
  unit: Id<'reg'>,
  {
    client,
    paidOn,
    clientLateFee = zeroFen,
  }: { client: number; paidOn: string; clientLateFee?: Fen },
) {
  const payload = {
    contributionPaymentId: paymentOf(unit, client),
    registrationId: unit,
    registrationTenantId: house,
    contributionPeriod: november,
    amount: yuan('5000'),
    clientLateFee,
    paidOn: plainDate(paidOn),
  };
  await billing.world.as(clients[client]!, (tx) => publish(tx, { type, payload }));
  await deliverEvents(billing.world.host, listeners);
}

const payments = new Map<string, Id<'ctp'>>();
function paymentOf(unit: Id<'reg'>, client: number): Id<'ctp'> {
  const key = `${unit}/${client}`;
  if (!payments.has(key)) payments.set(key, newId<'ctp'>());
  return payments.get(key)!;
}

async function drawUp(tenant: TenantId, period = november): Promise<Bill> {
  const { id } = await act<{ id: Id<'cbl'> }>(tenant, 'drawUpClientBill', { period });
  return act(tenant, 'getClientBill', { clientBillId: id });
}

const confirm = (tenant: TenantId, { id, hash }: Bill) =>
  act(tenant, 'confirmClientBill', { clientBillId: id, hash });

async function lateFees(tenant: TenantId, { id }: Bill): Promise<Line[]> {
  const wanted = { clientBillId: id, kind: 'lateFee' };
  return (await act<{ rows: Line[] }>(tenant, 'listClientBillLines', wanted)).rows;
}

/** As operations sees it, over all clients. */
async function arrearsAt(unit: Id<'reg'>): Promise<Arrears> {
  const scope = { tenantIds: [house, ...clients], actor: testActor(), requestId: 'test' };
  const list = served.find(({ operation }) => operation.id === 'listArrears')!;
  const answer = await inTransaction(billing.world.host, scope, (tx) => list.run(tx, {} as never));
  assert.ok(answer.ok);
  const { rows } = answer.value as { rows: Arrears[] };
  return rows.find(({ registrationId }) => registrationId === unit)!;
}

describe('大户欠费结清进入客户账单', () => {
  let unit: Id<'reg'>;
  const november1: Bill[] = [];

  test('还没有结清的滞纳金谁也不收', async () => {
    unit = await inArrears(['9000', '6001'], 'client');
    const bill = await drawUp(clients[0]!);
    assert.deepEqual(await lateFees(clients[0]!, bill), []);
    await act(clients[0]!, 'withdrawClientBill', { clientBillId: bill.id, reason: '未结清' });
  });

  test('各客户按费款分摊，合起来一分不差；没有人参保的客户没有', async () => {
    await tell('contribution_payment.recorded', unit, { client: 0, paidOn: '2026-11-20' });
    await tell('contribution_payment.recorded', unit, { client: 1, paidOn: '2026-11-21' });
    await tell('contribution_payment.recorded', unit, { client: 1, paidOn: '2026-11-21' });
    const { lateFee } = await arrearsAt(unit);
    for (const tenant of clients) november1.push(await drawUp(tenant));
    const lines: Line[][] = [];
    for (const [index, bill] of november1.entries())
      lines.push(await lateFees(clients[index]!, bill));
    assert.equal(lines[2]!.length, 0);
    const [first, second] = [lines[0]![0]!, lines[1]![0]!];
    assert.equal(sum([first.amount, second.amount]), lateFee);
    assert.ok(first.amount > second.amount);
    assert.deepEqual(
      [first.settlement, first.registrationId, first.facts.reason, first.facts.settledOn],
      ['asked', unit, '扣款余额不足', '2026-11-21'],
    );
    assert.equal(first.source.arrearsId, (await arrearsAt(unit)).id);
  });

  test('确认后成为应付机构的钱；下期不再收', async () => {
    const tenant = clients[0]!;
    await confirm(tenant, november1[0]!);
    const keys = [
      { kind: 'clientDue' as const, legalEntityId: provider },
      { kind: 'contributionsPayable' as const, legalEntityId: provider, registrationId: unit },
    ];
    const [due, payable] = await billing.world.as(tenant, (tx) => holds(tx, keys));
    assert.equal(due, november1[0]!.amount);
    assert.ok(payable! > 0);
    const next = await drawUp(tenant, december);
    assert.deepEqual(await lateFees(tenant, next), []);
    await act(tenant, 'withdrawClientBill', { clientBillId: next.id, reason: '再出' });
  });

  test('缴款撤回：下期退回已收的；再缴，多出的天数补收', async () => {
    const tenant = clients[0]!;
    const [asked] = await lateFees(tenant, november1[0]!);
    await tell('contribution_payment.revoked', unit, { client: 1, paidOn: '2026-11-21' });
    const back = await drawUp(tenant, december);
    assert.deepEqual(
      (await lateFees(tenant, back)).map(({ amount }) => amount),
      [0 - asked!.amount],
    );
    await act(tenant, 'withdrawClientBill', { clientBillId: back.id, reason: '又缴了' });
    payments.delete(`${unit}/1`);
    await tell('contribution_payment.recorded', unit, { client: 1, paidOn: '2026-11-23' });
    const again = await drawUp(tenant, december);
    const [more] = await lateFees(tenant, again);
    const part = (await arrearsAt(unit)).parts.find(({ clientId }) => clientId === tenant)!;
    assert.equal(sum([asked!.amount, more!.amount]), part.lateFee);
    assert.ok(more!.amount > 0);
    await confirm(tenant, again);
    const sound = await billing.world.as(tenant, (tx) => verifyLedger(tx, { tenantId: tenant }));
    assert.deepEqual(valueOf(sound).differences, []);
  });
});

test('服务商承担的滞纳金：客户的账单上没有，内部看得到原因', async () => {
  const unit = await inArrears(['9000'], 'provider');
  await tell('contribution_payment.recorded', unit, { client: 0, paidOn: '2026-11-22' });
  const tenant = clients[0]!;
  const period = payPeriod('2027-01');
  const bill = await drawUp(tenant, period);
  const [line] = await lateFees(tenant, bill);
  assert.deepEqual(
    [line!.settlement, line!.facts.responsibility, line!.facts.reason],
    ['borne', 'provider', '扣款余额不足'],
  );
  assert.ok(bill.byKind.some(({ settlement }) => settlement === 'borne'));
  const finance = { ...testActor(), tenantId: tenant };
  const list = served.find(({ operation }) => operation.id === 'listClientBillLines')!;
  const get = served.find(({ operation }) => operation.id === 'getClientBill')!;
  const input = { tenantId: tenant, clientBillId: bill.id } as never;
  const seen = await billing.world.as(tenant, (tx) => list.run(tx, input), finance);
  assert.ok(seen.ok);
  assert.ok(
    (seen.value as { rows: Line[] }).rows.every(({ settlement }) => settlement !== 'borne'),
  );
  const shown = await billing.world.as(tenant, (tx) => get.run(tx, input), finance);
  assert.ok(shown.ok);
  assert.ok((shown.value as Bill).byKind.every(({ settlement }) => settlement !== 'borne'));
});

test('缴款时已从客户资金付过的滞纳金不再收', async () => {
  const unit = await inArrears(['9000', '9000', '9000'], 'client');
  for (const client of [0, 1]) {
    await tell('contribution_payment.recorded', unit, { client, paidOn: '2026-11-22' });
  }
  await tell('contribution_payment.recorded', unit, {
    client: 2,
    paidOn: '2026-11-22',
    clientLateFee: yuan('3'),
  });
  const { parts } = await arrearsAt(unit);
  const part = parts.find(({ clientId }) => clientId === clients[2])!;
  const bill = await drawUp(clients[2]!, december);
  const lines = (await lateFees(clients[2]!, bill)).filter(
    ({ registrationId }) => registrationId === unit,
  );
  assert.deepEqual(
    lines.map(({ amount }) => amount),
    [part.lateFee - yuan('3')],
  );
});
