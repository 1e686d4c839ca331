import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addSeconds, type Id, type Instant } from '@heyi/kernel';
import { hasFreshSecondFactor } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { TOTP } from 'otpauth';
import { URI } from 'otpauth';
import { resetSecondFactor } from '../account/reset-second-factor.ts';
import { getSession } from '../session/get-session.ts';
import { actorOf, asBearer, openTestAccount, password, signInAs } from '../testing.ts';
import { confirmSecondFactor } from './confirm-second-factor.ts';
import { enrolSecondFactor } from './enrol-second-factor.ts';
import { giveSecondFactor } from './give-second-factor.ts';
import { stepOf } from './second-factor.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let house: Id<'ten'>;
let now: Instant = start;
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
});
beforeEach(() => world.clock.set((now = start)));
after(() => world.close());

function wait(seconds: number): void {
  world.clock.set((now = addSeconds(now, seconds)));
}

/** What the authenticator app shows at an instant. */
function codeOf(otpauthUri: string, at: Instant = now): string {
  return (URI.parse(otpauthUri) as TOTP).generate({ timestamp: Date.parse(at) });
}

let count = 0;
async function signedIn(isDemo = false) {
  const loginName = `factor${(count += 1)}`;
  const id = await openTestAccount(world, house, { loginName, isDemo });
  return { id, loginName, token: await signInAs(world, loginName) };
}

const enrol = (token: string, typed = password) =>
  asBearer(world, token, (tx) => enrolSecondFactor(tx, { password: typed }));
const confirm = (token: string, code: string) =>
  asBearer(world, token, (tx) => confirmSecondFactor(tx, { code }));
const give = (token: string, code: string) =>
  asBearer(world, token, (tx) => giveSecondFactor(tx, { code }));

async function enrolled() {
  const account = await signedIn();
  const begun = await enrol(account.token);
  assert.ok(begun.ok);
  const uri = begun.value.otpauthUri;
  const confirmed = await confirm(account.token, codeOf(uri));
  assert.ok(confirmed.ok);
  return { ...account, uri, recoveryCodes: confirmed.value.recoveryCodes };
}

async function codeFailure(result: Promise<{ ok: boolean; failure?: { code: string } }>) {
  const settled = await result;
  return settled.ok ? 'ok' : settled.failure!.code;
}

test('绑定：二维码能被验证器读懂，第一个码确认后即算验证过', async () => {
  const { token, uri, recoveryCodes } = await enrolled();
  const totp = URI.parse(uri) as TOTP;
  assert.equal(totp.issuer, 'Heyi 合一');
  assert.match(totp.label, /^factor\d+$/);
  assert.equal(totp.secret.bytes.length, 20);
  assert.equal(new Set(recoveryCodes).size, 10);
  assert.equal((await asBearer(world, token, getSession)).value.secondFactor, 'fresh');
});

