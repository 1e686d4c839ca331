import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId } from '@heyi/kernel';
import { routes } from '@heyi/server';
import { type Callers, openCallers, signIn } from '../world/callers.ts';
import { seedAccount } from '../world/seed-client.ts';
import { objectOf, openTwoClients, type TwoClients } from './two-clients.ts';

/** What one person may not do alone, and what a role may not see, through the open door. */
let clients: TwoClients;
let callers: Callers;

before(async () => {
  clients = await openTwoClients();
  callers = await openCallers(clients.stage, clients.b);
});
after(async () => {
  await callers.close();
  await clients.close();
});

const operation = (id: string) => routes.find((route) => route.operation.id === id)!.operation;

test('财务既能申请也能批准垫付：自己批自己的不行，另一位财务可以', async () => {
  const { stage, b } = clients;
  const { houseId } = stage.host;
  const tenantId = b.wireId;
  await stage.act('putClientSettings', { tenantId, advanceLimit: '500.00', advanceDays: 10 });
  const account = await seedAccount(stage, houseId, 'finance');
  await stage.act('assignClient', {
    accountId: formatId('acc', account.id),
    clientId: tenantId,
  });
  const [maker, checker] = [
    callers.tokens.get('finance')!,
    await signIn(callers.http, account.loginName),
  ];
  const payerAccountId = (await objectOf(clients.admin, 'pac', houseId))!;
  const wanted = { tenantId, payerAccountId, amount: '20.00', reason: '客户款项在途' };
  const asked = await callers.call(operation('requestAdvance'), wanted, maker);
  assert.equal(asked.status, 200, asked.body);
  const advanceId: string = JSON.parse(asked.body).id;
  const approve = (token: string) =>
    callers.call(operation('approveAdvance'), { tenantId, advanceId }, token);
  assert.equal((await approve(maker)).code, 'advance.same_person');
  const granted = await approve(checker);
  assert.equal(granted.status, 200, granted.body);
  assert.equal((await approve(checker)).code, 'advance.not_requested');
});

test('门店经理看得到人，看不到缴费基数和任何薪资', async () => {
  const { admin, b } = clients;
  const tenantId = b.wireId;
  const employmentId = (await objectOf(admin, 'emp', b.id))!;
  const runId = (await objectOf(admin, 'run', b.id))!;
  const payslipId = (await objectOf(admin, 'slp', b.id))!;
  const as = (role: string, id: string, input: Record<string, string>) =>
    callers.call(operation(id), { tenantId, ...input }, callers.tokens.get(role));
  const seen = async (role: string) => {
    const answer = await as(role, 'getEmployment', { employmentId });
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body).enrolments.length as number;
  };
  assert.equal(await seen('client_hr'), 3);
  assert.equal(await seen('store_manager'), 0);
  for (const [id, input] of [
    ['listPayTerms', { employmentId }],
    ['getPayrollRun', { runId }],
    ['listRunMembers', { runId }],
    ['listMonthInputs', { runId }],
    ['getPayslip', { payslipId }],
    ['listContributionLines', {}],
    ['getRunObligations', { runId }],
  ] as const) {
    const answer = await as('store_manager', id, input);
    assert.equal(answer.code, 'permission.denied', `${id}: ${answer.body}`);
  }
});
