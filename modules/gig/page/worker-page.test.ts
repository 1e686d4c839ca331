import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessRoutes, authenticateLink } from '@heyi/access';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { gigPageContract as contract } from '@heyi/contract';
import { formatId, newId, rate, yuan } from '@heyi/kernel';
import { createPrinter, type Printer } from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import { directRoutes, printingRoutes, routes } from '../index.ts';
import { askPageLink, openPhone, type Phone } from '../testing/page-phone.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  type Answer,
  castWithdrawals,
  earn,
  settle,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { closeCollector } from '../withdrawal/withdraw.ts';
import { limitsOf } from './get-own-balance.ts';

const start = '2026-10-23T01:00:00.000Z';
let world: TestHost;
let cast: WithdrawalCast;
let stranger: WithdrawalCast;
let app: TestApp;
let printer: Printer;
let api: Awaited<ReturnType<typeof openAppServer>>;
before(async () => {
  world = await createTestHost(start);
  printer = createPrinter({ workers: 1 });
  cast = await castWithdrawals(world, { workers: 8 });
  stranger = await castWithdrawals(world, { workers: 1 });
  app = await liveApp(cast);
  const served = [...routes, ...printingRoutes(printer), ...accessRoutes];
  api = await openAppServer(world.host, served, { directRoutes, authenticateLink });
});
after(async () => {
  await api.close();
  await closeCollector(world.host);
  await cast.collector.close();
  await stranger.collector.close();
  await printer.close();
  await world.close();
});

function liveApp({ client }: WithdrawalCast): Promise<TestApp> {
  const scopes = ['workers:page', 'withdrawals:write', 'withdrawals:read'];
  return openTestApp(world, client.tenantId, { environment: 'live', scopes });
}

async function opened(worker: string, by = app): Promise<Phone> {
  const phone = openPhone(api);
  const { token } = await askPageLink(world, api, by, worker);
  const answer = await phone.open(token);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return phone;
}

const {
  downloadOwnStatement,
  getOwnAccount,
  getOwnBalance,
  getOwnWithdrawal,
  listOwnMonths,
  listOwnWithdrawals,
  revokeWorkerPageLink,
  tryOwnWithdrawal,
  withdrawOwn,
} = contract;

const path = {
  balance: getOwnBalance.path,
  trial: tryOwnWithdrawal.path,
  withdraw: withdrawOwn.path,
  list: listOwnWithdrawals.path,
  months: listOwnMonths.path,
  account: getOwnAccount.path,
  record: (id: string) => getOwnWithdrawal.path.replace(':withdrawalId', id),
  statement: (month: string) => downloadOwnStatement.path.replace(':month', month),
};

const asAnswer = (body: Answer) => body;

test('createWorkerPageLink：网址、十分钟有效；没有这个人、别家平台的人都是查无此人', async () => {
  const link = await askPageLink(world, api, app, cast.workers[0]!);
  assert.match(link.url, /^https:\/\/heyi\.example\/me#/);
  assert.equal(link.expiresAt, '2026-10-23T01:10:00.000Z');
  for (const worker of ['nobody', stranger.workers[0]!]) {
    const url = `/v1/workers/${worker}/page-links`;
    const headers = signedHeaders(world.host, app, { method: 'POST', url, body: '{}' });
    const answer = await api.server.inject({
      method: 'POST',
      url,
      payload: '{}',
      headers: { ...headers, 'idempotency-key': newId() },
    });
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'worker.not_found']);
  }
});

