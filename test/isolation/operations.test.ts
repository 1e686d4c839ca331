import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '@heyi/access';
import { accessContract, type Operation } from '@heyi/contract';
import { formatId, newId } from '@heyi/kernel';
import { routes } from '@heyi/server';
import { type Callers, type HttpAnswer, mayCall, openCallers } from '../world/callers.ts';
import { idPlaces, sampleInput, type WireObject } from '../world/sample-input.ts';
import { fingerprint, idsOf, objectOf, openTwoClients, type TwoClients } from './two-clients.ts';

/** Every operation that the server composes, called by people of 乙 with ids of 甲. */
const served = routes.map(({ operation }) => operation);
/** What people call; apps and links have doors of their own, tried in files of their own. */
const operations = served.filter(({ scope }) => scope !== 'app' && scope !== 'link');
const { clientRoles, houseRoles, roles } = accessContract;

let clients: TwoClients;
let callers: Callers;
/** By prefix: the objects of 甲 and of 乙. */
const objects = { a: new Map<string, string>(), b: new Map<string, string>() };
/** The last digits of every id of 甲, as they stand in an answer. */
let secrets: string[];

before(async () => {
  clients = await openTwoClients();
  const { stage, b, admin } = clients;
  callers = await openCallers(stage, b);
  const prefixes = operations.flatMap((operation) => idPlaces(operation).map((one) => one.prefix));
  for (const prefix of new Set(prefixes)) {
    const ofA = await objectOf(admin, prefix, clients.a.id);
    assert.ok(ofA, `甲没有 ${prefix}_…`);
    objects.a.set(prefix, ofA);
    objects.b.set(prefix, (await objectOf(admin, prefix, b.id)) ?? formatId(prefix, newId()));
  }
  secrets = await idsOf(admin, clients.a.id);
});
after(async () => {
  await callers.close();
  await clients.close();
});

const objectsOfA = (prefix: string) => objects.a.get(prefix)!;
const objectsOfB = (prefix: string) => objects.b.get(prefix)!;

async function withoutTrace(title: string, work: () => Promise<void>): Promise<void> {
  const before = await fingerprint(clients.admin, clients.a.id);
  await work();
  assert.deepEqual(await fingerprint(clients.admin, clients.a.id), before, title);
}

/** Nothing of 甲 stands in the answer but what was asked with. */
function assertNoSecret(title: string, answer: HttpAnswer, sent: WireObject): void {
  const asked = JSON.stringify(sent);
  const told = secrets.filter((id) => answer.body.includes(id) && !asked.includes(id));
  assert.deepEqual(told, [], title);
  assert.doesNotMatch(answer.body, /甲方秘密/, title);
}

test('公开的操作就这几个', () => {
  const open = operations.filter(({ scope }) => scope === 'public').map(({ id }) => id);
  assert.deepEqual(open.toSorted(), ['getFieldKeys', 'openLink', 'signIn']);
});

test('每个操作的最小输入都合约定', () => {
  for (const operation of operations) {
    const input = sampleInput(operation, objectsOfA);
    const parsed = operation.input.safeDecode(input);
    assert.ok(parsed.success, `${operation.id}: ${parsed.error?.message}`);
  }
});

test('没有登录：除公开的以外一律先要登录', async () => {
  for (const operation of operations.filter(({ scope }) => scope !== 'public')) {
    for (const token of [undefined, 'made-up', newId()]) {
      const answer = await callers.call(operation, sampleInput(operation, objectsOfA), token);
      assert.equal(answer.code, 'session.required', `${operation.id}: ${answer.body}`);
      assert.equal(answer.status, 401);
    }
  }
});

test('给应用的接口：没有签名一律拒绝，登录了也不行', async () => {
  for (const operation of served.filter(({ scope }) => scope === 'app')) {
    for (const token of [undefined, 'made-up', ...callers.tokens.values()]) {
      const answer = await callers.call(operation, sampleInput(operation, objectsOfA), token);
      assert.equal(answer.code, 'app.credentials_required', `${operation.id}: ${answer.body}`);
    }
  }
});

test('给链接的接口：登录了也不行', async () => {
  for (const operation of served.filter(({ scope }) => scope === 'link')) {
    for (const token of [undefined, 'made-up', ...callers.tokens.values()]) {
      const answer = await callers.call(operation, sampleInput(operation, objectsOfA), token);
      assert.equal(answer.code, 'link.required', `${operation.id}: ${answer.body}`);
    }
  }
});

test('没有权限的角色：每个操作都拒绝，不看内容', async () => {
  let refused = 0;
  await withoutTrace('no permission', async () => {
    for (const operation of operations.filter(({ permission }) => permission !== null)) {
      for (const role of roles) {
        if (mayCall(operation, [role]) !== null) continue;
        const answer = await callers.call(
          operation,
          sampleInput(operation, objectsOfA),
          callers.tokens.get(role),
        );
        assert.equal(
          answer.code,
          'permission.denied',
          `${operation.id} as ${role}: ${answer.body}`,
        );
        refused += 1;
      }
    }
  });
  assert.ok(refused > operations.length);
});

