import assert from 'node:assert/strict';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { addSeconds, fixedClock, systemClock, yuan } from '@heyi/kernel';
import type { BankCallback, TransferReport } from '@heyi/payments';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from './sandbox-bank.ts';

type Received = { headers: IncomingHttpHeaders; body: Buffer; read: BankCallback | null };

const payer = { payerAccount: '110900000000001', payerName: '合一测试人力资源有限公司' };
let bank: SandboxBank;
let link: ReturnType<typeof openSandboxBank>;
let received: Received[] = [];
/** Status for each callback that comes in; 204 when it has run out. */
let answers: number[] = [];

const receiver = createServer((request, response) => void receive(request, response));

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const { headers } = request;
  received.push({
    headers,
    body,
    read: link.readCallback(headers as Record<string, string>, body),
  });
  response.writeHead(answers.shift() ?? 204).end();
}

before(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  bank = await startSandboxBank({
    settings: {
      settle_ms: [5, 30],
      callback_ms: [5, 30],
      callback_retry_ms: [50, 100],
      hang_ms: 300,
    },
  });
  await bank.admin.openAccount(payer.payerAccount, payer.payerName, yuan('100000000.00'));
  const { port } = receiver.address() as AddressInfo;
  await bank.admin.setCallbackUrl(`http://127.0.0.1:${port}/callbacks`);
  link = openSandboxBank({ ...bank, ...bank.credentials, timeoutMs: 20_000 });
});
after(async () => {
  link.close();
  await bank.stop();
  receiver.closeAllConnections();
  receiver.close();
});

let count = 0;
async function pay(payeeName: string): Promise<string> {
  count += 1;
  const reference = `CB-${count}`;
  await link.submit({
    ...payer,
    reference,
    payeeName,
    payeeAccount: '6222020200012345678',
    payeeBankCode: null,
    amount: yuan('8300.50'),
    purpose: '2026年11月工资',
  });
  return reference;
}

function reportsOf(reference: string): TransferReport[] {
  const reports = received.flatMap((one) => one.read?.reports ?? []);
  return reports.filter((report) => report.reference === reference);
}

