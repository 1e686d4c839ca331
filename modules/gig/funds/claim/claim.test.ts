import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { matchReceipt } from '@heyi/billing';
import { openAppServer, openTestApp, signedHeaders } from '@heyi/connect/testing';
import { type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { addClient } from '@heyi/payments/testing';
import { valueOf } from '@heyi/people/testing';
import { deliverEvents, storeFile } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { directRoutes, routes } from '../../index.ts';
import { listeners } from '../../listeners.ts';
import { getProgramFunds } from '../../program/get-program-funds.ts';
import { arrive, refusalOf, unmatch } from '../../testing/arrive.ts';
import { castGigClient, type GigClient } from '../../testing/gig-client.ts';
import { cancelTopUpClaim } from './cancel-top-up-claim.ts';
import type { ClaimId } from './claim.store.ts';
import { claimTopUp } from './claim-top-up.ts';
import { confirmTopUpClaim } from './confirm-top-up-claim.ts';
import { listClaimReceipts } from './list-claim-receipts.ts';
import { listTopUpClaims } from './list-top-up-claims.ts';
import { refuseTopUpClaim } from './refuse-top-up-claim.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

const today = plainDate('2026-11-23');
let references = 0;

function said(client: GigClient, changed: Record<string, unknown> = {}) {
  return {
    tenantId: client.tenantId,
    programId: client.programId,
    amount: yuan('5000.00'),
    paidOn: today,
    payerName: '星屿文化传播（杭州）有限公司',
    bankReference: `REF-${(references += 1)}`,
    ...changed,
  };
}

const claimed = async (client: GigClient, changed: Record<string, unknown> = {}) =>
  valueOf(await world.as(client.tenantId, (tx) => claimTopUp(tx, said(client, changed))));

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

const confirm = (client: GigClient, claimId: ClaimId, receiptId: Id<'rcp'>) =>
  world.as(client.tenantId, (tx) =>
    confirmTopUpClaim(tx, { tenantId: client.tenantId, claimId, receiptId }),
  );

async function totalOf({ tenantId, programId }: GigClient): Promise<number> {
  const funds = await world.as(tenantId, (tx) => getProgramFunds(tx, { tenantId, programId }));
  return valueOf(funds).total;
}

test('认领：逐项检查；同一笔汇款只认领一次', async () => {
  const client = await castGigClient(world);
  const { tenantId } = client;
  const claim = (changed: Record<string, unknown>) =>
    world.as(tenantId, (tx) => claimTopUp(tx, said(client, changed)));
  assert.equal(codeOf(await claim({ paidOn: '2026-11-24' })), 'top_up.in_the_future');
  assert.equal(codeOf(await claim({ programId: newId<'prg'>() })), 'program.not_found');
  assert.equal(codeOf(await claim({ fileId: newId<'fil'>() })), 'file.not_found');
  const slip = { name: '回单.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4') };
  const { id: fileId } = await world.as(tenantId, (tx) => storeFile(tx, slip));
  const first = valueOf(await claim({ bankReference: '同一笔', fileId }));
  assert.equal(first.state, 'open');
  assert.equal(first.fileId, fileId);
  assert.equal(codeOf(await claim({ bankReference: '同一笔' })), 'top_up.claimed');
  const listed = await world.as(tenantId, (tx) => listTopUpClaims(tx, { tenantId, limit: 1 }));
  assert.deepEqual(
    listed.value.rows.map(({ id }) => id),
    [first.id],
  );
});

