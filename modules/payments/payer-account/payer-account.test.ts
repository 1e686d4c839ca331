import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, ok, systemClock } from '@heyi/kernel';
import { type Host, type JobContext, tenantCipher } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { entity } from '@heyi/people/testing';
import { linkBankChannels, payerAccountsOf } from '../index.ts';
import { openLyingBank } from '../testing/lying-bank.ts';
import { asTenant, createPayWorld } from '../testing/pay-world.ts';
import { assignPayerAccount } from './assign-payer-account.ts';
import { createPayerAccount } from './create-payer-account.ts';
import { listPayChannels } from './list-pay-channels.ts';
import { listPayerAccounts } from './list-payer-accounts.ts';
import { listPayerAssignments } from './list-payer-assignments.ts';
import { keepForSandbox } from './payer-account.store.ts';
import { readBalanceJob, refreshPayerBalance } from './refresh-payer-balance.ts';
import { updatePayerAccount } from './update-payer-account.ts';

let world: TestHost;
let host: Host;
before(async () => {
  ({ world, host } = await createPayWorld(() => [openLyingBank({ clock: systemClock })]));
});
after(() => world.close());

const account = {
  holderName: '合一人力资源有限公司',
  accountNumber: '1109 0000 0000 123',
  bankName: '沙箱银行上海分行',
  channel: 'lying',
  sending: 'single',
} as const;

const create = async (tenantId: Host['houseId'], change: object = {}) => {
  const { id: legalEntityId } = await entity(world, tenantId, '付款单位有限公司');
  return asTenant(host, tenantId, (tx) =>
    createPayerAccount(tx, { tenantId, legalEntityId, ...account, ...change }),
  );
};

test('新增付款账户：逐项检查；账号加密，只显示首尾', async () => {
  const tenantId = await world.tenant();
  for (const [change, code] of [
    [{ accountNumber: '12-34' }, 'payer_account.number_malformed'],
    [{ bankCode: '123' }, 'payer_account.bank_code_malformed'],
    [{ channel: 'nobody' }, 'payer_account.channel_unknown'],
    [{ legalEntityId: newId<'ent'>() }, 'legal_entity.not_found'],
  ] as const) {
    const refused = await create(tenantId, change);
    assert.equal(refused.ok ? '' : refused.failure.code, code);
  }
  const made = await create(tenantId);
  assert.ok(made.ok);
  assert.equal(made.value.accountMasked, '1109*******0123');
  const again = await create(tenantId, { accountNumber: '110900000000123' });
  assert.equal(again.ok ? '' : again.failure.code, 'payer_account.exists');
  await asTenant(host, tenantId, async (tx) => {
    const [row] = await tx.sql<{ sealed: Buffer }>`
      select account_sealed as sealed from payments.payer_account where id = ${made.value.id}`;
    assert.ok(!row!.sealed.includes('110900000000123'));
    assert.equal((await tenantCipher(tx)).open(row!.sealed), '110900000000123');
    const listed = await listPayerAccounts(tx, { tenantId });
    assert.deepEqual(listed.value.rows, [made.value]);
  });
});

test('修改付款账户：通道与联行号检查；别的租户的改不了', async () => {
  const [tenantId, other] = [await world.tenant(), await world.tenant()];
  const made = await create(tenantId);
  assert.ok(made.ok);
  const change = {
    payerAccountId: made.value.id,
    bankName: '新行',
    channel: 'file',
    sending: 'batch',
    state: 'closed',
  } as const;
  const update = async (tenant: Host['houseId'], more: object = {}) => {
    const done = await asTenant(host, tenant, (tx) =>
      updatePayerAccount(tx, { tenantId: tenant, ...change, ...more }),
    );
    return done.ok ? done.value.state : done.failure.code;
  };
  assert.equal(await update(tenantId, { bankCode: '1' }), 'payer_account.bank_code_malformed');
  assert.equal(await update(tenantId, { channel: 'x' }), 'payer_account.channel_unknown');
  assert.equal(await update(other), 'payer_account.not_found');
  assert.equal(await update(tenantId), 'closed');
});

