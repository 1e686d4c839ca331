import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { personLinkContract as contract } from '@heyi/contract';
import { addSeconds, formatId, type Id, newId } from '@heyi/kernel';
import { createHttpServer, systemActor } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { routes } from '../routes.ts';
import { authenticate } from '../session/authenticate.ts';
import { pruneSessions } from '../session/prune-sessions.ts';
import { openTestAccount, signInAs } from '../testing.ts';
import { authenticateLink } from './authenticate-link.ts';
import { makeLink } from './make-link.ts';
import { type LinkFacts, linkRefusal } from './person-link.ts';
import { revokeLink } from './person-link.store.ts';

const { closeLinkSession, getLinkSession, listPersonLinks, openLink, revokePersonLink } = contract;

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let http: Awaited<ReturnType<typeof createHttpServer>>;
let tenant: Id<'ten'>;
before(async () => {
  world = await createTestHost(start);
  tenant = await world.tenant();
  http = await createHttpServer({
    host: world.host,
    routes,
    authenticate,
    authenticateLink,
    secure: true,
    requestsPerMinute: 100_000,
    guessesPerMinute: 20,
    acceptPlainFields: true,
  });
});
after(async () => {
  await http.close();
  await world.close();
});
beforeEach(() => world.clock.set(start));

const app = { id: newId<'app'>(), keyId: newId<'key'>(), environment: 'live' as const };
const byApp = { ...systemActor('星河直播'), app };
const minutes = (count: number) => addSeconds(world.host.clock.now(), count * 60);

/** A link that the client's app has just made for a worker. */
async function madeLink(changed: Partial<Parameters<typeof makeLink>[1]> = {}, of = tenant) {
  const subject = { subjectKind: 'worker' as const, subjectId: newId<'wkr'>() };
  const link = await world.as(
    of,
    (tx) =>
      makeLink(
        { ...tx, host: { ...tx.host, publicUrl: 'https://heyi.example' } },
        {
          purpose: 'withdrawals',
          ...subject,
          subjectName: '欧阳䶮',
          aboutId: null,
          clientName: '星河直播',
          expiresAt: minutes(10),
          ...changed,
        },
      ),
    byApp,
  );
  return { ...link, token: link.url.split('#')[1]!, ...subject };
}

let phones = 0;

