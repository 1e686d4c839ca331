import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId } from '@heyi/kernel';
import { closeThreads, countWaitingThreads, type ThreadWait, watchThreads } from '../index.ts';
import type { Side } from '../side.ts';
import {
  type Answer,
  type Call,
  monday,
  openThreadWorld,
  page,
  type ThreadWorld,
} from '../testing/thread-world.ts';

let cast: ThreadWorld;
let specialist: Call;
let operations: Call;
let hr: Call;
before(async () => {
  cast = await openThreadWorld();
  specialist = cast.as('insurance_specialist', '李静');
  operations = cast.as('operations', '韩冬');
  hr = cast.as('client_hr', '周敏');
});
after(() => cast.close());

const tenant = () => `/v1/tenants/${formatId('ten', cast.tenantId)}`;

function good({ status, body }: Answer) {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** As the list shows them, which has to be as many as the home page counts. */
async function waiting(what: ThreadWait, side: Side, call = specialist): Promise<string[]> {
  const { rows } = good(await call('GET', `/v1/waiting-threads?what=${what}&side=${side}`));
  const counted = await cast.world.as(cast.tenantId, (tx) =>
    countWaitingThreads(tx, { what, side }),
  );
  assert.equal(
    counted.reduce((sum, { count }) => sum + count, 0),
    rows.length,
    '首页数字等于点进去的行数',
  );
  return rows.map((row: { title: string }) => row.title);
}

const close = (subjectId: string) =>
  cast.world.as(cast.tenantId, (tx) =>
    closeThreads(tx, { subjectKind: 'orderLine', subjectIds: [subjectId] }),
  );

async function phoneOf(url: string): Promise<Call> {
  const link = good(await hr('POST', `${url}/link`, { body: {} }));
  const phone = cast.phone();
  const [, token] = link.url.split('#');
  good(await phone('POST', '/v1/link-session', { body: { token } }));
  return phone;
}

test('等什么：等回复、材料待审核、材料待提供，各是各的行；首页数字与行数一致', async () => {
  const [asked, papers, owed] = [
    await cast.thread('提问'),
    await cast.thread('收到材料'),
    await cast.thread('向客户要'),
  ];
  good(await hr('POST', `${asked.url}/messages`, { body: { text: '办好了吗？' } }));
  const wanted = { from: 'employee', papers: [{ name: '身份证', isRequired: false }] };
  const request = good(await specialist('POST', `${papers.url}/paper-requests`, { body: wanted }));
  assert.deepEqual(await waiting('handIn', 'employee'), ['收到材料']);
  const paperUrl = `${tenant()}/papers/${request.papers[0].id}/files`;
  good(await hr('POST', paperUrl, { file: page(1) }));
  const contract = { from: 'clientHr', papers: [{ name: '劳动合同' }] };
  good(await specialist('POST', `${owed.url}/paper-requests`, { body: contract }));
  assert.deepEqual(await waiting('answer', 'specialist'), ['提问']);
  assert.deepEqual(await waiting('check', 'specialist'), ['收到材料']);
  assert.deepEqual(await waiting('handIn', 'clientHr', hr), ['向客户要']);
  assert.deepEqual(await waiting('handIn', 'employee'), []);
  const client = `/v1/waiting-threads?clientId=${formatId('ten', cast.tenantId)}`;
  assert.equal(good(await specialist('GET', client)).rows.length, 1);
  for (const { subjectId } of [asked, papers, owed]) await close(subjectId);
  for (const what of ['answer', 'check', 'handIn', 'late'] as const) {
    assert.deepEqual(await waiting(what, 'specialist'), [], '办结的不再等');
  }
});

test('回复时限按客户约定（putResponseHours、getResponseHours）：新的提问用新时限，在等的不变', async () => {
  const url = `${tenant()}/response-hours`;
  const usual = good(await hr('GET', url));
  assert.deepEqual(
    [usual.specialist, usual.clientHr, usual.employee, usual.setBy],
    [4, 8, 16, null],
  );
  const early = await cast.thread('设置之前');
  good(await hr('POST', `${early.url}/messages`, { body: { text: '？' } }));
  const body = { specialist: 2, clientHr: 4, employee: 8 };
  assert.equal((await specialist('PUT', url, { body })).code, 'permission.denied');
  const agreed = good(await operations('PUT', url, { body }));
  assert.deepEqual([agreed.specialist, agreed.setBy], [2, '韩冬']);
  const late = await cast.thread('设置之后');
  good(await hr('POST', `${late.url}/messages`, { body: { text: '？' } }));
  const [before_, after_] = [good(await hr('GET', early.url)), good(await hr('GET', late.url))];
  assert.equal(before_.dueAt, '2026-11-23T06:00:00.000Z');
  assert.deepEqual([after_.dueAt, after_.responseHours], ['2026-11-23T03:00:00.000Z', 2]);
  assert.equal((await operations('PUT', url, { body: { ...body, employee: 0 } })).status, 400);
  const again = good(await operations('PUT', url, { body: { ...body, specialist: 4 } }));
  assert.equal(again.specialist, 4);
  for (const { subjectId } of [early, late]) await close(subjectId);
});

test('专员超时上报运营，一次；回复以后不再挂着', async () => {
  const { url, subjectId } = await cast.thread('超时');
  good(await hr('POST', `${url}/messages`, { body: { text: '？' } }));
  try {
    assert.equal(await watchThreads(cast.world.host), 0, '时限还没到');
    cast.world.clock.set('2026-11-23T07:00:00.000Z');
    assert.equal(await watchThreads(cast.world.host), 1);
    assert.equal(await watchThreads(cast.world.host), 0);
    assert.ok(good(await hr('GET', url)).isEscalated);
    assert.deepEqual(await waiting('late', 'specialist'), ['超时']);
    good(await hr('POST', `${url}/messages`, { body: { text: '还在吗？' } }));
    assert.ok(good(await hr('GET', url)).isEscalated, '催一遍不算回复');
    good(await specialist('POST', `${url}/messages`, { body: { text: '今天办好' } }));
    assert.ok(!good(await hr('GET', url)).isEscalated);
    assert.deepEqual(await waiting('late', 'specialist'), []);
    const rows = await cast.world.as(
      cast.tenantId,
      (tx) => tx.sql`select id from platform.outbox
                      where tenant_id = ${tx.tenantId} and type = 'threads.escalated'`,
    );
    assert.equal(rows.length, 1);
  } finally {
    cast.world.clock.set(monday);
  }
  await close(subjectId);
});

test('办结：本人页说明已办结，不再收消息和文件；专员一写就重新打开，原来的链接照用', async () => {
  const { url, subjectId } = await cast.thread('办结');
  const wanted = { from: 'employee', papers: [{ name: '身份证' }] };
  const request = good(await specialist('POST', `${url}/paper-requests`, { body: wanted }));
  const [paper] = request.papers;
  const phone = await phoneOf(url);
  const files = `/v1/me/papers/${paper.id}/files`;
  const [file] = good(await phone('POST', files, { file: page(1) })).files;
  assert.equal(await close(subjectId), 1);
  assert.equal(await close(subjectId), 0, '只办结一次');
  const own = () => phone('GET', '/v1/me/thread').then(good);
  assert.equal((await own()).nextStep, 'closed');
  assert.equal((await own()).messages.at(-1).kind, 'threadClosed');
  const said = { body: { text: '谢谢' } };
  const refused = [
    await phone('POST', '/v1/me/thread/messages', said),
    await phone('POST', files, { file: page(2) }),
    await phone('DELETE', `${files}/${file.id}`),
  ];
  for (const answer of refused) {
    assert.deepEqual([answer.status, answer.code], [409, 'thread.closed']);
    assert.ok(answer.body.detail.includes('HR'));
  }
  const closed = good(await specialist('GET', url));
  assert.deepEqual([closed.closedAt, closed.waitedFor], [monday, null]);
  good(await specialist('POST', `${url}/messages`, { body: { text: '还差一份证明' } }));
  assert.equal(good(await hr('GET', url)).closedAt, null);
  assert.equal((await own()).nextStep, 'checking');
  good(await phone('POST', '/v1/me/thread/messages', said));
  await close(subjectId);
});
