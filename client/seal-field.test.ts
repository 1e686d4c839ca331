import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { createClient, Problem } from './index.ts';
import { sealField } from './seal-field.ts';

const { privateKey } = generateKeyPairSync('x25519');
const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
const key = { kid: '2026-11-23', x: x! };
const now = '2026-11-23T01:00:00.000Z';

async function opened(sealed: string): Promise<string> {
  const { plaintext } = await compactDecrypt(sealed, privateKey, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return new TextDecoder().decode(plaintext);
}

test('浏览器里封的，通用的 JOSE 库打得开；两次封的不相同', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), async (text) => {
      const plain = text.toWellFormed();
      const sealed = sealField(plain, key, { iat: 1, for: 'POST /v1/session password' });
      assert.equal(await opened(sealed), plain);
      assert.notEqual(sealField(plain, key, { iat: 1, for: 'x' }), sealed);
      assert.match(sealed, /^eyJ[\w-]+\.\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/);
    }),
    { numRuns: 20 },
  );
});

type Sent = { url: string; body: Record<string, string>; key: string | null };

/** A server that keeps what it was sent; it answers the codes in order, then success. */
function listeningServer(codes: string[] = []) {
  const sent: Sent[] = [];
  let keysAsked = 0;
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const fetchIt = async (url: string, init: RequestInit) => {
    if (url.endsWith('/v1/field-keys')) {
      keysAsked += 1;
      return answer(200, { keys: [key], now });
    }
    const body = JSON.parse(init.body as string) as Record<string, string>;
    sent.push({ url, body, key: new Headers(init.headers).get('idempotency-key') });
    const code = codes.shift();
    return code === undefined ? answer(200, {}) : answer(400, { code });
  };
  const client = createClient({ baseUrl: 'http://x', fetch: fetchIt as typeof fetch });
  return { client, sent, keysAsked: () => keysAsked };
}

const credentials = { loginName: 'wangfang', password: '晴天霹雳-47112' };

test('密码从不以明文离开浏览器；公钥只问一次', async () => {
  const { client, sent, keysAsked } = listeningServer();
  await client.signIn(credentials);
  await client.signIn(credentials);
  assert.equal(keysAsked(), 1);
  for (const { body } of sent) {
    assert.equal(body['loginName'], 'wangfang');
    assert.doesNotMatch(JSON.stringify(body), /晴天霹雳/);
    assert.equal(await opened(body['password']!), credentials.password);
    const header = decodeProtectedHeader(body['password']!);
    assert.equal(header['for'], 'POST /v1/session password');
    assert.equal(header.kid, key.kid);
    const age = Number(header['iat']) - Date.parse(now) / 1000;
    assert.ok(age >= 0 && age < 60, `用的是服务器的时间：${age}`);
  }
});

test('没有填的不封，里层的照样封，地址里的编号写进用途', async () => {
  const { client, sent } = listeningServer();
  const person = { tenantId: 'ten_1', name: '王芳', documentKind: 'passport' as const };
  await client.createPerson({ ...person, documentNumber: 'E12345678', phone: null });
  assert.equal(sent[0]!.body['phone'], null);
  const header = decodeProtectedHeader(sent[0]!.body['documentNumber']!);
  assert.equal(header['for'], 'POST /v1/tenants/ten_1/persons documentNumber');
  const correction = { payeeName: '王芳', accountNumber: '6222020200000000' };
  await client.retryPayOrder({ tenantId: 'ten_1', payOrderId: 'pay_1', correction });
  const inside = sent[1]!.body['correction'] as unknown as Record<string, string>;
  assert.equal(await opened(inside['accountNumber']!), correction.accountNumber);
});

test('服务器换了密钥：再问一次公钥，用同一把幂等键再发一次；还不行就如实报错', async () => {
  const mended = listeningServer(['field.unreadable']);
  await mended.client.signIn(credentials);
  assert.equal(mended.keysAsked(), 2);
  assert.equal(mended.sent.length, 2);
  assert.equal(mended.sent[0]!.key, mended.sent[1]!.key);
  const broken = listeningServer(['field.unreadable', 'field.unreadable']);
  await assert.rejects(
    broken.client.signIn(credentials),
    (error) => error instanceof Problem && error.code === 'field.unreadable',
  );
  assert.equal(broken.sent.length, 2);
});
