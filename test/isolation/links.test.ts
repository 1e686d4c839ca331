import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authenticateLink, makeLink } from '@heyi/access';
import { openAppServer, openTestApp } from '@heyi/connect/testing';
import type { Operation } from '@heyi/contract';
import { closeCollector } from '@heyi/gig';
import {
  askPageLink,
  castWithdrawals,
  openPhone,
  type Phone,
  type WithdrawalCast,
} from '@heyi/gig/testing';
import { addSeconds, formatId, type Id, newId, parseId } from '@heyi/kernel';
import { directRoutes, routes } from '@heyi/server';
import { idPlaces, sampleInput, type Wire, type WireObject } from '../world/sample-input.ts';
import { fingerprint, idsOf, objectOf, openTwoClients, type TwoClients } from './two-clients.ts';

/** Every operation behind a person's link, called by phones of 乙 with ids of 甲. */
const all = [...routes, ...directRoutes].map(({ operation }) => operation);
const operations = all.filter(({ scope }) => scope === 'link');

let clients: TwoClients;
let cast: WithdrawalCast;
let api: Awaited<ReturnType<typeof openAppServer>>;
/** By purpose; the payslip and the thread that two of them are about are of 甲. */
const phones = new Map<string, Phone>();
const ofA = new Map<string, string>();
let secrets: string[];

before(async () => {
  clients = await openTwoClients();
  const { world, a, admin, stage } = clients;
  cast = await castWithdrawals(world, { workers: 1 });
  api = await openAppServer(world.host, routes, { directRoutes, authenticateLink });
  const { tenantId } = cast.client;
  const app = await openTestApp(world, tenantId, {
    environment: 'live',
    scopes: ['workers:page'],
  });
  for (const prefix of new Set(operations.flatMap(idPlaces).map((one) => one.prefix))) {
    ofA.set(prefix, (await objectOf(admin, prefix, a.id)) ?? formatId(prefix, newId()));
  }
  secrets = await idsOf(admin, a.id);
  const slip = parseId('slp', (await objectOf(admin, 'slp', a.id))!)!;
  const thread = parseId('thr', (await objectOf(admin, 'thr', a.id))!)!;
  const linkAbout = (purpose: 'payslip' | 'service', aboutId: Id) =>
    stage.inside(tenantId, (tx) =>
      makeLink(
        { ...tx, host: { ...tx.host, publicUrl: 'https://heyi.example' } },
        {
          purpose,
          aboutId,
          subjectKind: 'person',
          subjectId: newId<'per'>(),
          subjectName: '欧阳䶮',
          clientName: '乙方',
          expiresAt: addSeconds(tx.now, 600),
        },
      ),
    );
  const payslip = await linkAbout('payslip', slip);
  const service = await linkAbout('service', thread);
  const worker = await askPageLink(world, api, app, cast.workers[0]!);
  for (const [purpose, token] of [
    ['link:withdrawals', worker.token],
    ['link:payslip', payslip.url.split('#')[1]!],
    ['link:service', service.url.split('#')[1]!],
  ] as const) {
    const phone = openPhone(api);
    assert.equal((await phone.open(token)).status, 200);
    phones.set(purpose, phone);
  }
});
after(async () => {
  await api.close();
  await closeCollector(clients.world.host);
  await cast.collector.close();
  await clients.close();
});

const textOf = (value: Wire) => (typeof value === 'string' ? value : JSON.stringify(value));

function call(phone: Phone, operation: Operation, input: WireObject) {
  const left: WireObject = { ...input };
  const url = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = textOf(left[name]!);
    delete left[name];
    return encodeURIComponent(value);
  });
  const { method } = operation;
  assert.ok(method === 'GET' || method === 'POST' || method === 'DELETE', operation.id);
  if (method === 'POST') return phone.call(method, url, left);
  const query = new URLSearchParams(
    Object.entries(left).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  return phone.call(method, query.size === 0 ? url : `${url}?${query.toString()}`);
}

const sampleOf = (operation: Operation) => sampleInput(operation, (prefix) => ofA.get(prefix)!);

test('没有打开链接：每个操作都先要链接，编的、别处的会话都不行', async () => {
  assert.ok(operations.length > 10);
  const [own] = phones.values();
  const good = own!.jar.get('__Host-heyi_link')!;
  const cookies: readonly (readonly [name: string, value: string])[] = [
    ['__Host-heyi_link', 'made-up'],
    ['__Host-heyi_link', `${good.slice(0, -2)}AA`],
    ['__Host-heyi_session', good],
    ['heyi_link', good],
  ];
  for (const operation of operations) {
    for (const [name, value] of [['', ''] as const, ...cookies]) {
      const stranger = openPhone(api);
      if (name !== '') stranger.jar.set(name, value);
      const answer = await call(stranger, operation, sampleOf(operation));
      assert.deepEqual([answer.status, answer.code], [401, 'link.required'], operation.id);
    }
  }
});

test('链接的用途不同：每个操作都拒绝，不看内容', async () => {
  let refused = 0;
  for (const operation of operations) {
    for (const [purpose, phone] of phones) {
      if (operation.permission === null || operation.permission === purpose) continue;
      const answer = await call(phone, operation, sampleOf(operation));
      assert.deepEqual([answer.status, answer.code], [403, 'permission.denied'], operation.id);
      refused += 1;
    }
  }
  assert.ok(refused > 10);
});

test('拿着甲的编号：看不到甲的任何东西，也不动甲的一行', async () => {
  const before = await fingerprint(clients.admin, clients.a.id);
  for (const operation of operations) {
    if (operation.id === 'closeLinkSession') continue;
    for (const [purpose, phone] of phones) {
      if (operation.permission !== null && operation.permission !== purpose) continue;
      const input = sampleOf(operation);
      const answer = await call(phone, operation, input);
      const body = answer.raw.toString('latin1');
      const asked = JSON.stringify(input);
      const told = secrets.filter((id) => body.includes(id) && !asked.includes(id));
      assert.deepEqual(told, [], `${operation.id}: ${body}`);
      assert.ok(!answer.raw.toString().includes('甲方秘密'), operation.id);
      assert.ok(answer.status < 500, `${operation.id}: ${body}`);
      const isOfPayslip = purpose === 'link:payslip' && operation.permission === purpose;
      if (isOfPayslip) assert.equal(answer.code, 'payslip.not_found', operation.id);
    }
  }
  assert.deepEqual(await fingerprint(clients.admin, clients.a.id), before);
});

test('链接的会话打不开别的门：人的、应用的操作一律不认', async () => {
  const [own] = phones.values();
  const others = all.filter(({ scope }) => scope !== 'link' && scope !== 'public');
  assert.ok(others.length > 200);
  for (const { id, method, path, scope } of others) {
    const answer = await api.server.inject({
      method,
      url: path.replace(/:\w+/g, 'x'),
      headers: {
        cookie: [...own!.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'idempotency-key': newId(),
      },
      ...((method === 'POST' || method === 'PUT') && { payload: {} }),
    });
    const expected = scope === 'app' ? 'app.credentials_required' : 'session.required';
    assert.equal(answer.json().code, expected, id);
  }
});