test('只限本公司的操作：客户的人有这个权限也不行', async () => {
  for (const operation of operations.filter(({ scope }) => scope === 'house')) {
    for (const role of clientRoles) {
      const answer = await callers.call(
        operation,
        sampleInput(operation, objectsOfA),
        callers.tokens.get(role),
      );
      assert.equal(answer.code, 'permission.denied', `${operation.id} as ${role}`);
    }
  }
});

/** Client people first: they belong to 乙. The provider's specialist is assigned to nobody here. */
const strangers: readonly Role[] = [
  ...clientRoles,
  ...houseRoles.filter((role) => role !== 'admin' && role !== 'operations'),
];

test('地址里写甲：像不存在一样', async () => {
  await withoutTrace('foreign tenant', async () => {
    for (const operation of operations.filter(({ scope }) => scope === 'tenant')) {
      for (const role of strangers) {
        if (mayCall(operation, [role]) === null) continue;
        const input = sampleInput(operation, objectsOfA);
        const answer = await callers.call(operation, input, callers.tokens.get(role));
        assert.equal(answer.code, 'tenant.not_found', `${operation.id} as ${role}: ${answer.body}`);
      }
    }
  });
});

/** A place that takes an id of 甲 without complaint, and why that tells and changes nothing. */
const harmless: ReadonlyMap<string, string> = new Map([
  ['getPayProgress subjectId', 'a filter: the orders of this tenant for the subject, here none'],
  ['getFunding subjectId', 'a filter: what this tenant needs for the subject, here nothing'],
]);

type Attempt = { title: string; input: WireObject; inPath: boolean };

/** Ids of 甲 in all places, then in one place each with those of 乙 in the others. */
function attemptsOf(operation: Operation): Attempt[] {
  const places = idPlaces(operation)
    .map(({ place }) => place)
    .filter((place) => place !== 'tenantId');
  if (places.length === 0 && operation.method !== 'GET') return [];
  const attempt = (title: string, foreign: readonly string[]): Attempt => ({
    title,
    input: sampleInput(operation, (prefix, place) =>
      foreign.includes(place) ? objectsOfA(prefix) : objectsOfB(prefix),
    ),
    inPath: foreign.some((place) => operation.path.includes(`:${place}`)),
  });
  const singles = places.map((place) => attempt(place, [place]));
  return places.length === 1 ? singles : [attempt('every place', places), ...singles];
}

/** What is wrong with the answer; null when it is a refusal as it should be, or shows nothing. */
function flawOf(
  operation: Operation,
  { title, inPath }: Attempt,
  answer: HttpAnswer,
): string | null {
  if (answer.status >= 500) return 'broke';
  if (answer.code === 'tenant.not_found') return 'was not tried: the caller is not of 乙';
  if (harmless.has(`${operation.id} ${title}`)) return null;
  const isTaken = answer.code === undefined;
  if (isTaken && operation.method !== 'GET') return 'was taken';
  if (inPath && !/not_found|unknown|not_held/.test(answer.code ?? '')) return 'was not “not found”';
  return null;
}

test('自己的地址里写甲的编号：找不到，不给数据，不动甲的一行', async () => {
  const flaws: string[] = [];
  const used = new Set<string>();
  const own = operations.filter(({ scope }) => ['tenant', 'assigned', 'account'].includes(scope));
  // Nothing moves it: what stood after one attempt stands before the next.
  const before = await fingerprint(clients.admin, clients.a.id);
  for (const operation of own) {
    const role = mayCall(operation, [...clientRoles, ...houseRoles]);
    assert.ok(role !== null, operation.id);
    for (const attempt of attemptsOf(operation)) {
      const answer = await callers.call(operation, attempt.input, callers.tokens.get(role));
      const what: string = `${operation.id} ${attempt.title} as ${role}: ${answer.status} ${answer.code}`;
      assert.deepEqual(await fingerprint(clients.admin, clients.a.id), before, what);
      assertNoSecret(what, answer, attempt.input);
      const flaw = flawOf(operation, attempt, answer);
      if (flaw !== null) flaws.push(`${what} ${flaw}`);
      if (answer.code !== undefined) continue;
      used.add(`${operation.id} ${attempt.title}`);
      // What 乙 itself wrote down may be read again.
      const sent = JSON.stringify(attempt.input);
      secrets = secrets.filter((id) => !sent.includes(id));
    }
  }
  assert.deepEqual(flaws, []);
  const stale = [...harmless.keys()].filter((place) => !used.has(place));
  assert.deepEqual(stale, [], 'these refuse by now: take them off the list');
});
