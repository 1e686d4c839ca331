import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPublicAddress, isUrlAllowed, literalAddress, publicLookup } from './address-guard.ts';
import { newWebhookSecret, retrySeconds, stepAfter, webhookSignature } from './webhook.ts';

test('签名与 Standard Webhooks 的样例一致；换密钥期间两个签名并列', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  assert.equal(webhookSignature([secret], message), signature);
  const two = webhookSignature([newWebhookSecret(), secret], message).split(' ');
  assert.equal(two.length, 2);
  assert.equal(two[1], signature);
});

test('密钥：前缀加 24 字节', () => {
  const secret = newWebhookSecret();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{32}$/);
  assert.equal(Buffer.from(secret.slice(6), 'base64').length, 24);
});

const nothing = { status: null, error: 'timeout', tookMs: 1, retryAfterSeconds: null };
const answered = (status: number, retryAfterSeconds: number | null = null) => ({
  status,
  error: null,
  tookMs: 1,
  retryAfterSeconds,
});

describe('一次推送之后', () => {
  test('2xx 送达，3xx、4xx、5xx、超时再试', () => {
    for (const status of [200, 204, 299]) {
      assert.deepEqual(stepAfter(answered(status), 1, 0), { state: 'delivered' });
    }
    for (const status of [199, 301, 302, 400, 404, 500]) {
      assert.deepEqual(stepAfter(answered(status), 1, 0), { state: 'waiting', inSeconds: 5 });
    }
    assert.deepEqual(stepAfter(nothing, 1, 0), { state: 'waiting', inSeconds: 5 });
  });
  test('间隔：5 秒、5 分、30 分、2、5、10、14、20、24 小时，此后放弃', () => {
    const waits = retrySeconds.slice(1).map((_, index) => stepAfter(nothing, index + 1, 0));
    assert.deepEqual(
      waits.map((step) => (step.state === 'waiting' ? step.inSeconds : step.state)),
      [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
    );
    assert.deepEqual(stepAfter(nothing, 10, 0), { state: 'failed', disable: 'gave_up' });
  });
  test('错开：至多晚一成', () => {
    assert.deepEqual(stepAfter(nothing, 2, 1), { state: 'waiting', inSeconds: 330 });
  });
  test('410：停用', () => {
    assert.deepEqual(stepAfter(answered(410), 1, 0), { state: 'failed', disable: 'gone' });
  });
  test('对方说等多久就等多久，至多一天', () => {
    assert.deepEqual(stepAfter(answered(429, 60), 1, 0), { state: 'waiting', inSeconds: 60 });
    assert.deepEqual(stepAfter(answered(429, 1), 1, 0), { state: 'waiting', inSeconds: 5 });
    const long = stepAfter(answered(503, 999_999), 1, 0);
    assert.deepEqual(long, { state: 'waiting', inSeconds: 86_400 });
  });
});

const addresses: [address: string, isPublic: boolean][] = [
  ['8.8.8.8', true],
  ['1.1.1.1', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.100.100.200', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
];
describe('公网地址', () => {
  for (const [address, isPublic] of addresses) {
    test(address, () => assert.equal(isPublicAddress(address), isPublic));
  }
});

const urls: [url: string, isAllowed: boolean, inSandbox: boolean][] = [
  ['https://hooks.example.com/heyi?x=1', true, true],
  ['https://8.8.8.8/heyi', true, true],
  ['http://hooks.example.com/heyi', false, true],
  ['https://127.0.0.1/', false, true],
  ['https://2130706433/', false, true],
  ['https://0x7f.1/', false, true],
  ['https://[::1]/', false, true],
  ['https://[::ffff:127.0.0.1]/', false, true],
  ['https://localhost/', false, true],
  ['https://api.localhost/', false, true],
  ['https://metadata.google.internal/', false, true],
  ['https://intranet/', false, true],
  ['https://user:pass@hooks.example.com/', false, false],
  ['https://hooks.example.com/#x', false, false],
  ['ftp://hooks.example.com/', false, false],
  ['file:///etc/passwd', false, false],
  ['hooks.example.com', false, false],
];
describe('推送地址', () => {
  for (const [url, isAllowed, inSandbox] of urls) {
    test(url, () => {
      assert.equal(isUrlAllowed(url, false), isAllowed);
      assert.equal(isUrlAllowed(url, true), inSandbox);
    });
  }
  test('写成地址的主机名认得出来', () => {
    assert.equal(literalAddress('[::1]'), '::1');
    assert.equal(literalAddress('example.com'), null);
  });
});

test('名字解析到内网：连接之前就拒绝', async () => {
  for (const all of [true, false]) {
    const code = await new Promise((resolve) => {
      publicLookup('localhost', { all }, (error) => resolve(error?.code));
    });
    assert.equal(code, 'address_refused');
  }
});