/** A phone, which keeps and sends cookies as browsers do. */
function phone(remoteAddress = `203.0.113.${(phones += 1)}`) {
  const jar = new Map<string, string>();
  return {
    jar,
    async call(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
      const answer = await http.inject({
        method,
        url,
        remoteAddress,
        headers: {
          host: 'heyi.example',
          origin: 'https://heyi.example',
          'idempotency-key': newId(),
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(body && { payload: body }),
      });
      for (const { name, value } of answer.cookies) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const content = answer.json<Record<string, unknown>>();
      return { status: answer.statusCode, code: content['code'], body: content, answer };
    },
    open(token: string) {
      return this.call('POST', openLink.path, { token });
    },
    look() {
      return this.call('GET', getLinkSession.path);
    },
  };
}

const linkCookie = '__Host-heyi_link';

test('应用做的链接：秘密只在网址的 # 后面，库里只有散列；第一次打开换成本机会话', async () => {
  const link = await madeLink();
  assert.match(link.url, /^https:\/\/heyi\.example\/me#[A-Za-z0-9_-]{64}$/);
  const [row] = await world.as(
    tenant,
    (tx) => tx.sql<{ all: string }>`
      select l::text as all from access.person_link l
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = ${link.id}`,
  );
  assert.ok(!row!.all.includes(link.token));
  const own = phone();
  const opened = await own.open(link.token);
  assert.equal(opened.status, 200, opened.answer.body);
  const { purpose, subjectName, clientName, environment } = opened.body;
  assert.deepEqual(
    [purpose, subjectName, clientName, environment],
    ['withdrawals', '欧阳䶮', '星河直播', 'live'],
  );
  assert.ok(!opened.answer.body.includes(link.token));
  const cookie = opened.answer.cookies.find(({ name }) => name === linkCookie)!;
  assert.equal(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict', true);
  assert.equal(cookie.path, '/');
  assert.equal('domain' in cookie, false);
  assert.notEqual(cookie.value, link.token);
  assert.equal((await own.look()).body['subjectName'], '欧阳䶮');
});

test('伪造、残缺、改了一个字的链接：无效，不说为什么', async () => {
  const { token } = await madeLink();
  const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  const foreign = Buffer.alloc(48, 7).toString('base64url');
  for (const forged of ['', 'x', token.slice(0, 40), changed, foreign, `${token}A`, '秘密']) {
    const answer = await phone().open(forged);
    assert.deepEqual([answer.status, answer.code], [404, 'link.not_found'], forged);
    assert.equal(answer.answer.cookies.length, 0);
  }
});

test('过期的链接打不开；打开后的页面不因链接过期而中断，闲置半小时、满四小时关闭', async () => {
  const late = await madeLink();
  const link = await madeLink();
  const own = phone();
  await own.open(link.token);
  world.clock.set(minutes(10));
  const expired = await phone().open(late.token);
  assert.deepEqual([expired.status, expired.code], [410, 'link.expired']);
  assert.match(String(expired.body['detail']), /重新/);
  assert.equal((await own.look()).status, 200);
  assert.equal((await own.open(link.token)).status, 200, '同一手机重新载入整个网址');
  for (let half = 0; half < 8; half += 1) {
    world.clock.set(addSeconds(world.host.clock.now(), 1790));
    assert.equal((await own.look()).status, 200, `第${half}个半小时`);
  }
  world.clock.set(addSeconds(world.host.clock.now(), 1790));
  const over = await own.look();
  assert.deepEqual([over.status, over.code], [401, 'link.required'], '一直在用也到点');
  const idle = await madeLink();
  const other = phone();
  await other.open(idle.token);
  world.clock.set(minutes(31));
  assert.equal((await other.look()).code, 'link.required');
  assert.equal((await other.open(idle.token)).code, 'link.expired', '会话完了，链接也过期了');
});

test('另一台手机：拒绝，说清楚怎么办，并留下记录；先打开的不受影响', async () => {
  const link = await madeLink();
  const own = phone();
  await own.open(link.token);
  const stranger = phone('198.51.100.9');
  const refused = await stranger.open(link.token);
  assert.deepEqual([refused.status, refused.code], [403, 'link.other_device']);
  assert.match(String(refused.body['detail']), /第一次打开它的手机/);
  assert.equal(stranger.jar.size, 0);
  assert.equal((await stranger.look()).code, 'link.required');
  assert.equal((await own.look()).status, 200);
  const entries = await world.as(
    tenant,
    (tx) => tx.sql<{ operation: string; detail: Record<string, string> }>`
      select operation, detail from platform.audit_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and subject_id = ${link.id}
       order by id`,
  );
  assert.deepEqual(
    entries.map(({ operation, detail }) => [operation, detail['code'] ?? '']),
    [
      ['openLink', ''],
      ['openLink.refused', 'link.other_device'],
    ],
  );
  assert.equal(entries[1]!.detail['address'], '198.51.100.9');
  // Somebody who stole the mark of another phone has not the secret of this one's session.
  stranger.jar.set('__Host-heyi_device', Buffer.alloc(32, 1).toString('base64url'));
  assert.equal((await stranger.open(link.token)).code, 'link.other_device');
});

test('两台手机同时打开：只有一台进得去', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { token } = await madeLink();
    const answers = await Promise.all(Array.from({ length: 6 }, () => phone().open(token)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ code }) => code === 'link.other_device').length, 5);
  }
});

