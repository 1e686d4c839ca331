import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds, type Id } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { unlockAccount } from '../account/unlock-account.ts';
import { asNobody, cheapCost, openTestAccount, password } from '../testing.ts';
import { signIn } from './sign-in.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let house: Id<'ten'>;
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
});
after(() => world.close());

type Tried = { code: string; left: string | null };

/** One attempt in a browser that sends what it was left before. */
async function tryIn(browser: string | null, loginName: string, typed = password): Promise<Tried> {
  let left: string | null = null;
  const result = await asNobody(
    world,
    (tx) => signIn(tx, { loginName, password: typed }, cheapCost),
    (session) => void (left = session?.knownBrowser ?? null),
    browser ?? undefined,
  );
  return { code: result.ok ? 'ok' : result.failure.code, left };
}

async function codesOf(browser: string | null, loginName: string, count: number, typed = '猜错') {
  const codes: string[] = [];
  for (let done = 0; done < count; done += 1) {
    codes.push((await tryIn(browser, loginName, typed)).code);
  }
  return codes;
}

const wrong = 'session.wrong_credentials';
const out = 'session.locked_out';

async function knownTo(loginName: string): Promise<string> {
  const { left } = await tryIn(null, loginName);
  assert.ok(left);
  return left;
}

test('只知道登录名的人猜到锁定，本人在用过的浏览器里照样登录', async () => {
  await openTestAccount(world, house, { loginName: 'besieged' });
  const browser = await knownTo('besieged');
  assert.deepEqual(await codesOf(null, 'besieged', 6), [wrong, wrong, wrong, wrong, out, out]);
  assert.equal((await tryIn(null, 'besieged')).code, out, '陌生的浏览器要等');
  assert.equal((await tryIn(browser, 'besieged')).code, 'ok');
  assert.equal((await tryIn(null, 'besieged')).code, out, '本人登录不替猜的人清零');
});

test('用过的浏览器也只有五次，之后与陌生人一样计数；解锁后可用', async () => {
  const accountId = await openTestAccount(world, house, { loginName: 'stolen' });
  const browser = await knownTo('stolen');
  const guesses = await codesOf(browser, 'stolen', 10);
  assert.deepEqual(guesses, [...Array.from({ length: 9 }, () => wrong), out]);
  assert.equal((await tryIn(browser, 'stolen')).code, out);
  await world.as(house, (tx) => unlockAccount(tx, { tenantId: house, accountId }));
  const again = await tryIn(browser, 'stolen');
  assert.equal(again.code, 'ok');
  assert.notEqual(again.left, browser, '每次登录都换新的凭据');
});

test('登录成功清掉这个浏览器的错误次数', async () => {
  await openTestAccount(world, house, { loginName: 'typist' });
  const browser = await knownTo('typist');
  await codesOf(browser, 'typist', 4);
  assert.equal((await tryIn(browser, 'typist')).code, 'ok');
  assert.deepEqual(await codesOf(browser, 'typist', 4), [wrong, wrong, wrong, wrong]);
});

test('凭据只对自己的登录名有效，改动过的、伪造的、半年前的都当作陌生人', async () => {
  await openTestAccount(world, house, { loginName: 'owner' });
  await openTestAccount(world, house, { loginName: 'other' });
  const browser = await knownTo('owner');
  const othersBrowser = await knownTo('other');
  const [nonce, day, proof] = browser.split('.') as [string, string, string];
  await codesOf(null, 'owner', 5);
  const forged = [
    othersBrowser,
    `${nonce}x.${day}.${proof}`,
    `${nonce}.2026-11-22.${proof}`,
    `${nonce}.${day}.${proof.slice(1)}`,
    `${nonce}.${day}.`,
    `${nonce}.not-a-day.${proof}`,
    '',
    '..',
  ];
  for (const text of forged) assert.equal((await tryIn(text, 'owner')).code, out, text);
  world.clock.set(addSeconds(start, 181 * 86_400));
  await codesOf(null, 'owner', 5);
  assert.equal((await tryIn(browser, 'owner')).code, out, '半年以后');
  world.clock.set(start);
});
