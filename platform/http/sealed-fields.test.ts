import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { nothing, operation, sensitive, sensitivePlaces, tenantId, text } from '@heyi/contract';
import { addSeconds, type Instant, ok } from '@heyi/kernel';
import { CompactEncrypt, CompactSign } from 'jose';
import { z } from 'zod';
import { fieldKeyIds, fieldKeyOf } from '../crypto/field-key.ts';
import { masterKeyFrom } from '../crypto/key-ring.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { route } from './route.ts';
import { openTestServer, pathOf, type TestServer } from './testing.ts';

const now: Instant = '2026-11-23T01:00:00.000Z';
const phone = '13800001234';
let world: TestHost;
let http: TestServer;
let lenient: TestServer;
/** What the use case was given. */
let given: unknown = null;

const keepPhone = operation({
  id: 'keepPhone',
  method: 'POST',
  path: '/v1/tenants/:tenantId/phones',
  scope: 'tenant',
  permission: 'phone:write',
  input: z.object({
    tenantId,
    person: z.object({ phone: sensitive(text(20)).nullish(), name: text(20) }),
  }),
  output: nothing,
  failures: {},
});

before(async () => {
  world = await createTestHost(now);
  const run = async (_tx: unknown, input: unknown) => {
    given = input;
    return ok({});
  };
  http = await openTestServer(world.host, [route(keepPhone, run)], { acceptPlainFields: false });
  lenient = await openTestServer(world.host, [route(keepPhone, run)]);
});
after(async () => {
  await http.server.close();
  await lenient.server.close();
  await world.close();
});

const place = 'person.phone';
const path = () => pathOf(keepPhone, world.host.houseId);
const purpose = () => `POST ${path()} ${place}`;
const seconds = Date.parse(now) / 1000;

function keyFor(keyId: string, master = world.host.keyRing.master): KeyObject {
  return createPublicKey(fieldKeyOf(master, keyId));
}

type Sealing = { text?: string | Uint8Array; key?: KeyObject; header?: Record<string, unknown> };

/** As a careful client seals, changed by what is given. */
async function seal({ text: plain = phone, key, header = {} }: Sealing = {}): Promise<string> {
  const [today] = fieldKeyIds(now);
  const usual = { alg: 'ECDH-ES', enc: 'A256GCM', kid: today, iat: seconds, for: purpose() };
  const bytes = typeof plain === 'string' ? new TextEncoder().encode(plain) : plain;
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ ...usual, ...header })
    .encrypt(key ?? keyFor(today), { crit: { b64: true } });
}

async function send(sent: unknown, server = http, key = `seal-${randomBytes(6).toString('hex')}`) {
  given = null;
  const token = server.tokenOf({
    tenantId: world.host.houseId,
    permissions: new Set(['phone:write']),
    assignedTenantIds: [world.host.houseId],
  });
  const body = { person: { name: '王芳', phone: sent } };
  return server.call('POST', path(), { token, key, body });
}

test('封存的字段：约定里标明，只在门口打开', async () => {
  assert.deepEqual(sensitivePlaces(keepPhone), [place]);
  const answer = await send(await seal());
  assert.equal(answer.status, 200);
  assert.deepEqual((given as { person: unknown }).person, { name: '王芳', phone });
});

test('没有的、空的不用封存；明文默认不收，设了才收', async () => {
  for (const empty of [null, undefined]) assert.equal((await send(empty)).status, 200);
  const refused = await send(phone);
  assert.equal(refused.status, 400);
  assert.equal(refused.body['code'], 'field.not_sealed');
  assert.deepEqual(refused.body['fields'], [{ path: place }]);
  assert.doesNotMatch(JSON.stringify(refused.body), new RegExp(phone));
  assert.equal(given, null);
  assert.equal((await send(phone, lenient)).status, 200);
  assert.equal((await send(await seal(), lenient)).status, 200, '设了也收封存的');
});

test('打开以后照样按约定检查', async () => {
  const answer = await send(await seal({ text: '1'.repeat(21) }));
  assert.equal(answer.status, 400);
  assert.equal(answer.body['code'], 'request.invalid');
  const nul = await send(await seal({ text: '138\u0000' }));
  assert.equal(nul.body['code'], 'request.invalid');
});

test('密钥每天换：昨天的、明天的打得开，前天的不行；别的安装的不行', async () => {
  for (const day of ['2026-11-22', '2026-11-24']) {
    const answer = await send(await seal({ key: keyFor(day), header: { kid: day } }));
    assert.equal(answer.status, 200, day);
  }
  const old = '2026-11-21';
  assert.equal((await send(await seal({ key: keyFor(old), header: { kid: old } }))).status, 400);
  const stranger = keyFor('2026-11-23', masterKeyFrom(randomBytes(32)));
  assert.equal((await send(await seal({ key: stranger }))).status, 400);
  assert.notDeepEqual(
    keyFor('2026-11-22').export({ format: 'jwk' }),
    keyFor('2026-11-23').export({ format: 'jwk' }),
  );
});

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;