test('余额、试算、提现、到账、记录、明细单：一条链接走完，提现与应用自己发的是同一条路', async () => {
  const worker = cast.workers[0]!;
  const phone = await opened(worker);
  const before = await phone.call('GET', path.balance);
  const [row] = before.body.rows;
  assert.deepEqual(
    [row.withdrawable, row.withdrawableNow, row.hindrance, before.body.state],
    ['20000.00', '20000.00', null, 'admitted'],
  );
  assert.ok(before.body.accountMasked.includes('*'));
  const tried = await phone.call('POST', path.trial, { amount: '9000.00' });
  assert.equal(tried.status, 200, JSON.stringify(tried.body));
  assert.ok(Number(tried.body.tax) > 0 && tried.body.reasons.length > 0);
  const made = await phone.call('POST', path.withdraw, { amount: '9000.00' }, 'one-form-key');
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const { gross, tax, net, state } = made.body;
  assert.deepEqual(
    [gross, tax, net, state],
    ['9000.00', tried.body.tax, tried.body.net, 'accepted'],
  );
  assert.match(made.body.businessId, /^page-[0-9a-f]{48}$/);
  const [stored] = await world.as(
    cast.client.tenantId,
    (tx) => tx.sql<{ appId: string }>`
      select app_id as "appId" from gig.withdrawal
       where tenant_id = ${tx.tenantId} and business_id = ${made.body.businessId}`,
  );
  assert.equal(stored!.appId, app.id, '归生成链接的应用');
  const record = await phone.call('GET', path.record(made.body.id));
  assert.equal(record.body.state, 'accepted');
  assert.deepEqual(record.body.reasons, tried.body.reasons, '依据与试算时一字不差');
  await settle(world, cast.client, [{ answer: asAnswer(made.body), state: 'succeeded' }]);
  assert.equal((await phone.call('GET', path.record(made.body.id))).body.state, 'paid');
  const months = await phone.call('GET', path.months);
  assert.deepEqual(months.body.rows, [
    {
      month: '2026-10',
      withdrawals: 1,
      gross: '9000.00',
      tax,
      vat: '0.00',
      net,
      hasStatement: true,
    },
  ]);
  const listed = await phone.call('GET', `${path.list}?month=2026-10`);
  assert.deepEqual(
    listed.body.rows.map(({ id }: { id: string }) => id),
    [made.body.id],
  );
  assert.deepEqual((await phone.call('GET', `${path.list}?month=2026-09`)).body.rows, []);
  const pdf = await phone.call('GET', path.statement('2026-10'));
  const text = pdfText(pdf.raw);
  assert.ok(text.includes('2026年10月') && text.includes('不是完税证明'), text.slice(0, 200));
  const none = await phone.call('GET', path.statement('2026-09'));
  assert.deepEqual([none.status, none.code], [404, 'worker_statement.nothing_paid']);
  const account = await phone.call('GET', path.account);
  assert.ok(!JSON.stringify(account.body).match(/\d{15,}/), '证件和账号只见掩码');
  await verifyBooks(world, cast.client);
});

test('后来的提现按先前的累计说明；退回的从依据里拿掉', async () => {
  const worker = cast.workers[1]!;
  const phone = await opened(worker);
  const answers: Answer[] = [];
  const trials: unknown[] = [];
  for (const amount of ['6000.00', '3000.00']) {
    trials.push((await phone.call('POST', path.trial, { amount })).body.reasons);
    answers.push((await phone.call('POST', path.withdraw, { amount })).body);
  }
  for (const [index, { id }] of answers.entries()) {
    assert.deepEqual((await phone.call('GET', path.record(id))).body.reasons, trials[index]);
  }
  await settle(world, cast.client, [{ answer: answers[0]!, state: 'failed' }]);
  const trial = await phone.call('POST', path.trial, { amount: '1000.00' });
  const third = await phone.call('POST', path.withdraw, { amount: '1000.00' });
  const shown = await phone.call('GET', path.record(third.body.id));
  assert.deepEqual(shown.body.reasons, trial.body.reasons);
  const second = await phone.call('GET', path.record(answers[1]!.id));
  assert.deepEqual(second.body.reasons, trials[1], '先算的仍按当时的累计说明');
  await verifyBooks(world, cast.client);
});

test('连点两下、断网重试：同一张表单只提一次；同一键换金额拒绝；另一次打开的同名键是另一笔', async () => {
  const worker = cast.workers[2]!;
  const phone = await opened(worker);
  const taps = await Promise.all(
    Array.from({ length: 5 }, () =>
      phone.call('POST', path.withdraw, { amount: '100.00' }, 'double-tap'),
    ),
  );
  assert.equal(new Set(taps.map(({ body }) => body.id)).size, 1);
  const other = await phone.call('POST', path.withdraw, { amount: '101.00' }, 'double-tap');
  assert.deepEqual([other.status, other.code], [422, 'withdrawal.key_reused']);
  const again = await opened(worker);
  const second = await again.call('POST', path.withdraw, { amount: '100.00' }, 'double-tap');
  assert.notEqual(second.body.id, taps[0]!.body.id);
  assert.equal((await again.call('GET', path.balance)).body.rows[0].withdrawable, '19800.00');
  const noKey = await phone.call('POST', path.withdraw, { amount: '1.00' }, '');
  assert.equal(noKey.code, 'idempotency.key_required');
});

test('别人的提现、别家客户的提现：找不到；说是谁也没有用', async () => {
  const [own, other] = [await opened(cast.workers[3]!), await opened(cast.workers[4]!)];
  const theirs = await other.call('POST', path.withdraw, { amount: '50.00' });
  const foreignApp = await liveApp(stranger);
  const foreign = await opened(stranger.workers[0]!, foreignApp);
  const far = await foreign.call('POST', path.withdraw, { amount: '50.00' });
  for (const { id } of [theirs.body, far.body, { id: formatId('wdr', newId()) }]) {
    const answer = await own.call('GET', path.record(id));
    assert.deepEqual([answer.status, answer.code], [404, 'withdrawal.not_found']);
  }
  const claim = { amount: '7.00', externalWorkerId: cast.workers[4], workerId: theirs.body.id };
  const made = await own.call('POST', path.withdraw, claim);
  assert.equal(made.body.externalWorkerId, cast.workers[3]);
  const listed = await own.call('GET', `${path.list}?workerId=${theirs.body.id}`);
  assert.deepEqual(
    listed.body.rows.map(({ id }: { id: string }) => id),
    [made.body.id],
  );
});