test('同一手机再打开：换新会话，旧会话作废；两条链接在库里看不出是同一台手机', async () => {
  const [first, second] = [await madeLink(), await madeLink()];
  const own = phone();
  await own.open(first.token);
  const earlier = own.jar.get(linkCookie)!;
  await own.open(first.token);
  assert.notEqual(own.jar.get(linkCookie), earlier);
  const copy = phone();
  copy.jar.set(linkCookie, earlier);
  assert.equal((await copy.look()).code, 'link.required');
  const device = own.jar.get('__Host-heyi_device');
  await own.open(second.token);
  assert.equal(own.jar.get('__Host-heyi_device'), device);
  const hashes = await world.as(
    tenant,
    (tx) => tx.sql<{ hash: Buffer }>`
      select device_hash as hash from access.person_link
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and id = any(${[first.id, second.id]}::uuid[])`,
  );
  assert.equal(new Set(hashes.map(({ hash }) => hash.toString('hex'))).size, 2);
});

test('撤回：链接打不开，已打开的页面马上关闭；别的应用撤不了', async () => {
  const link = await madeLink();
  const own = phone();
  await own.open(link.token);
  const other = newId<'app'>();
  assert.equal(await world.as(tenant, (tx) => revokeLink(tx, link.id, other)), false);
  assert.equal((await own.look()).status, 200);
  assert.equal(await world.as(tenant, (tx) => revokeLink(tx, link.id, app.id)), true);
  assert.equal((await own.look()).code, 'link.required');
  const again = await own.open(link.token);
  assert.deepEqual([again.status, again.code], [410, 'link.revoked']);
});

test('本人关闭页面：会话和 Cookie 收回，链接仍只认这台手机', async () => {
  const link = await madeLink();
  const own = phone();
  await own.open(link.token);
  const token = own.jar.get(linkCookie)!;
  assert.equal((await own.call('DELETE', closeLinkSession.path)).status, 200);
  assert.equal(own.jar.has(linkCookie), false);
  own.jar.set(linkCookie, token);
  assert.equal((await own.look()).code, 'link.required');
  assert.equal((await phone().open(link.token)).code, 'link.other_device');
  assert.equal((await own.open(link.token)).status, 200);
});

