import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { checkCall, type SignedCall, sha256Hex, signCallback } from './signature.ts';

test('回调签名：Standard Webhooks 项目自己的向量', () => {
  const headers = signCallback(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '{"test": 2432232314}',
    '2021-02-25T15:02:10.000Z',
  );
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

const now = '2026-11-20T03:00:00.000Z';
const seconds = 1_795_143_600;

function sign(call: Omit<SignedCall, 'signature'>, secret = 'secret'): SignedCall {
  const target = call.target.replace('?b=2&a=1', '?a=1&b=2');
  const { method, body, timestamp, nonce } = call;
  const text = [method, target, sha256Hex(body), timestamp, nonce].join('\n');
  const signature = `v1=${createHmac('sha256', secret).update(text).digest('base64')}`;
  return { ...call, signature };
}

const call = {
  method: 'POST',
  target: '/bank/v1/transfers?b=2&a=1',
  body: Buffer.from('{}'),
  timestamp: String(seconds),
  nonce: 'AAAAAAAAAAAAAAAAAAAAAAAA',
};

const cases: [title: string, call: SignedCall, expected: string | null][] = [
  ['正确，参数顺序不论', sign(call), null],
  ['早 300 秒仍可', sign({ ...call, timestamp: String(seconds - 300) }), null],
  ['早 301 秒', sign({ ...call, timestamp: String(seconds - 301) }), 'timestamp_invalid'],
  ['晚 301 秒', sign({ ...call, timestamp: String(seconds + 301) }), 'timestamp_invalid'],
  ['时间戳不是数字', sign({ ...call, timestamp: 'now' }), 'timestamp_invalid'],
  ['密钥不对', sign(call, 'other'), 'signature_invalid'],
  ['正文被改', { ...sign(call), body: Buffer.from('{"a":1}') }, 'signature_invalid'],
  ['地址被改', { ...sign(call), target: '/bank/v1/batches' }, 'signature_invalid'],
  ['方法被改', { ...sign(call), method: 'GET' }, 'signature_invalid'],
  ['随机数被改', { ...sign(call), nonce: 'BBBBBBBBBBBBBBBBBBBBBBBB' }, 'signature_invalid'],
  ['随机数太短', sign({ ...call, nonce: 'A' }), 'signature_invalid'],
  ['没有签名', { ...sign(call), signature: '' }, 'signature_invalid'],
];

for (const [title, signed, expected] of cases) {
  test(`请求签名：${title}`, () => assert.equal(checkCall(signed, 'secret', now), expected));
}