/** A compact JWE with its parts changed as text. */
const parts = (change: (parts: string[]) => void) => async () => {
  const cut = (await seal()).split('.');
  change(cut);
  return cut.join('.');
};
const headerOf = (change: Record<string, unknown>) =>
  parts((cut) => {
    const header = JSON.parse(Buffer.from(cut[0]!, 'base64url').toString());
    cut[0] = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url');
  });
const flipped = (index: number) =>
  parts((cut) => {
    const bytes = Buffer.from(cut[index]!, 'base64url');
    bytes[0]! ^= 1;
    cut[index] = bytes.toString('base64url');
  });

const zeroPoint = { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32).toString('base64url') };

const hostile: [title: string, make: () => Promise<string>][] = [
  ['alg none', headerOf({ alg: 'none' })],
  ['alg dir', headerOf({ alg: 'dir' })],
  ['先包一层密钥', () => seal({ header: { alg: 'ECDH-ES+A256KW' } })],
  ['别的内容算法', () => seal({ header: { enc: 'A128CBC-HS256' } })],
  ['弱的内容算法', () => seal({ header: { enc: 'A128GCM' } })],
  ['别的曲线', () => seal({ key: p256() })],
  ['曲线写错', headerOf({ epk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } })],
  ['没有公钥', headerOf({ epk: undefined })],
  ['公钥是零点', headerOf({ epk: zeroPoint })],
  ['没有密钥编号', () => seal({ header: { kid: undefined } })],
  ['密钥编号是路径', () => seal({ header: { kid: '../../master' } })],
  ['压缩过', headerOf({ zip: 'DEF' })],
  ['有必须懂的扩展', headerOf({ crit: ['b64'], b64: true })],
  ['给别的操作封的', () => seal({ header: { for: 'POST /v1/session password' } })],
  ['给别的字段封的', () => seal({ header: { for: purpose().replace('phone', 'name') } })],
  ['没说给谁封的', () => seal({ header: { for: undefined } })],
  ['两分钟以前封的', () => seal({ header: { iat: seconds - 121 } })],
  ['将来封的', () => seal({ header: { iat: seconds + 61 } })],
  ['没有时间', () => seal({ header: { iat: undefined } })],
  ['时间是文字', () => seal({ header: { iat: String(seconds) } })],
  ['密文改了一位', flipped(3)],
  ['校验改了一位', flipped(4)],
  ['随机数改了一位', flipped(2)],
  ['校验截短', parts((cut) => void (cut[4] = cut[4]!.slice(0, 6)))],
  ['塞了一把密钥', parts((cut) => void (cut[1] = 'AAAA'))],
  ['六段', parts((cut) => void cut.push('AAAA'))],
  ['签名不是密文', signed],
  ['不是文字', () => seal({ text: new Uint8Array([0xff, 0xfe, 0xfd]) })],
  ['很长', () => seal({ text: 'x'.repeat(5000) })],
];

async function signed(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return new CompactSign(new TextEncoder().encode(phone))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(privateKey);
}

for (const [title, make] of hostile) {
  test(`打不开的封存：${title}`, async () => {
    const answer = await send(await make());
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'field.unreadable');
    assert.equal(given, null);
    assert.equal((await send(await make(), lenient)).status, 400, '收明文的也不当作明文');
  });
}

test('重放：同一处两分钟内还是同一个值，同一把幂等键只办一次；换一处、过两分钟都不行', async () => {
  const sealed = await seal();
  assert.equal((await send(sealed, http, 'replayed-1')).status, 200);
  const before = given;
  assert.equal((await send(sealed)).status, 200);
  assert.deepEqual(given, before);
  world.clock.set(addSeconds(now, 121));
  assert.equal((await send(sealed)).status, 400);
  world.clock.set(now);
});

test('同一把幂等键、重新封存的同一内容：是同一个请求', async () => {
  const token = http.tokenOf({
    tenantId: world.host.houseId,
    permissions: new Set(['phone:write']),
    assignedTenantIds: [world.host.houseId],
  });
  const call = async (plain: string) => {
    const body = { person: { name: '王芳', phone: await seal({ text: plain }) } };
    return http.call('POST', path(), { token, key: 'same-content', body });
  };
  assert.equal((await call(phone)).status, 200);
  given = null;
  assert.equal((await call(phone)).status, 200);
  assert.equal(given, null, '没有再办一次');
  assert.equal((await call('13900001111')).body['code'], 'idempotency.key_reused');
});

test('没有权限的人，连打开都不做', async () => {
  const token = http.tokenOf({ tenantId: world.host.houseId, permissions: new Set() });
  const body = { person: { name: '王芳', phone: 'eyJhbGciOiJub25lIn0....' } };
  const answer = await http.call('POST', path(), { token, key: 'not-permitted', body });
  assert.equal(answer.body['code'], 'permission.denied');
});