test('沙箱方案的付款账户只能留在仿真银行', async () => {
  const tenantId = await world.tenant();
  const made = await create(tenantId);
  assert.ok(made.ok);
  const [standIn, real] = [true, false].map((isStandIn) =>
    openLyingBank({ clock: systemClock, isStandIn, ...(!isStandIn && { code: 'real' }) }),
  );
  linkBankChannels(host, [standIn!, real!]);
  await asTenant(host, tenantId, (tx) => keepForSandbox(tx, made.value));
  const moveTo = async (channel: string) => {
    const { bankName, sending } = account;
    const change = { payerAccountId: made.value.id, bankName, sending, state: 'active' } as const;
    const done = await asTenant(host, tenantId, (tx) =>
      updatePayerAccount(tx, { tenantId, ...change, channel }),
    );
    return done.ok ? done.value.channel : done.failure.code;
  };
  assert.equal(await moveTo('file'), 'program.account_not_sandbox');
  assert.equal(await moveTo('real'), 'program.account_not_sandbox');
  assert.equal(await moveTo('lying'), 'lying');
  linkBankChannels(host, [standIn!]);
});

test('指定付款账户：可以是我方的代发户，不能是别家客户的，不能是停用的', async () => {
  const [tenantId, other] = [await world.tenant(), await world.tenant()];
  const { id: legalEntityId } = await entity(world, tenantId, '用工单位有限公司');
  const [house, foreign, closed] = [
    await create(host.houseId, { accountNumber: '110900000000777' }),
    await create(other),
    await create(tenantId),
  ];
  assert.ok(house.ok && foreign.ok && closed.ok);
  await asTenant(
    host,
    tenantId,
    (tx) => tx.sql`
    update payments.payer_account set state = 'closed' where id = ${closed.value.id}`,
  );
  const assign = async (payerAccountId: typeof house.value.id, entityId = legalEntityId) => {
    const done = await asTenant(host, tenantId, (tx) =>
      assignPayerAccount(tx, { tenantId, legalEntityId: entityId, payerAccountId }),
    );
    return done.ok ? 'ok' : done.failure.code;
  };
  assert.equal(await assign(foreign.value.id), 'payer_account.not_found');
  assert.equal(await assign(closed.value.id), 'payer_account.closed');
  assert.equal(await assign(house.value.id, foreign.value.legalEntityId), 'legal_entity.not_found');
  assert.equal(await assign(house.value.id), 'ok');
  assert.equal(await assign(house.value.id), 'ok');
  await asTenant(host, tenantId, async (tx) => {
    const listed = await listPayerAssignments(tx, { tenantId });
    assert.deepEqual(listed.value.rows, [{ legalEntityId, payerAccount: house.value }]);
    assert.equal((await payerAccountsOf(tx)).get(legalEntityId)?.tenantId, host.houseId);
  });
});

test('查询余额：记下银行所报；没有直连的不能查', async () => {
  const tenantId = await world.tenant();
  const [linked, unlinked] = [
    await create(tenantId),
    await create(tenantId, { accountNumber: '110900000000888', channel: 'file' }),
  ];
  assert.ok(linked.ok && unlinked.ok);
  const refresh = async (payerAccountId: typeof linked.value.id) => {
    const done = await asTenant(host, tenantId, (tx) =>
      refreshPayerBalance(tx, { tenantId, payerAccountId }),
    );
    return done.ok ? 'ok' : done.failure.code;
  };
  assert.equal(await refresh(newId()), 'payer_account.not_found');
  assert.equal(await refresh(unlinked.value.id), 'payer_account.not_linked');
  assert.equal(await refresh(linked.value.id), 'ok');
  const context = {
    host,
    tenantId,
    transaction: (work) => asTenant(host, tenantId, work),
  } as Partial<JobContext> as JobContext;
  const payerAccountId = linked.value.id;
  assert.deepEqual(await readBalanceJob.run(context, { payerAccountId }), ok({ payerAccountId }));
  const gone = await readBalanceJob.run(context, { payerAccountId: unlinked.value.id });
  assert.equal(gone.ok, false);
  const listed = await asTenant(host, tenantId, (tx) => listPayerAccounts(tx, { tenantId }));
  assert.deepEqual(
    listed.value.rows.map(({ balance }) => balance),
    [100_000_00, null],
  );
});

test('付款通道：只能用本系统已开通的，拒绝时列出有哪些', async () => {
  const tenantId = await world.tenant();
  const refused = await create(tenantId, { channel: '某银行直连' });
  assert.ok(!refused.ok);
  assert.deepEqual(refused.failure, {
    code: 'payer_account.channel_unknown',
    channels: 'lying、file',
  });
  const open = await asTenant(host, tenantId, (tx) => listPayChannels(tx, { tenantId }));
  assert.deepEqual(open.value.rows, [
    { channel: 'lying', isLinked: true },
    { channel: 'file', isLinked: false },
  ]);
});