test('会话只走 Cookie：放进 Authorization、登录会话的 Cookie、别的客户，都不认', async () => {
  const link = await madeLink();
  const own = phone();
  await own.open(link.token);
  const token = own.jar.get(linkCookie)!;
  const bearer = await http.inject({
    method: 'GET',
    url: '/v1/link-session',
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(bearer.statusCode, 401);
  const planted = phone();
  planted.jar.set('__Host-heyi_session', token).set('heyi_link', token);
  assert.equal((await planted.look()).code, 'link.required');
  assert.equal((await planted.call('GET', '/v1/session')).code, 'session.required');
  const elsewhere = Buffer.from(token, 'base64url');
  Buffer.from((await world.tenant()).replaceAll('-', ''), 'hex').copy(elsewhere);
  planted.jar.set(linkCookie, elsewhere.toString('base64url'));
  assert.equal((await planted.look()).code, 'link.required');
  const loginName = 'zhou.min.link';
  await openTestAccount(world, tenant, { loginName });
  const signedIn = phone();
  signedIn.jar.set(linkCookie, await signInAs(world, loginName));
  assert.equal((await signedIn.look()).code, 'link.required', '登录会话打不开本人页面');
});

test('别的网站带不来：跨站的打开与关闭一律拒绝', async () => {
  const { token } = await madeLink();
  const answer = await http.inject({
    method: 'POST',
    url: '/v1/link-session',
    headers: { host: 'heyi.example', origin: 'https://evil.example' },
    payload: { token },
  });
  assert.deepEqual([answer.statusCode, answer.json().code], [403, 'request.forged']);
});

test('乱猜：一个地址一分钟二十次失败后限流；同一地址的真链接照样打开', async () => {
  const crowd = '192.0.2.200';
  const codes: unknown[] = [];
  for (let guess = 0; guess < 21; guess += 1) {
    const made = Buffer.alloc(48, guess).toString('base64url');
    codes.push((await phone(crowd).open(made)).code);
  }
  assert.equal(codes.indexOf('rate.limited'), 20);
  for (let person = 0; person < 25; person += 1) {
    const { token } = await madeLink();
    assert.equal((await phone(crowd).open(token)).status, 200);
  }
});

test('服务机构看得到谁的链接、开没开、拒绝了几次，可以撤回；记入操作日志', async () => {
  const own = await world.tenant();
  const link = await madeLink({}, own);
  const unopened = await madeLink({ purpose: 'payslip' }, own);
  await phone('203.0.113.77').open(link.token);
  await phone().open(link.token);
  const loginName = 'operations.link';
  await openTestAccount(world, world.host.houseId, { loginName, roles: ['operations'] });
  const staff = phone();
  staff.jar.set('__Host-heyi_session', await signInAs(world, loginName));
  assert.equal(revokePersonLink.path, `${listPersonLinks.path}/:linkId`);
  const base = listPersonLinks.path.replace(':tenantId', formatId('ten', own));
  type Listed = { rows: { id: string; state: string; refusals: number; openedFrom: string }[] };
  const { rows } = (await staff.call('GET', base)).body as Listed;
  assert.deepEqual(
    rows.map(({ state, refusals, openedFrom }) => [state, refusals, openedFrom]),
    [
      ['unopened', 0, null],
      ['opened', 1, '203.0.113.77'],
    ],
  );
  const filtered = (await staff.call('GET', `${base}?purpose=payslip`)).body as Listed;
  assert.deepEqual(
    filtered.rows.map(({ id }) => id),
    [formatId('plk', unopened.id)],
  );
  const paged = (await staff.call('GET', `${base}?limit=1`)).body as Listed & { next: string };
  assert.ok(paged.next);
  const revoked = await staff.call('DELETE', `${base}/${formatId('plk', unopened.id)}`);
  assert.deepEqual([revoked.status, revoked.body['state']], [200, 'revoked']);
  assert.equal((await phone().open(unopened.token)).code, 'link.revoked');
  const unknown = await staff.call('DELETE', `${base}/${formatId('plk', newId())}`);
  assert.deepEqual([unknown.status, unknown.code], [404, 'person_link.not_found']);
});

test('过期一周以后链接连同会话清掉，操作日志留着', async () => {
  const link = await madeLink();
  await phone().open(link.token);
  world.clock.set(addSeconds(start, 8 * 86_400));
  await pruneSessions(world.host);
  assert.equal((await phone().open(link.token)).code, 'link.not_found');
});

const fresh: LinkFacts = {
  revokedAt: null,
  expiresAt: '2026-11-23T02:00:00.000Z',
  openedAt: null,
  isOwnDevice: false,
  hasSession: false,
};
const opened = { ...fresh, openedAt: start };
const past = '2026-11-23T02:00:00.000Z';
const cases: [title: string, facts: LinkFacts, now: string, code: string | null][] = [
  ['没打开过', fresh, start, null],
  ['没打开过，刚过期', fresh, past, 'link.expired'],
  ['本机打开过', { ...opened, isOwnDevice: true }, start, null],
  ['本机打开着，链接过期', { ...opened, isOwnDevice: true, hasSession: true }, past, null],
  ['本机会话已完，链接过期', { ...opened, isOwnDevice: true }, past, 'link.expired'],
  ['别的手机', { ...opened, hasSession: true }, start, 'link.other_device'],
  ['别的手机，又过期', { ...opened, hasSession: true }, past, 'link.expired'],
  ['撤回了，又过期', { ...opened, revokedAt: start }, past, 'link.revoked'],
];
for (const [title, facts, now, code] of cases) {
  test(`能不能打开：${title}`, () => {
    assert.equal(linkRefusal(facts, now), code);
  });
}