test('认领不是钱；确认后才是，未核销的到款在同一步核销', async () => {
  const client = await castGigClient(world);
  const claim = await claimed(client);
  assert.equal(await totalOf(client), 0);
  const receipt = await arrive(world, client, {
    amount: claim.amount,
    bankReference: claim.bankReference,
    senderName: claim.payerName,
  });
  const other = await arrive(world, client, { amount: claim.amount, senderName: '别人' });
  const { tenantId } = client;
  const found = await world.as(tenantId, (tx) =>
    listClaimReceipts(tx, { tenantId, claimId: claim.id }),
  );
  assert.deepEqual(
    valueOf(found).rows.map(({ id, agrees }) => [id, agrees]),
    [
      [receipt, ['bankReference', 'payerName', 'paidOn']],
      [other, ['paidOn']],
    ],
  );
  const confirmed = valueOf(await confirm(client, claim.id, receipt));
  assert.equal(confirmed.state, 'confirmed');
  assert.equal(confirmed.receiptId, receipt);
  assert.equal(await totalOf(client), yuan('5000.00'));
});

test('先核销、后确认：钱不重复；一笔到款只确认一次', async () => {
  const client = await castGigClient(world);
  const { tenantId } = client;
  const [first, second] = [await claimed(client), await claimed(client)];
  const receiptId = await arrive(world, client, { amount: first.amount });
  valueOf(await world.as(tenantId, (tx) => matchReceipt(tx, { tenantId, receiptId })));
  valueOf(await confirm(client, first.id, receiptId));
  assert.equal(await totalOf(client), yuan('5000.00'));
  assert.equal(codeOf(await confirm(client, second.id, receiptId)), 'top_up.receipt_claimed');
  const none = await world.as(tenantId, (tx) =>
    listClaimReceipts(tx, { tenantId, claimId: second.id }),
  );
  assert.deepEqual(valueOf(none).rows, []);
});

test('不能确认的：没有、已有结果、没有这笔到款、别的账户、金额不符；到款仍未核销', async () => {
  const client = await castGigClient(world);
  const stranger = await castGigClient(world);
  const { tenantId } = client;
  const claim = await claimed(client);
  const smaller = await arrive(world, client, { amount: yuan('4999.99') });
  const foreign = await arrive(world, stranger, { amount: claim.amount });
  const pool = await addClient(world, world.host, { channel: 'file', entities: 1, inHouse: true });
  const { payerAccountId } = pool.entities[0]!;
  const ofHouse = { tenantId: world.host.houseId, payerAccountId };
  const elsewhere = await arrive(world, ofHouse, { amount: claim.amount });
  const refusal = (claimId: ClaimId, receiptId: Id<'rcp'>) =>
    refusalOf(world, tenantId, (tx) => confirmTopUpClaim(tx, { tenantId, claimId, receiptId }));
  assert.equal(await refusal(newId<'tuc'>(), smaller), 'top_up.not_found');
  assert.equal(await refusal(claim.id, newId<'rcp'>()), 'receipt.not_found');
  assert.equal(await refusal(claim.id, foreign), 'receipt.not_found');
  assert.equal(await refusal(claim.id, elsewhere), 'top_up.other_account');
  assert.equal(await refusal(claim.id, smaller), 'top_up.amount_differs');
  assert.equal(await totalOf(client), 0);
  const refused = await world.as(tenantId, (tx) =>
    refuseTopUpClaim(tx, { tenantId, claimId: claim.id, reason: '银行没有这笔到账' }),
  );
  assert.equal(valueOf(refused).reason, '银行没有这笔到账');
  assert.equal(await refusal(claim.id, smaller), 'top_up.not_open');
});