test('密钥和恢复码在库里都不是明文', async () => {
  const { id, uri, recoveryCodes } = await enrolled();
  const rows = await world.as(
    house,
    (tx) => tx.sql`
      select encode(f.secret_sealed, 'escape') as sealed, encode(r.code_hash, 'escape') as hash
        from access.second_factor f
        join access.recovery_code r using (shard_key, tenant_id, account_id)
       where f.account_id = ${id}`,
  );
  assert.equal(rows.length, 10);
  const secret = (URI.parse(uri) as TOTP).secret.base32;
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${secret}|${recoveryCodes[0]}`));
});

test('十分钟之内算刚验证过，之后要再给一次码', async () => {
  const { token, uri } = await enrolled();
  wait(600);
  assert.equal(hasFreshSecondFactor(await actorOf(world, token), now), true);
  wait(1);
  assert.equal(hasFreshSecondFactor(await actorOf(world, token), now), false);
  assert.equal((await asBearer(world, token, getSession)).value.secondFactor, 'enrolled');
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'ok');
  assert.equal(hasFreshSecondFactor(await actorOf(world, token), now), true);
});

test('验证只对这一个会话有效', async () => {
  const { loginName } = await enrolled();
  const other = await signInAs(world, loginName);
  assert.equal(hasFreshSecondFactor(await actorOf(world, other), now), false);
});

test('每个码只能用一次，前一个码也不能再用', async () => {
  const { token, uri } = await enrolled();
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'second_factor.code_used');
  wait(30);
  const code = codeOf(uri);
  assert.equal(await codeFailure(give(token, code)), 'ok');
  assert.equal(await codeFailure(give(token, code)), 'second_factor.code_used');
  const previous = codeOf(uri, addSeconds(now, -30));
  assert.equal(await codeFailure(give(token, previous)), 'second_factor.code_used');
});

test('同一个码同时给两次，只有一次算数', async () => {
  const { token, uri } = await enrolled();
  wait(60);
  const code = codeOf(uri);
  const codes = await Promise.all([codeFailure(give(token, code)), codeFailure(give(token, code))]);
  assert.deepEqual(codes.toSorted(), ['ok', 'second_factor.code_used']);
});

test('手机快慢半分钟都认，一分钟不认', async () => {
  const { uri } = await enrolled();
  const secret = (URI.parse(uri) as TOTP).secret.base32;
  const at = (seconds: number) => stepOf(secret, codeOf(uri, addSeconds(now, seconds)), now);
  assert.equal(at(30)! - at(0)!, 1);
  assert.equal(at(-30)! - at(0)!, -1);
  assert.equal(at(60), null);
  assert.equal(at(-60), null);
});

test('码按带空格的样子输入也认', async () => {
  const { token, uri } = await enrolled();
  wait(60);
  const code = codeOf(uri);
  assert.equal(await codeFailure(give(token, `${code.slice(0, 3)} ${code.slice(3)}`)), 'ok');
});

test('恢复码可代替动态码，各用一次', async () => {
  const { token, recoveryCodes } = await enrolled();
  const first = await give(token, recoveryCodes[0]!.toUpperCase());
  assert.ok(first.ok);
  assert.equal(first.value.recoveryCodesLeft, 9);
  assert.equal(await codeFailure(give(token, recoveryCodes[0]!)), 'second_factor.wrong_code');
});

test('恢复码只对自己的账号有效', async () => {
  const [mine, theirs] = [await enrolled(), await enrolled()];
  const result = give(mine.token, theirs.recoveryCodes[0]!);
  assert.equal(await codeFailure(result), 'second_factor.wrong_code');
});

test('没有绑定就给码', async () => {
  const { token } = await signedIn();
  assert.equal(await codeFailure(give(token, '123456')), 'second_factor.not_enrolled');
  await enrol(token);
  assert.equal(await codeFailure(give(token, '123456')), 'second_factor.not_enrolled');
});

test('没有开始绑定就确认', async () => {
  const { token } = await signedIn();
  assert.equal(await codeFailure(confirm(token, '123456')), 'second_factor.not_started');
});

test('绑定要当前密码，猜错要计数', async () => {
  const { token } = await signedIn();
  for (let guesses = 1; guesses <= 5; guesses += 1) {
    assert.equal(await codeFailure(enrol(token, '猜一猜')), 'account.wrong_password');
  }
  assert.equal(await codeFailure(enrol(token)), 'session.locked_out');
});

test('确认时码不对；猜多了锁定', async () => {
  const { token } = await signedIn();
  const begun = await enrol(token);
  assert.ok(begun.ok);
  const wrong = codeOf(begun.value.otpauthUri, addSeconds(now, 3600));
  for (let guesses = 1; guesses <= 5; guesses += 1) {
    assert.equal(await codeFailure(confirm(token, wrong)), 'second_factor.wrong_code');
  }
  const right = codeOf(begun.value.otpauthUri);
  assert.equal(await codeFailure(confirm(token, right)), 'session.locked_out');
  wait(60);
  const later = codeOf(begun.value.otpauthUri);
  assert.equal(await codeFailure(confirm(token, later)), 'ok');
});

test('给码时猜五次即锁定，正确的码也要等', async () => {
  const { token, uri } = await enrolled();
  const wrong = codeOf(uri, addSeconds(now, 7200));
  const guesses = Array.from({ length: 12 }, () => codeFailure(give(token, wrong)));
  const codes = await Promise.all(guesses);
  assert.equal(codes.filter((code) => code === 'second_factor.wrong_code').length, 5);
  wait(59);
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'session.locked_out');
  wait(1);
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'ok');
});

test('已绑定的：没验证过不能换绑，验证过可以，换好以前旧的照用', async () => {
  const { token, uri, recoveryCodes } = await enrolled();
  wait(601);
  assert.equal(await codeFailure(enrol(token)), 'second_factor.already_enrolled');
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'ok');
  const begun = await enrol(token);
  assert.ok(begun.ok);
  wait(30);
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'ok');
  wait(30);
  assert.equal(await codeFailure(confirm(token, codeOf(begun.value.otpauthUri))), 'ok');
  wait(30);
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'second_factor.wrong_code');
  assert.equal(await codeFailure(give(token, recoveryCodes[0]!)), 'second_factor.wrong_code');
  assert.equal(await codeFailure(give(token, codeOf(begun.value.otpauthUri))), 'ok');
});

test('管理员解绑后，旧码作废，可重新绑定', async () => {
  const { id, loginName, uri } = await enrolled();
  const reset = await world.as(house, (tx) =>
    resetSecondFactor(tx, { tenantId: house, accountId: id }),
  );
  assert.ok(reset.ok);
  assert.equal(reset.value.hasSecondFactor, false);
  const token = await signInAs(world, loginName);
  wait(30);
  assert.equal(await codeFailure(give(token, codeOf(uri))), 'second_factor.not_enrolled');
  assert.equal(await codeFailure(enrol(token)), 'ok');
});

test('演示账号看上去总是刚验证过', async () => {
  const { token } = await signedIn(true);
  assert.equal((await asBearer(world, token, getSession)).value.secondFactor, 'fresh');
});
