import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, connectionsOf, isOpenWithoutTls, readConfig } from './config.ts';

const outside = {
  DATABASE_URL: 'postgresql://heyi_app@db/heyi',
  DATABASE_OWNER_URL: 'postgresql://heyi_owner@db/heyi',
  DATABASE_JOBS_URL: 'postgresql://heyi_jobs@db/heyi',
};

test('什么都不设：只听本机，内置数据库，不信任何代理', () => {
  const config = readConfig({});
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 8420);
  assert.equal(config.database, null);
  assert.equal(config.secure, false);
  assert.equal(config.acceptPlainFields, false);
  assert.deepEqual(config.trustedProxies, []);
});

test('只有对外监听又没有 TLS 才要提醒', () => {
  const open = (env: Record<string, string>) => isOpenWithoutTls(readConfig(env));
  assert.equal(open({}), false);
  assert.equal(open({ HEYI_HOST: 'localhost' }), false);
  assert.equal(open({ HEYI_HOST: '0.0.0.0' }), true);
  assert.equal(open({ HEYI_HOST: '0.0.0.0', HEYI_TLS: '1' }), false);
});

test('外部数据库三个地址齐全', () => {
  const { database } = readConfig(outside);
  assert.equal(database?.appUrl, outside.DATABASE_URL);
  assert.equal(database?.ownerUrl, outside.DATABASE_OWNER_URL);
  assert.equal(database?.jobsUrl, outside.DATABASE_JOBS_URL);
});

test('代理地址：逗号分隔，可写网段', () => {
  const given = ' 10.0.0.7, 192.168.0.0/16,::1, fd00::/8 ,';
  assert.deepEqual(readConfig({ HEYI_TRUSTED_PROXIES: given }).trustedProxies, [
    '10.0.0.7',
    '192.168.0.0/16',
    '::1',
    'fd00::/8',
  ]);
});

test('每个任务占两个连接，请求另有余量', () => {
  for (const jobs of ['0', '1', '2', '16']) {
    const config = readConfig({ HEYI_JOBS_AT_ONCE: jobs });
    assert.ok(connectionsOf(config) > 2 * config.jobsAtOnce + 8, jobs);
  }
});

test('对外网址：只到主机和端口为止，链接以它开头', () => {
  assert.equal(readConfig({}).publicUrl, null);
  for (const text of ['https://hr.example.com', 'https://hr.example.com/']) {
    assert.equal(readConfig({ HEYI_PUBLIC_URL: text }).publicUrl, 'https://hr.example.com');
  }
});

test('时间戳服务：地址、根证书、名称、策略', () => {
  assert.equal(readConfig({}).timeStamps, null);
  const env = { HEYI_TIME_STAMP_URL: 'http://tsa.cn/tsa', HEYI_TIME_STAMP_CA: '/etc/ca.pem' };
  const [url, trustedFile] = Object.values(env);
  const expected = { url, trustedFile, name: 'tsa.cn', policy: null };
  assert.deepEqual(readConfig(env).timeStamps, expected);
  const named = { HEYI_TIME_STAMP_NAME: '授时中心', HEYI_TIME_STAMP_POLICY: '1.2.3' };
  const { timeStamps } = readConfig({ ...env, ...named });
  assert.deepEqual([timeStamps?.name, timeStamps?.policy], ['授时中心', '1.2.3']);
});

const refused: readonly [title: string, env: Record<string, string>, says: RegExp][] = [
  ['端口不是数', { HEYI_PORT: '80a' }, /^HEYI_PORT must be a whole number, not “80a”\.$/],
  ['对外网址带了路径', { HEYI_PUBLIC_URL: 'https://hr.example.com/heyi' }, /^HEYI_PUBLIC_URL must/],
  ['对外网址没有协议', { HEYI_PUBLIC_URL: 'hr.example.com' }, /not “hr\.example\.com”/],
  ['端口为负', { HEYI_PORT: '-1' }, /^HEYI_PORT must be/],
  ['只给了一个数据库地址', { DATABASE_URL: 'postgresql://x' }, /DATABASE_OWNER_URL/],
  ['代理写成了名字', { HEYI_TRUSTED_PROXIES: 'proxy.example' }, /not “proxy\.example”\.$/],
  ['代理写成了全部', { HEYI_TRUSTED_PROXIES: '10.0.0.7,*' }, /not “\*”\.$/],
  ['网段超长', { HEYI_TRUSTED_PROXIES: '10.0.0.0/33' }, /not “10\.0\.0\.0\/33”\.$/],
  ['时间戳服务没有根证书', { HEYI_TIME_STAMP_URL: 'http://tsa.cn' }, /HEYI_TIME_STAMP_CA/],
  ['网段多一截', { HEYI_TRUSTED_PROXIES: '10.0.0.0/8/8' }, /HEYI_TRUSTED_PROXIES/],
];

for (const [title, env, says] of refused) {
  test(`设置有误，一行说明：${title}`, () => {
    assert.throws(
      () => readConfig(env),
      (error) => error instanceof ConfigError && says.test(error.message),
    );
  });
}

test('演示数据：不设为完整，0 为没有，small 为小样，其他不认', () => {
  const cases = { '': 'full', '1': 'full', '0': 'none', small: 'small' };
  for (const [text, demo] of Object.entries(cases)) {
    assert.equal(readConfig({ HEYI_DEMO: text }).demo, demo);
  }
  assert.equal(readConfig({}).demo, 'full');
  assert.throws(() => readConfig({ HEYI_DEMO: 'yes' }), ConfigError);
});