test('驳回与撤回只对待确认的；驳回之后可以重新认领', async () => {
  const client = await castGigClient(world);
  const { tenantId } = client;
  const unknown = newId<'tuc'>();
  const refuse = (claimId: ClaimId) =>
    world.as(tenantId, (tx) => refuseTopUpClaim(tx, { tenantId, claimId, reason: '重复' }));
  const cancel = (claimId: ClaimId) =>
    world.as(tenantId, (tx) => cancelTopUpClaim(tx, { tenantId, claimId }));
  assert.equal(codeOf(await refuse(unknown)), 'top_up.not_found');
  assert.equal(codeOf(await cancel(unknown)), 'top_up.not_found');
  const missing = await world.as(tenantId, (tx) =>
    listClaimReceipts(tx, { tenantId, claimId: unknown }),
  );
  assert.equal(codeOf(missing), 'top_up.not_found');
  const one = await claimed(client, { bankReference: '再来一次' });
  assert.equal(valueOf(await cancel(one.id)).state, 'cancelled');
  assert.equal(codeOf(await cancel(one.id)), 'top_up.not_open');
  const again = await claimed(client, { bankReference: '再来一次' });
  assert.equal(valueOf(await refuse(again.id)).state, 'refused');
  assert.equal(codeOf(await refuse(again.id)), 'top_up.not_open');
});

test('到款的核销撤销后，认领重新待确认', async () => {
  const client = await castGigClient(world);
  const { tenantId } = client;
  const claim = await claimed(client);
  const receiptId = await arrive(world, client, { amount: claim.amount });
  valueOf(await confirm(client, claim.id, receiptId));
  await unmatch(world, tenantId, receiptId);
  await deliverEvents(world.host, listeners, (waiting) => waiting === tenantId);
  const { value } = await world.as(tenantId, (tx) => listTopUpClaims(tx, { tenantId }));
  assert.deepEqual(
    value.rows.map(({ state, receiptId: kept }) => [state, kept]),
    [['open', null]],
  );
});

test('接口：reportTopUp、readTopUp、readFunds、readSettlementSheets；没有方案的环境没有资金', async () => {
  const client = await castGigClient(world);
  const scopes = ['funds:read', 'funds:write'];
  const live = await openTestApp(world, client.tenantId, { environment: 'live', scopes });
  const sandbox = await openTestApp(world, client.tenantId, { scopes });
  const http = await openAppServer(world.host, routes, { directRoutes });
  try {
    const call = async (app: typeof live, method: 'GET' | 'POST', url: string, sent?: object) => {
      const body = sent === undefined ? undefined : JSON.stringify(sent);
      const request = { method, url, ...(body !== undefined && { body }) };
      const headers = {
        'idempotency-key': newId(),
        ...signedHeaders(world.host, app, request),
      };
      const payload = body === undefined ? {} : { payload: body };
      return (await http.server.inject({ method, url, headers, ...payload })).json();
    };
    const sent = {
      amount: '800.00',
      paidOn: '2026-11-23',
      payerName: '星屿',
      bankReference: 'API-1',
    };
    const made = await call(live, 'POST', '/v1/top-up-claims', sent);
    assert.equal(made.state, 'open');
    assert.equal((await call(live, 'POST', '/v1/top-up-claims', sent)).code, 'top_up.claimed');
    const late = { ...sent, paidOn: '2026-11-24' };
    assert.equal(
      (await call(live, 'POST', '/v1/top-up-claims', late)).code,
      'top_up.in_the_future',
    );
    assert.equal((await call(live, 'GET', `/v1/top-up-claims/${made.id}`)).amount, '800.00');
    const hidden = await call(sandbox, 'GET', `/v1/top-up-claims/${made.id}`);
    assert.equal(hidden.code, 'top_up.not_found');
    assert.equal(
      (await call(sandbox, 'POST', '/v1/top-up-claims', sent)).code,
      'program.not_found',
    );
    const funds = await call(live, 'GET', '/v1/funds');
    assert.deepEqual([funds.total, funds.state, funds.hoursLeft], ['0.00', 'enough', null]);
    assert.equal((await call(sandbox, 'GET', '/v1/funds')).code, 'program.not_found');
    const sheets = await call(live, 'GET', '/v1/settlement-sheets');
    assert.deepEqual(sheets.rows, []);
    const nobody = await call(sandbox, 'GET', '/v1/settlement-sheets');
    assert.equal(nobody.code, 'program.not_found');
  } finally {
    await http.close();
  }
});
