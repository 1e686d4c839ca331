import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessContract, type Operation } from '@heyi/contract';
import { formatId, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { routes } from '@heyi/server';
import { type Callers, mayCall, openCallers } from '../world/callers.ts';
import { freePlaces, sampleInput, type Wire, withValue } from '../world/sample-input.ts';
import { type SeededClient, seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage } from '../world/stage.ts';

let world: TestHost;
let client: SeededClient;
let callers: Callers;
/** All that the process printed since the start. */
let printed = '';
const write = { out: process.stdout.write, error: process.stderr.write };

before(async () => {
  // The runner's own reports pass through; what is looked for is never among them.
  const keep = (piece: unknown) => void (printed += String(piece));
  process.stderr.write = (piece: never, ...rest: never[]) => {
    keep(piece);
    return write.error.call(process.stderr, piece, ...rest);
  };
  process.stdout.write = (piece: never, ...rest: never[]) => {
    keep(piece);
    return write.out.call(process.stdout, piece, ...rest);
  };
  world = await createTestHost();
  const stage = openStage(world.host);
  client = await seedClient(stage, await seedHouse(stage), '华联');
  callers = await openCallers(stage, client);
});
after(async () => {
  process.stdout.write = write.out;
  process.stderr.write = write.error;
  await callers.close();
  await world.close();
});

const mark = '机密王芳13955556666';

/** What people and programs send by mistake or on purpose. */
const values: readonly (readonly [title: string, value: Wire])[] = [
  ['空字符', `${mark}\u0000`],
  ['半个代理对', `${mark}\ud800`],
  ['注入', `${mark}'; drop table people.person; --`],
  ['上级目录', '../../../etc/passwd'],
  ['很长', mark.repeat(2000)],
  ['生僻字与表情', '䶮𠮷🀄️‮'],
  ['不是数', '1e309'],
  ['超大整数', 2 ** 60],
  ['负数', -1],
  ['对象', { $gt: '' }],
  ['空', ''],
];

const idOf = (prefix: string) => (prefix === 'ten' ? client.wireId : formatId(prefix, newId()));

function tokenFor(operation: Operation): string | undefined {
  const role = mayCall(operation, accessContract.roles);
  return role === null ? undefined : callers.tokens.get(role);
}

/** Signing out would end the test; passwords are hashed, which takes its time. */
const apart = new Set(['signOut', 'changePassword', 'enrolSecondFactor']);

for (const [title, value] of values) {
  test(`任何操作的任何一格填「${title}」：答复得了，程序不出错`, async () => {
    const broken: string[] = [];
    for (const { operation } of routes) {
      if (apart.has(operation.id)) continue;
      const input = sampleInput(operation, idOf);
      for (const place of freePlaces(operation)) {
        const changed = withValue(input, place, value);
        if (changed === null) continue;
        const answer = await callers.call(operation, changed, tokenFor(operation));
        if (answer.status >= 500) broken.push(`${operation.id} ${place}: ${answer.status}`);
        assert.doesNotMatch(answer.body, /node_modules|\bat .*\.ts:\d+|select .* from/);
      }
    }
    assert.deepEqual(broken, []);
  });
}

test('查询串很长、百分号乱写：4xx，不是 5xx', async () => {
  const token = callers.tokens.get('operations')!;
  const headers = { authorization: `Bearer ${token}` };
  const base = `/v1/tenants/${client.wireId}`;
  const urls = [
    `${base}/employments?search=${'x'.repeat(100_000)}`,
    `${base}/employments?search=%zz`,
    `${base}/employments?search=%ED%A0%80`,
    `${base}/employments?${'a=1&'.repeat(20_000)}`,
    `${base}/employments/%2e%2e%2f%2e%2e`,
    `${base}/employments/${'x'.repeat(5000)}`,
    `${base}/%00`,
    '/v1/tenants/%E0%A4%A/employments',
    '/v1/%2e%2e/%2e%2e/etc/passwd',
  ];
  for (const url of urls) {
    const answer = await callers.http.inject({ method: 'GET', url, headers });
    assert.ok(answer.statusCode < 500, `${url.slice(0, 80)}: ${answer.statusCode}`);
  }
});

test('一路办下来又被乱填一通，没有一个人的姓名、证件、手机、账号打印出来', () => {
  for (const personal of [mark, '阿依古丽', '13800001234', '11010519900307', '110900000000']) {
    assert.ok(!printed.includes(personal), `${personal} was printed`);
  }
});
