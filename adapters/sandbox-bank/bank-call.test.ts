import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { fixedClock, plainDate, yuan } from '@heyi/kernel';
import { BankUnavailable } from '@heyi/payments';
import { openSandboxBank } from './sandbox-bank.ts';

// Servers that are no bank, or a bank that lies: what may be believed of them.

const secret = 'the secret of both';
const servers: Server[] = [];
const links: { close(): void }[] = [];
const sockets = new Set<Socket>();
after(() => {
  for (const link of links) link.close();
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

const order = {
  payerAccount: '110900000000001',
  payerName: '合一测试人力资源有限公司',
  reference: 'PAY-1',
  payeeName: '李文静',
  payeeAccount: '6222020200012345678',
  payeeBankCode: null,
  amount: yuan('8300.50'),
  purpose: '2026年11月工资',
};

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function linkTo(port: number, { inFlightMax = 64, timeoutMs = 20_000 } = {}) {
  const clock = fixedClock('2026-11-20T03:00:00.000Z');
  const url = `http://127.0.0.1:${port}/bank`;
  const link = openSandboxBank({
    url,
    appId: 'heyi',
    secret,
    callbackSecret: 'whsec_AAAA',
    timeoutMs,
    clock,
    inFlightMax,
  });
  links.push(link);
  return link;
}

/** A server that answers each call so, with the bank's true signature unless told otherwise. */
async function liar(status: number, body: string, key: string | null = secret): Promise<number> {
  const listener: RequestListener = (request, response) => {
    request.resume();
    const hash = createHash('sha256').update(body).digest('hex');
    const text = `${status}\n${String(request.headers['x-nonce'])}\n${hash}`;
    const signature = key && `v1=${createHmac('sha256', key).update(text).digest('base64')}`;
    response.writeHead(status, signature ? { 'x-bank-signature': signature } : {}).end(body);
  };
  return listen(createHttpServer(listener));
}

const report = {
  reference: 'PAY-1',
  state: 'succeeded',
  bank_reference: '202611200000000001',
  code: null,
  text: null,
  occurred_at: '2026-11-20T03:00:00.000Z',
};
const refusal = { code: 'rate_limited', text: '请求过于频繁', retry_at: null, executed: false };

const lies: [title: string, status: number, body: unknown, key: string | null, kind: string][] = [
  ['真话：成功', 200, report, secret, 'reported'],
  ['真话：拒绝', 429, refusal, secret, 'notSent'],
  ['没有签名的成功', 200, report, null, 'unknown'],
  ['没有签名的 429（代理所答）', 429, refusal, null, 'unknown'],
  ['别的密钥签的拒绝', 429, refusal, 'another secret', 'unknown'],
  ['别笔交易的成功', 200, { ...report, reference: 'PAY-2' }, secret, 'unknown'],
  ['不认识的状态', 200, { ...report, state: 'done' }, secret, 'unknown'],
  ['时间不成样子', 200, { ...report, occurred_at: 'yesterday' }, secret, 'unknown'],
  ['拒绝但没说未执行', 422, { ...refusal, executed: undefined }, secret, 'unknown'],
  ['500 即使说未执行', 500, refusal, secret, 'unknown'],
  ['200 里装着拒绝', 200, refusal, secret, 'unknown'],
  ['跳转', 302, refusal, secret, 'unknown'],
  ['空正文', 200, '', secret, 'unknown'],
  ['乱码', 200, '<html>', secret, 'unknown'],
];
for (const [title, status, body, key, kind] of lies) {
  test(`应答：${title}`, async () => {
    const link = linkTo(
      await liar(status, typeof body === 'string' ? body : JSON.stringify(body), key),
    );
    const outcome = await link.submit(order);
    assert.equal(outcome.kind, kind, JSON.stringify(outcome));
  });
}

test('查询：没有签名的查无此笔不可信', async () => {
  const body = JSON.stringify({ ...refusal, code: 'not_found' });
  assert.equal((await linkTo(await liar(404, body)).query('PAY-1')).kind, 'notFound');
  assert.equal((await linkTo(await liar(404, body, null)).query('PAY-1')).kind, 'unknown');
  assert.equal((await linkTo(await liar(404, body, null)).queryBatch('B-1')).kind, 'unknown');
  assert.equal((await linkTo(await liar(404, body, null)).balance('1109')).kind, 'unknown');
});

test('对账单：读不到就报错，不当作空', async () => {
  const link = linkTo(await liar(200, '{}'));
  await assert.rejects(link.statement('110900000000001', plainDate('2026-11-20')), BankUnavailable);
});

test('连接被拒：未发出，五秒后再试', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const outcome = await linkTo(port).submit(order);
  assert.ok(outcome.kind === 'notSent');
  assert.equal(outcome.code, 'bank_unreachable');
  assert.equal(outcome.retryAt, '2026-11-20T03:00:05.000Z');
});

const cuts: [title: string, onConnection: (socket: Socket) => void][] = [
  ['接通后不作声', (socket) => socket.resume()],
  ['接通即断', (socket) => socket.destroy()],
  ['收到请求后断', (socket) => socket.once('data', () => socket.destroy())],
  [
    '答到一半断',
    (socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"ref', () => socket.destroy());
      }),
  ],
  ['不是 HTTP', (socket) => socket.once('data', () => socket.end('SSH-2.0\r\n'))],
];
for (const [title, onConnection] of cuts) {
  test(`断线：${title}，结果未知`, async () => {
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => socket.destroy());
        onConnection(socket);
      }),
    );
    assert.equal((await linkTo(port, { timeoutMs: 500 }).submit(order)).kind, 'unknown');
  });
}

test('TLS 没握成手：未发出', async () => {
  const port = await listen(
    createServer((socket) => socket.once('data', () => socket.end('no TLS'))),
  );
  const url = `https://127.0.0.1:${port}/bank`;
  const link = openSandboxBank({ url, appId: 'heyi', secret, callbackSecret: 'whsec_AAAA' });
  links.push(link);
  assert.equal((await link.submit(order)).kind, 'notSent');
});

test('排队：没轮到连接就到时的，未发出，之后也不会再发出', async () => {
  let calls = 0;
  const port = await listen(
    createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', (bytes) => (calls += bytes.toString().split('POST ').length - 1));
    }),
  );
  const link = linkTo(port, { inFlightMax: 1, timeoutMs: 500 });
  const outcomes = await Promise.all([link.submit(order), link.submit(order), link.submit(order)]);
  const kinds = outcomes.map((one) => one.kind);
  assert.equal(kinds[0], 'unknown');
  assert.ok(kinds.includes('notSent'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  // On a busy machine the freed connection may reach one more before its time is up: then it says so.
  assert.ok(calls <= kinds.filter((kind) => kind === 'unknown').length);
});

test('地址：本机之外只用 https', () => {
  const config = { appId: 'heyi', secret, callbackSecret: 'whsec_AAAA' };
  assert.throws(() => openSandboxBank({ ...config, url: 'http://bank.example.com/' }), /https/);
  openSandboxBank({ ...config, url: 'https://bank.example.com/' }).close();
});
