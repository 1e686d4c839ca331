import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { shanghaiDate, systemClock, yuan } from '@heyi/kernel';
import { type SandboxBank, startSandboxBank } from '../start-sandbox-bank.ts';
import { epochSeconds } from './signature.ts';
import { defaultSettings } from './settings.ts';

const payer = { account: '110900000000001', name: '合一测试人力资源有限公司' };
let bank: SandboxBank;

before(async () => {
  bank = await startSandboxBank();
  await bank.admin.openAccount(payer.account, payer.name, yuan('1000000.00'));
});
after(() => bank.stop());

type Signed = { headers: Record<string, string>; body: string; method: string; path: string };
type Reply = { status: number; json: Record<string, unknown>; text: string; headers: Headers };

/** Signs by the written rule, in code of its own. */
function sign(method: string, path: string, body = '', nonce = randomBytes(18).toString('hex')) {
  const { appId, secret } = bank.credentials;
  const timestamp = String(epochSeconds(systemClock.now()));
  const [route, query = ''] = `/bank${path}`.split('?');
  const hash = createHash('sha256').update(body).digest('hex');
  const text = `${method}\n${route}?${query}\n${hash}\n${timestamp}\n${nonce}`;
  const signature = `v1=${createHmac('sha256', secret).update(text).digest('base64')}`;
  const headers = {
    'x-app-id': appId,
    'x-timestamp': timestamp,
    'x-nonce': nonce,
    'x-signature': signature,
  };
  return { headers, body, method, path };
}