async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${what}`);
}

const states = (reference: string) => reportsOf(reference).map((report) => report.state);
const settled = () => new Promise((resolve) => setTimeout(resolve, 500));

const cases: [title: string, payeeName: string, expected: string[]][] = [
  ['普通收款人', '李文静', ['succeeded']],
  ['户名不符', '沙箱户名不符', ['failed']],
  ['受理后失败', '沙箱受理后失败', ['failed']],
  ['挂账', '沙箱挂账', ['suspended']],
  ['回调乱序', '沙箱回调乱序', ['succeeded', 'processing']],
  ['退汇先到', '沙箱退汇先到', ['returned', 'succeeded']],
  ['回调重复', '沙箱回调重复', ['succeeded', 'succeeded', 'succeeded']],
  ['退汇', '沙箱退汇1秒', ['succeeded', 'returned']],
  ['执行后超时', '沙箱执行后超时', ['succeeded']],
  ['查询滞后', '沙箱查询滞后', ['succeeded']],
];
test('回调：每种收款人', { concurrency: true }, async (t) => {
  const run = ([title, payeeName, expected]: (typeof cases)[number]) =>
    t.test(title, async () => {
      const reference = await pay(payeeName);
      await until(() => states(reference).length >= expected.length, expected.join());
      await settled();
      assert.deepEqual(states(reference), expected);
      // Whatever the order of arrival, the latest instant is the truth.
      const reports = reportsOf(reference).toSorted((a, b) =>
        a.occurredAt < b.occurredAt ? 1 : -1,
      );
      assert.deepEqual(await link.query(reference), { kind: 'reported', report: reports[0] });
    });
  await Promise.all(cases.map(run));
});

test('回调：重复的一次同号、一次另号', async () => {
  const reference = await pay('沙箱回调重复');
  await until(() => states(reference).length === 3, '三次');
  const ids = received
    .filter((one) => one.read?.reports.some((report) => report.reference === reference))
    .map((one) => one.read!.callbackId);
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[1], ids[2]);
});

test('回调：伪造的说成功，验签不过；真的说失败', async () => {
  received = [];
  const reference = await pay('沙箱伪造回调');
  await until(() => states(reference).length === 1, '真回调');
  assert.deepEqual(states(reference), ['failed']);
  const forged = received.filter((one) => one.read === null);
  assert.equal(forged.length, 1);
  const text = forged[0]!.body.toString();
  assert.ok(text.includes(reference) && text.includes('"succeeded"'));
});

test('回调：对方答 500 或 302 则重试，同号同文，直到 2xx', async () => {
  received = [];
  answers = [500, 302];
  const reference = await pay('李文静');
  await until(() => states(reference).length === 3, '三次投递');
  await settled();
  assert.equal(received.length, 3);
  assert.equal(new Set(received.map((one) => one.read!.callbackId)).size, 1);
  assert.equal(new Set(received.map((one) => one.body.toString())).size, 1);
});

test('回调：银行被杀后重启，未送达的照样送达', async () => {
  await bank.admin.changeSettings({ callback_ms: [400, 400] });
  const reference = await pay('李文静');
  await bank.kill();
  await bank.restart();
  await until(() => states(reference).length > 0, '重启后的回调');
  assert.deepEqual([...new Set(states(reference))], ['succeeded']);
  await bank.admin.changeSettings({ callback_ms: [5, 30] });
});

test('回调：一次可带多笔，至多 500 笔', async () => {
  received = [];
  await bank.admin.changeSettings({ settle_ms: [300, 300], callback_ms: [700, 700] });
  const references = await Promise.all(Array.from({ length: 600 }, () => pay('李文静')));
  const told = () =>
    new Set(received.flatMap((one) => one.read?.reports ?? []).map((one) => one.reference));
  await until(() => told().size === 600, '600 笔');
  assert.deepEqual(told(), new Set(references));
  const sizes = received.map((one) => one.read!.reports.length);
  assert.ok(Math.max(...sizes) <= 500 && Math.max(...sizes) > 1, sizes.join());
  await bank.admin.changeSettings({ settle_ms: [5, 30], callback_ms: [5, 30] });
});

test('验签：改、旧、未来、缺、错一律不认', async () => {
  received = [];
  await pay('李文静');
  await until(() => received.length === 1, '一次回调');
  const { headers: raw, body, read } = received[0]!;
  const headers = raw as Record<string, string>;
  assert.ok(read);
  assert.ok(
    link.readCallback(headers, body),
    '五分钟内原样重放仍读得出，由调用方按 callbackId 去重',
  );
  assert.equal(link.readCallback(headers, body)!.callbackId, read.callbackId);
  const list = `v1,AAAA ${headers['webhook-signature']}`;
  assert.ok(link.readCallback({ ...headers, 'webhook-signature': list }, body));

  const changed = Buffer.from(body.toString().replace('succeeded', 'failed'));
  const wrong: [string, Record<string, string | undefined>, Uint8Array][] = [
    ['正文被改', headers, changed],
    ['编号被改', { ...headers, 'webhook-id': 'cb_other' }, body],
    [
      '时间被改',
      { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) },
      body,
    ],
    ['签名被改', { ...headers, 'webhook-signature': 'v1,AAAA' }, body],
    ['没有签名', { ...headers, 'webhook-signature': undefined }, body],
    ['没有编号', { ...headers, 'webhook-id': undefined }, body],
    ['没有时间', { ...headers, 'webhook-timestamp': undefined }, body],
    ['没有头', {}, body],
    ['空正文', headers, new Uint8Array()],
  ];
  for (const [title, heads, bytes] of wrong) {
    assert.equal(link.readCallback(heads, bytes), null, title);
  }
  for (const seconds of [-310, 310]) {
    const clock = fixedClock(addSeconds(systemClock.now(), seconds));
    const other = openSandboxBank({ ...bank, ...bank.credentials, clock });
    assert.equal(other.readCallback(headers, body), null, `${seconds} 秒`);
    other.close();
  }
  const stranger = { ...bank.credentials, callbackSecret: 'whsec_c3RyYW5nZXI=' };
  const other = openSandboxBank({ ...bank, ...stranger });
  assert.equal(other.readCallback(headers, body), null, '密钥不对');
  other.close();
});
