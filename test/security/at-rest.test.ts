import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { operations, wireSchema } from '@heyi/contract';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg, { escapeIdentifier } from 'pg';
import { openCallers } from '../world/callers.ts';
import { seedClient, seedHouse, seedPassword } from '../world/seed-client.ts';
import { openStage } from '../world/stage.ts';

let world: TestHost;
let admin: pg.Client;
/** All tables, as whoever steals a dump reads them. */
let dump: string;
before(async () => {
  world = await createTestHost();
  const stage = openStage(world.host);
  const client = await seedClient(stage, await seedHouse(stage), '华联');
  const callers = await openCallers(stage, client);
  const [token] = callers.tokens.values();
  tokens = [token!, ...callers.tokens.values()];
  await callers.close();
  admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  dump = await dumpOf(admin);
});
after(async () => {
  await admin.end();
  await world.close();
});

let tokens: string[] = [];

async function dumpOf(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`);
  const lines: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await client.query<{ line: string }>(
      `select t::text as line from ${escapeIdentifier(schema)}.${escapeIdentifier(name)} t`,
    );
    lines.push(...rows.map(({ line }) => line));
  }
  return lines.join('\n');
}

/** Whether the text stands in the dump as it is, or as the bytes of a binary column. */
function stands(text: string): boolean {
  return dump.includes(text) || dump.includes(Buffer.from(text).toString('hex'));
}

test('整库读出来：姓名看得到（检验方法有效），证件、电话、账号、密码、令牌一样也没有', () => {
  assert.ok(stands('阿依古丽·买买提'));
  const phone = '13800001234';
  assert.ok(stands('138****1234'), '遮蔽的电话在');
  assert.ok(!stands(phone));
  assert.ok(!stands(seedPassword));
  for (const token of tokens) assert.ok(!stands(token));
  const numbers = dump.match(/(?<!\d)110105199003070\d\d[\dX](?![\dX])/g);
  assert.equal(numbers, null, '身份证号');
  const accounts = dump.match(/(?<!\d)1109000000\d{5}(?!\d)/g);
  assert.equal(accounts, null, '银行账号');
});

test('文件目录里没有明文', () => {
  const files = readdirSync(world.filesDirectory, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(world.filesDirectory, name))
    .filter((name) => statSync(name).isFile());
  assert.ok(files.length > 0);
  for (const file of files) {
    const start = readFileSync(file).subarray(0, 4).toString('latin1');
    assert.ok(start !== '%PDF' && !start.startsWith('PK'), file);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /姓名|证件/);
  }
});

/** Each of them is asked by an address guard before anything is sent there. */
const guarded = ['createWebhookEndpoint', 'registerWebhookEndpoint', 'updateWebhookEndpoint'];
/** Written down as it was told: the page of the agency that a paper was taken from. */
const neverAsked = ['uploadEvidence'];

test('让人填网址的操作就这几个：服务器不替人去访问别的地方', () => {
  const places = operations.flatMap((operation) => {
    const text = JSON.stringify(wireSchema(operation.input));
    const isAddress = /"format":"uri"|"(?:[a-z]*[uU]rl|[a-z]*[uU]ri|webhook|callback)":/.test(text);
    return isAddress ? [operation.id] : [];
  });
  assert.deepEqual(places.toSorted(), [...guarded, ...neverAsked].toSorted());
});
