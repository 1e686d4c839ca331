import { assert, type Id } from '@heyi/kernel';
import { type Actor, inTransaction, systemActor, type Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import type { AccountId } from './account/account.ts';
import { insertAccount } from './account/account.store.ts';
import { type NewAccount, openAccount } from './account/open-account.ts';
import type { HashCost } from './password/password.ts';
import { authenticate } from './session/authenticate.ts';
import { signIn } from './session/sign-in.ts';

/** Cheap to guess and quick to compute: tests prove the order of things, not the work of a guess. */
export const cheapCost: HashCost = { memoryKib: 64, passes: 1 };

export const password = '晴天霹雳-47112';

/** An account of the tenant that signs in with {@link password}. */
export async function openTestAccount(
  world: TestHost,
  tenantId: Id<'ten'>,
  wanted: Partial<NewAccount> = {},
): Promise<AccountId> {
  const isHouse = tenantId === world.host.houseId;
  const account: NewAccount = {
    loginName: `user${(opened += 1)}`,
    name: '王芳',
    roles: [isHouse ? 'operations' : 'client_hr'],
    password,
    mustChangePassword: false,
    ...wanted,
  };
  const result = await world.as(tenantId, (tx) => openAccount(tx, account, cheapCost));
  assert(result.ok, 'the test account opens');
  return result.value.id;
}
let opened = 0;

/** An account with an id of the test's own that nobody signs in to, for who acts in its stories. */
export async function placeTestAccount(
  world: TestHost,
  tenantId: Id<'ten'>,
  account: { id: AccountId; name: string },
): Promise<void> {
  const loginName = `user${(opened += 1)}`;
  const rest = { roles: ['client_hr' as const], personId: null, passwordHash: '', isDemo: false };
  await world.as(tenantId, (tx) =>
    insertAccount(tx, { ...account, ...rest, loginName, mustChangePassword: true }),
  );
}

/** A transaction of somebody who is not signed in: no tenant is visible. */
export async function asNobody<T>(
  world: TestHost,
  work: (tx: Transaction) => Promise<T>,
  setSession?: Transaction['setSession'],
  knownBrowser?: string,
): Promise<T> {
  const origin = {
    address: '192.0.2.7',
    userAgent: 'Firefox',
    ...(knownBrowser !== undefined && { knownBrowser }),
  };
  const scope = { tenantIds: [], actor: systemActor('nobody'), requestId: 'test', origin };
  return inTransaction(world.host, { ...scope, ...(setSession && { setSession }) }, work);
}

/** Signs in and answers the token that the browser would keep. */
export async function signInAs(
  world: TestHost,
  loginName: string,
  typed = password,
): Promise<string> {
  let token: string | null = null;
  const result = await asNobody(
    world,
    (tx) => signIn(tx, { loginName, password: typed }, cheapCost),
    (session) => void (token = session?.token ?? null),
  );
  assert(result.ok && token !== null, 'the test account signs in');
  return token;
}

export async function actorOf(world: TestHost, token: string): Promise<Actor> {
  const actor = await authenticate(world.host, token);
  assert(actor?.tenantId, 'the token is good');
  return actor;
}

/** A transaction of whoever bears the token. */
export async function asBearer<T>(
  world: TestHost,
  token: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const actor = await actorOf(world, token);
  assert(actor.tenantId, 'an account has a tenant');
  const scope = { tenantIds: [actor.tenantId], actor, requestId: 'test' };
  return inTransaction(world.host, scope, work);
}