async function send({ headers, body, method, path }: Signed): Promise<Reply> {
  const response = await fetch(`${bank.url}${path}`, { method, headers, ...(body && { body }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    json: isJson ? JSON.parse(text) : {},
    text,
    headers: response.headers,
  };
}

let count = 0;
function transferBody(changes: Record<string, unknown> = {}): string {
  count += 1;
  return JSON.stringify({
    reference: `T-${count}`,
    payer_account: payer.account,
    payer_name: payer.name,
    payee_name: '李文静',
    payee_account: '6222020200012345678',
    payee_bank_code: null,
    amount: '100.00',
    purpose: '2026年11月工资',
    ...changes,
  });
}

const submit = (changes: Record<string, unknown> = {}) =>
  send(sign('POST', '/v1/transfers', transferBody(changes)));
const outcome = ({ status, json }: Reply) => [status, json.code ?? null, json.executed ?? null];

test('签名：缺、错、改、重放都拒绝，且什么也不执行', async () => {
  const body = transferBody();
  const reference = (JSON.parse(body) as { reference: string }).reference;
  const good = sign('POST', '/v1/transfers', body);
  const forged = { ...good.headers, 'x-signature': 'v1=AAAA' };
  const stale = { ...good.headers, 'x-timestamp': '1700000000' };
  const stranger = { ...good.headers, 'x-app-id': 'stranger' };
  const refused = [
    await send({ ...good, headers: forged }),
    await send({ ...good, headers: stale }),
    await send({ ...good, body: body.replace('100.00', '900.00') }),
    await send({ ...good, headers: stranger }),
  ];
  assert.deepEqual(refused.map(outcome), [
    [401, 'signature_invalid', false],
    [401, 'signature_invalid', false],
    [401, 'signature_invalid', false],
    [401, 'unknown_app', false],
  ]);
  const before = await send(sign('GET', `/v1/transfers/${reference}`));
  assert.deepEqual(outcome(before), [404, 'not_found', false]);
  assert.equal((await send(good)).json.state, 'succeeded');
  assert.deepEqual(outcome(await send(good)), [401, 'nonce_replayed', false]);
});

test('签名：五分钟前签的请求拒绝', async () => {
  const { appId, secret } = bank.credentials;
  const timestamp = String(epochSeconds(systemClock.now()) - 301);
  const nonce = randomBytes(18).toString('hex');
  const hash = createHash('sha256').update('').digest('hex');
  const path = `/v1/accounts/${payer.account}/balance`;
  const text = `GET\n/bank${path}?\n${hash}\n${timestamp}\n${nonce}`;
  const signature = `v1=${createHmac('sha256', secret).update(text).digest('base64')}`;
  const headers = {
    'x-app-id': appId,
    'x-timestamp': timestamp,
    'x-nonce': nonce,
    'x-signature': signature,
  };
  const reply = await send({ method: 'GET', path, headers, body: '' });
  assert.deepEqual(outcome(reply), [401, 'timestamp_invalid', false]);
});

test('签名：银行重启后重放仍然拒绝', async () => {
  const good = sign('POST', '/v1/transfers', transferBody());
  assert.equal((await send(good)).status, 200);
  await bank.kill();
  await bank.restart();
  assert.deepEqual(outcome(await send(good)), [401, 'nonce_replayed', false]);
});

test('应答带银行签名，绑定状态、随机数与正文', async () => {
  const call = sign('GET', `/v1/accounts/${payer.account}/balance`);
  const reply = await send(call);
  const hash = createHash('sha256').update(reply.text).digest('hex');
  const text = `${reply.status}\n${call.headers['x-nonce']}\n${hash}`;
  const { secret } = bank.credentials;
  const expected = `v1=${createHmac('sha256', secret).update(text).digest('base64')}`;
  assert.equal(reply.headers.get('x-bank-signature'), expected);
});

const wrongBodies: [title: string, changes: Record<string, unknown>][] = [
  ['参考号超过 30 位', { reference: 'R'.repeat(31) }],
  ['参考号含空格', { reference: 'R 1' }],
  ['负金额', { amount: '-1.00' }],
  ['零金额', { amount: '0.00' }],
  ['三位小数', { amount: '1.005' }],
  ['金额是数字而非文本', { amount: 100 }],
  ['户名为空', { payee_name: '' }],
  ['摘要换行', { purpose: '工资\n工资' }],
  ['付款账号缺失', { payer_account: undefined }],
];
for (const [title, changes] of wrongBodies) {
  test(`报文：${title}`, async () => {
    assert.deepEqual(outcome(await submit(changes)), [400, 'malformed', false]);
  });
}

test('报文：不是 JSON、路径不存在', async () => {
  const notJson = await send(sign('POST', '/v1/transfers', '{'));
  assert.deepEqual(outcome(notJson), [400, 'malformed', false]);
  assert.deepEqual(outcome(await send(sign('GET', '/v1/nothing'))), [404, 'not_found', false]);
  const day = await send(sign('GET', `/v1/accounts/${payer.account}/statement?day=2026-02-30`));
  assert.deepEqual(outcome(day), [400, 'malformed', false]);
});

test('付款账户：未开户、户名不符、已冻结都不受理', async () => {
  await bank.admin.openAccount('110900000000002', '另一家公司', yuan('100.00'));
  await bank.admin.putPayee('110900000000003', '别人的账户');
  const expected = [403, 'payer_not_authorised', false];
  assert.deepEqual(outcome(await submit({ payer_account: '110900000000099' })), expected);
  assert.deepEqual(outcome(await submit({ payer_account: '110900000000002' })), expected);
  const other = { payer_account: '110900000000003', payer_name: '别人的账户' };
  assert.deepEqual(outcome(await submit(other)), expected);
  await bank.admin.putPayee('110900000000002', '另一家公司', 'frozen');
  const frozen = { payer_account: '110900000000002', payer_name: '另一家公司' };
  assert.deepEqual(outcome(await submit(frozen)), expected);
});

test('限制：单笔、日累计、频率、并发', async () => {
  await bank.admin.changeSettings({ amount_max: '500.00' });
  const large = await submit({ amount: '500.01' });
  assert.deepEqual([large.status, large.json.state, large.json.code], [200, 'failed', 'AM02']);
  assert.equal((await submit({ amount: '500.00' })).json.state, 'succeeded');

  await bank.admin.changeSettings({ amount_max: null, daily_max: '0.01' });
  const daily = await submit();
  assert.deepEqual(outcome(daily), [422, 'daily_limit', false]);
  assert.match(String(daily.json.retry_at), /T16:00:00\.000Z$/);

  await bank.admin.changeSettings({ daily_max: null, requests_per_second_max: 1 });
  assert.equal((await submit()).status, 200);
  assert.deepEqual(outcome(await submit()), [429, 'rate_limited', false]);

  const slow = { requests_per_second_max: null, in_flight_max: 2 };
  await bank.admin.changeSettings({ ...slow, answer_ms: [200, 200] });
  const replies = await Promise.all([submit(), submit(), submit()]);
  assert.deepEqual(
    replies.map((reply) => reply.status).toSorted((a, b) => a - b),
    [200, 200, 429],
  );
  const refused = replies.find((reply) => reply.status === 429);
  assert.deepEqual(outcome(refused!), [429, 'in_flight_limit', false]);
  await bank.admin.changeSettings({ in_flight_max: null, answer_ms: [0, 0] });
});

test('非交易时间：答复下次开门时间，开门后同一参考号可再发', async () => {
  const body = transferBody();
  const today = shanghaiDate((await bank.admin.settings()).now);
  await bank.admin.changeSettings({
    opening_hours: { ...defaultSettings.opening_hours, holidays: [today] },
  });
  const closed = await send(sign('POST', '/v1/transfers', body));
  assert.deepEqual(outcome(closed), [422, 'closed_window', false]);
  assert.match(String(closed.json.retry_at), /T16:00:00\.000Z$/);
  await bank.admin.changeSettings({ opening_hours: defaultSettings.opening_hours });
  assert.equal((await send(sign('POST', '/v1/transfers', body))).json.state, 'succeeded');
});

test('本行收款人：户名、销户、冻结按真实账户检查，正常则入账', async () => {
  const payees = [
    ['6217000000000001', '欧阳䶮', 'open'],
    ['6217000000000002', '买买提·艾力', 'closed'],
    ['6217000000000003', '何㛃', 'frozen'],
  ] as const;
  for (const [account, name, state] of payees) await bank.admin.putPayee(account, name, state);
  const pay = async (payee_account: string, payee_name: string) =>
    (await submit({ payee_account, payee_name })).json;
  assert.equal((await pay('6217000000000001', '欧阳龑')).code, 'BE01');
  assert.equal((await pay('6217000000000002', '买买提·艾力')).code, 'AC04');
  assert.equal((await pay('6217000000000003', '何㛃')).code, 'AC06');
  assert.equal((await pay('6217000000000001', '欧阳䶮')).state, 'succeeded');
});

test('来款与对账单：分页不漏不重，camt.053 期初加减等于期末', async () => {
  const account = '110900000000010';
  await bank.admin.openAccount(account, '对账<测试>公司', yuan('1000.00'));
  const client = { payerName: '客户&公司', payerAccount: '31000000000001', text: '11月工资款' };
  await bank.admin.credit({ account, amount: yuan('500.00'), ...client });
  for (const payee_name of ['李文静', '沙箱户名不符']) {
    await submit({ payer_account: account, payer_name: '对账<测试>公司', payee_name });
  }
  const today = shanghaiDate((await bank.admin.settings()).now);
  const path = `/v1/accounts/${account}/statement`;
  const first = await send(sign('GET', `${path}?after=0&day=${today}&limit=3`));
  const lines = first.json.lines as Record<string, string>[];
  assert.equal(first.json.has_more, true);
  const last = lines.at(-1)!.sequence;
  const rest = await send(sign('GET', `${path}?after=${last}&day=${today}&limit=3`));
  assert.equal(rest.json.has_more, false);
  const all = [...lines, ...(rest.json.lines as Record<string, string>[])];
  assert.deepEqual(
    all.map((line) => [line.kind, line.direction, line.amount, line.balance]),
    [
      ['receipt', 'credit', '1000.00', '1000.00'],
      ['receipt', 'credit', '500.00', '1500.00'],
      ['transfer', 'debit', '100.00', '1400.00'],
      ['transfer', 'debit', '100.00', '1300.00'],
      ['reversal', 'credit', '100.00', '1400.00'],
    ],
  );
  const camt = await send(sign('GET', `/v1/accounts/${account}/statement.xml?day=${today}`));
  const found = (pattern: RegExp) => [...camt.text.matchAll(pattern)].map((match) => match[1]);
  assert.deepEqual(found(/<Cd>(OPBD|CLBD)<\/Cd>/g), ['OPBD', 'CLBD']);
  assert.deepEqual(found(/<Amt Ccy="CNY">([\d.]+)<\/Amt>/g), [
    '0.00',
    '1400.00',
    '1000.00',
    '500.00',
    '100.00',
    '100.00',
    '100.00',
  ]);
  assert.equal(new Set(found(/<AcctSvcrRef>(\d+)</g)).size, 5);
  assert.equal(found(/<RvslInd>(true)</g).length, 1);
  assert.match(camt.text, /<Nm>客户&amp;公司<\/Nm>/);
  assert.match(camt.text, /<Nm>对账&lt;测试&gt;公司<\/Nm>/);
});

test('对账单按业务日期分开，期初承接前一日', async () => {
  const account = '110900000000011';
  await bank.admin.openAccount(account, '跨日公司', yuan('10.00'));
  const { now } = await bank.admin.advanceClock(86_400);
  const day = shanghaiDate(now);
  const path = `/v1/accounts/${account}/statement`;
  const empty = await send(sign('GET', `${path}?day=${day}`));
  assert.deepEqual(empty.json.lines, []);
  const camt = await send(sign('GET', `${path}.xml?day=${day}`));
  assert.match(camt.text, /<ElctrncSeqNb>2</);
  assert.equal(camt.text.match(/<Amt Ccy="CNY">10\.00</g)?.length, 2);
  await bank.admin.advanceClock(-86_400);
});

test('管理接口：要口令，错误设置与未知名目拒绝', async () => {
  const response = await fetch(`${bank.url}/admin/settings`, {
    headers: { authorization: 'Bearer wrong' },
  });
  assert.equal(response.status, 401);
  const refused = [
    bank.admin.changeSettings({ answer_ms: [5, 1] }),
    bank.admin.changeSettings({ amount_max: '一万' }),
    bank.admin.changeSettings({ nothing: 1 } as object),
    bank.admin.setCallbackUrl('ftp://example.com'),
    bank.admin.openAccount('12', '账号太短', yuan('1.00')),
    bank.admin.transfer('nobody'),
    bank.admin.resolveTransfer('nobody', 'failed'),
    bank.admin.returnTransfer('nobody'),
    bank.admin.setBehaviour('6222020200012345678', 'nothing' as 'suspended'),
  ];
  const settled = await Promise.allSettled(refused);
  const codes = settled.map((one) =>
    one.status === 'rejected' ? /: (\d+)/.exec(one.reason)?.[1] : 'ok',
  );
  assert.deepEqual(codes, ['400', '400', '400', '400', '400', '404', '404', '404', '400']);
});

test('设置在重启后保留', async () => {
  await bank.admin.changeSettings({ late_return_seconds: 77 });
  await bank.restart();
  assert.equal((await bank.admin.settings()).late_return_seconds, 77);
});

test('账簿：每笔借贷相等，余额等于分录之和', async () => {
  const { sum, unbalanced_journals, accounts_off, entries } = await bank.admin.checkBook();
  assert.deepEqual(
    { sum, unbalanced_journals, accounts_off },
    { sum: 0, unbalanced_journals: 0, accounts_off: 0 },
  );
  assert.ok(entries > 20);
});
