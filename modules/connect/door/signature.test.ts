import assert from 'node:assert/strict';
import { createHash, createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalUrl, isSignedWith, readSignature, signedText } from './signature.ts';

const urls: [title: string, url: string, canonical: string][] = [
  ['没有查询', '/v1/app', '/v1/app'],
  ['只有问号', '/v1/app?', '/v1/app'],
  ['按名排序', '/v1/app?b=2&a=1', '/v1/app?a=1&b=2'],
  ['同名按值排序', '/v1/app?a=2&a=1', '/v1/app?a=1&a=2'],
  ['加号是空格', '/v1/app?a=x+y', '/v1/app?a=x%20y'],
  ['百分号大小写', '/v1/app?a=%e4%bd%a0', '/v1/app?a=%E4%BD%A0'],
  ['保留字符', "/v1/app?a=!'()*~", '/v1/app?a=%21%27%28%29%2A~'],
  ['空值', '/v1/app?a', '/v1/app?a='],
];
describe('规范查询串', () => {
  for (const [title, url, canonical] of urls) {
    test(title, () => assert.equal(canonicalUrl(url), canonical));
  }
  test('参数次序不影响', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 6 }), (pairs) => {
        const one = `/x?${new URLSearchParams(pairs).toString()}`;
        const other = `/x?${new URLSearchParams(pairs.toReversed()).toString()}`;
        assert.equal(canonicalUrl(one), canonicalUrl(other));
      }),
    );
  });
});

test('待签名串：五行，末尾不换行；与文档的例子一致', () => {
  const body = '{"hello": "world"}';
  const digest = createHash('sha256').update(body).digest();
  // RFC 9530 prints the same digest in base64.
  assert.equal(digest.toString('base64'), 'X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=');
  const text = signedText(
    { method: 'POST', url: '/v1/withdrawals?b=2&a=1', body: Buffer.from(body) },
    1_700_000_000,
    'nonce-0001',
  );
  assert.equal(
    text,
    `POST\n/v1/withdrawals?a=1&b=2\n${digest.toString('hex')}\n1700000000\nnonce-0001`,
  );
  // By openssl: dgst -sha256 -hmac heyi_sandbox_example -binary.
  const secret = createSecretKey(Buffer.from('heyi_sandbox_example'));
  const mac = Buffer.from('nFNU/zTWLeuk6LQG9Rne+LnHWKcXeRrLjVXCaecB3t0=', 'base64');
  assert.equal(isSignedWith(secret, text, mac), true);
  assert.equal(isSignedWith(secret, `${text}\n`, mac), false);
});

const good = {
  'x-app-id': 'app_1',
  'x-timestamp': '1700000000',
  'x-nonce': 'nonce-0001',
  'x-signature': 'v1=2v0Lw1Vb9YkzqkF8yKkq7mZQw6j8m8oQq3q4Jw2o0gM=',
};
const broken: [title: string, header: string, headers: Record<string, string | undefined>][] = [
  ['没有应用编号', 'X-App-Id', { 'x-app-id': undefined }],
  ['没有时间戳', 'X-Timestamp', { 'x-timestamp': undefined }],
  ['时间戳带小数', 'X-Timestamp', { 'x-timestamp': '1700000000.5' }],
  ['时间戳是毫秒', 'X-Timestamp', { 'x-timestamp': '1700000000000' }],
  ['随机串太短', 'X-Nonce', { 'x-nonce': 'short' }],
  ['随机串有空格', 'X-Nonce', { 'x-nonce': 'nonce 0001' }],
  ['没有版本', 'X-Signature', { 'x-signature': good['x-signature'].slice(3) }],
  ['签名不是 32 字节', 'X-Signature', { 'x-signature': 'v1=AAAA' }],
];
describe('签名头', () => {
  test('齐全', () => {
    const read = readSignature(good);
    assert.ok(read.ok);
    assert.equal(read.value.timestamp, 1_700_000_000);
  });
  for (const [title, header, headers] of broken) {
    test(`${title}：说出是哪个请求头`, () => {
      const read = readSignature({ ...good, ...headers });
      assert.ok(!read.ok);
      assert.deepEqual(read.failure, { code: 'signature.malformed', header });
    });
  }
  test('一个都没有：不是签错，是没有签', () => {
    const read = readSignature({ 'content-type': 'application/json' });
    assert.ok(!read.ok);
    assert.deepEqual(read.failure, { code: 'app.credentials_required' });
  });
});
