import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createTestHost, type TestHost } from '../testing.ts';
import {
  decrypt,
  encrypt,
  equalInConstantTime,
  lookupHash,
  masterKeyFrom,
  readMasterKey,
} from './key-ring.ts';
import { maskBankAccount, maskDocumentNumber, maskPhone } from './mask.ts';
import { keyRingOf, tenantCipher } from './tenant-key.ts';

let world: TestHost;
let folder: string;
before(async () => {
  world = await createTestHost();
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-key-'));
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const key = randomBytes(32);

test('加密后能原样解开，两次加密不相同', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
      const sealed = encrypt(key, plain, context);
      assert.deepEqual(new Uint8Array(decrypt(key, sealed, context)), plain);
      assert.notDeepEqual(encrypt(key, plain, context), sealed);
    }),
  );
});

test('改动任何一个字节都解不开', () => {
  const sealed = encrypt(key, Buffer.from('6222021234567890'), '客户甲');
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    assert.throws(() => decrypt(key, changed, '客户甲'), `第 ${index} 字节`);
  }
  assert.throws(() => decrypt(key, sealed.subarray(0, -1), '客户甲'));
  assert.throws(() => decrypt(key, sealed, '客户乙'));
  assert.throws(() => decrypt(randomBytes(32), sealed, '客户甲'));
});

test('查找散列：同种同值相同，换一种或换一把主密钥就不同', () => {
  const master = masterKeyFrom(randomBytes(32));
  const hash = lookupHash(master, 'phone', '13800000000');
  assert.deepEqual(lookupHash(master, 'phone', '13800000000'), hash);
  assert.notDeepEqual(lookupHash(master, 'document', '13800000000'), hash);
  assert.notDeepEqual(lookupHash(masterKeyFrom(randomBytes(32)), 'phone', '13800000000'), hash);
  assert.notDeepEqual(lookupHash(master, 'a', 'b\u0000c'), lookupHash(master, 'a\u0000b', 'x'));
});

test('常数时间比较', () => {
  assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('ab')), true);
  assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('ac')), false);
  assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('abc')), false);
});

test('主密钥文件：没有时按需新建，只有本人可读，再读是同一把', () => {
  const file = path.join(folder, 'keys', 'master.key');
  assert.equal(readMasterKey(file, false), null);
  assert.equal(existsSync(file), false);
  const made = readMasterKey(file, true);
  assert.equal(made!.bytes.length, 32);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readMasterKey(file, true), made);
  chmodSync(file, 0o600);
  writeFileSync(file, 'c2hvcnQ=\n');
  assert.throws(() => readMasterKey(file, true), /32 bytes/);
});

test('一个客户封的，另一个客户打不开', async () => {
  const [first, second] = [await world.tenant(), await world.tenant()];
  const sealed = await world.as(first, async (tx) => (await tenantCipher(tx)).seal('110101…'));
  assert.equal(
    await world.as(first, async (tx) => (await tenantCipher(tx)).open(sealed)),
    '110101…',
  );
  const opened = world.as(second, async (tx) => (await tenantCipher(tx)).open(sealed));
  await assert.rejects(opened);
});

test('换了新版本的数据密钥：新的封，旧的照样打开', async () => {
  const tenant = await world.tenant();
  const old = await world.as(tenant, async (tx) => (await tenantCipher(tx)).seal('旧'));
  const ring = keyRingOf(world.host.keyRing.master);
  const wrapped = encrypt(ring.master.bytes, randomBytes(32), `data key ${tenant}`);
  await world.as(
    tenant,
    (tx) => tx.sql`
      insert into platform.data_key (shard_key, tenant_id, version, wrapped, created_at)
      values (${tx.shardKey}, ${tenant}, 2, ${wrapped}, ${tx.now})`,
  );
  await world.as(tenant, async (tx) => {
    const cipher = await tenantCipher({ ...tx, host: { ...tx.host, keyRing: ring } });
    const fresh = cipher.seal('新');
    assert.equal(fresh.readUInt16BE(0), 2);
    assert.equal(old.readUInt16BE(0), 1);
    assert.equal(cipher.open(old), '旧');
    assert.equal(cipher.open(fresh), '新');
  });
});

test('两处同时第一次用到，只生成一把密钥', async () => {
  const tenant = await world.tenant();
  const sealed = await Promise.all(
    ['甲', '乙', '丙'].map((text) =>
      world.as(tenant, async (tx) => (await tenantCipher(tx)).seal(text)),
    ),
  );
  const opened = await world.as(tenant, async (tx) => {
    const cipher = await tenantCipher(tx);
    return sealed.map((value) => cipher.open(value));
  });
  assert.deepEqual(opened, ['甲', '乙', '丙']);
  const keys = await world.as(
    tenant,
    (tx) => tx.sql`select 1 from platform.data_key where tenant_id = ${tenant}`,
  );
  assert.equal(keys.length, 1);
});

test('撤回的事务里生成的密钥不留用', async () => {
  const tenant = await world.tenant();
  const cut = world.as(tenant, async (tx) => {
    await tenantCipher(tx);
    throw new Error('断电');
  });
  await assert.rejects(cut, /断电/);
  const sealed = await world.as(tenant, async (tx) => (await tenantCipher(tx)).seal('工资'));
  // Another process knows only what was committed.
  const ring = keyRingOf(world.host.keyRing.master);
  const opened = await world.as(tenant, async (tx) =>
    (await tenantCipher({ ...tx, host: { ...tx.host, keyRing: ring } })).open(sealed),
  );
  assert.equal(opened, '工资');
});

test('数据密钥在库里是包着的，没有主密钥打不开', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, (tx) => tenantCipher(tx));
  const stranger = keyRingOf(masterKeyFrom(randomBytes(32)));
  const opened = world.as(tenant, (tx) =>
    tenantCipher({ ...tx, host: { ...tx.host, keyRing: stranger } }),
  );
  await assert.rejects(opened);
});

const masks: { title: string; mask: (text: string) => string; plain: string; shown: string }[] = [
  {
    title: '身份证号',
    mask: maskDocumentNumber,
    plain: '110101199001011234',
    shown: '110101********1234',
  },
  { title: '护照号', mask: maskDocumentNumber, plain: 'E12345678', shown: 'E1*****78' },
  {
    title: '银行账号',
    mask: maskBankAccount,
    plain: '6222021234567890123',
    shown: '6222***********0123',
  },
  { title: '手机号', mask: maskPhone, plain: '13812345678', shown: '138****5678' },
  { title: '太短的全遮住', mask: maskPhone, plain: '1234567', shown: '*******' },
];
for (const { title, mask, plain, shown } of masks) {
  test(`遮蔽：${title}`, () => assert.equal(mask(plain), shown));
}