test('金额不对、余额不够、未准入：各有各的说法，钱不动', async () => {
  const phone = await opened(cast.workers[5]!);
  const cases = [
    ['20000.01', 409, 'withdrawal.balance_too_low'],
    ['0.00', 422, 'withdrawal.amount_too_small'],
    ['1000000.01', 422, 'withdrawal.amount_too_large'],
    ['1.001', 400, 'request.invalid'],
  ] as const;
  for (const [amount, status, code] of cases) {
    for (const url of [path.trial, path.withdraw]) {
      const answer = await phone.call('POST', url, { amount });
      assert.deepEqual([answer.status, answer.code], [status, code], `${url} ${amount}`);
    }
  }
  await world.as(
    cast.client.tenantId,
    (tx) => tx.sql`
      update gig.worker set state = 'suspended'
       where tenant_id = ${tx.tenantId} and external_id = ${cast.workers[5]!}`,
  );
  const shown = await phone.call('GET', path.balance);
  const [row] = shown.body.rows;
  assert.deepEqual(
    [row.withdrawable, row.withdrawableNow, row.hindrance],
    ['20000.00', '0.00', 'worker.not_admitted'],
  );
  const refused = await phone.call('POST', path.withdraw, { amount: '1.00' });
  assert.equal(refused.code, 'worker.not_admitted');
});

test('应用撤回链接：打开着的页面马上关闭；别的应用撤不了', async () => {
  const link = await askPageLink(world, api, app, cast.workers[6]!);
  const phone = openPhone(api);
  await phone.open(link.token);
  const revoke = async (id: string, by: TestApp) => {
    const url = revokeWorkerPageLink.path.replace(':linkId', id);
    const headers = signedHeaders(world.host, by, { method: 'DELETE', url });
    return api.server.inject({
      method: 'DELETE',
      url,
      headers: { ...headers, 'idempotency-key': newId() },
    });
  };
  const second = await liveApp(cast);
  const foreign = await revoke(link.id, second);
  assert.deepEqual([foreign.statusCode, foreign.json().code], [404, 'person_link.not_found']);
  assert.equal((await revoke(link.id, app)).statusCode, 200);
  assert.equal((await phone.call('GET', path.balance)).code, 'link.required');
});

test('增值税读法还没定：正式环境的页面看得到余额，提不了', async () => {
  const phone = await opened(cast.workers[7]!);
  world.clock.set('2026-10-23T01:05:00.000Z');
  assert.equal((await phone.call('GET', path.balance)).body.rows[0].hindrance, null);
  await earn(world, cast.client.tenantId, [{ worker: cast.workers[7]!, amount: yuan('1.00') }]);
  world.clock.set('2026-11-02T01:00:00.000Z');
  const later = await opened(cast.workers[7]!);
  const shown = await later.call('GET', path.balance);
  assert.equal(shown.body.rows[0].hindrance, 'program.not_active');
  const refused = await later.call('POST', path.withdraw, { amount: '1.00' });
  assert.equal(refused.code, 'program.not_active');
  world.clock.set(start);
});

const terms = {
  withdrawalMin: yuan('10.00'),
  withdrawalMax: yuan('5000.00'),
  workerDayLimit: yuan('8000.00'),
  workerDayCount: 3,
  feeRate: rate('0'),
};
const limits: [
  title: string,
  withdrawable: string,
  receipts: string,
  count: number,
  most: string,
  why: string | null,
][] = [
  ['单笔上限', '20000.00', '0.00', 0, '5000.00', null],
  ['当日还剩', '20000.00', '7000.00', 2, '1000.00', null],
  ['余额不到下限', '9.99', '0.00', 0, '9.99', 'withdrawal.balance_too_low'],
  ['次数用完', '100.00', '300.00', 3, '100.00', 'withdrawal.worker_day_count'],
  ['当日限额将满', '100.00', '7995.00', 1, '5.00', 'withdrawal.worker_day_limit'],
  ['当日限额已满', '100.00', '8000.00', 1, '0.00', 'withdrawal.worker_day_limit'],
];
for (const [title, withdrawable, receipts, count, most, why] of limits) {
  test(`现在最多能提多少：${title}`, () => {
    const found = limitsOf(terms, yuan(withdrawable), { receipts: yuan(receipts), count });
    assert.deepEqual([found.withdrawableNow, found.hindrance], [yuan(most), why]);
  });
}
