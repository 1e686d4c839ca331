import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds, formatId, newId } from '@heyi/kernel';
import {
  activePdf,
  type Answer,
  type Call,
  monday,
  openThreadWorld,
  page,
  plainPdf,
  type ThreadWorld,
} from '../testing/thread-world.ts';

let cast: ThreadWorld;
let specialist: Call;
let hr: Call;
before(async () => {
  cast = await openThreadWorld();
  specialist = cast.as('insurance_specialist', '李静');
  hr = cast.as('client_hr', '周敏');
});
after(() => cast.close());

function good({ status, body }: Answer) {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

function refused(answer: Answer, status: number, code: string) {
  assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(answer.body));
  assert.ok(answer.body.title.length > 0 && answer.body.detail.length > 0);
}

/** A thread with an identity card asked for, and a phone that has opened its link. */
async function onPhone(days?: number) {
  const { url, id } = await cast.thread();
  const papers = [{ name: '身份证', note: '正反两面', filesMin: 2 }, { name: '购房合同' }];
  const body = { from: 'employee', papers, dueOn: '2026-11-27' };
  const request = good(await specialist('POST', `${url}/paper-requests`, { body }));
  const link = good(await hr('POST', `${url}/link`, { body: days === undefined ? {} : { days } }));
  const token: string = link.url.split('#')[1];
  const phone = cast.phone();
  const open = (call: Call) => call('POST', '/v1/link-session', { body: { token } });
  return {
    url,
    id,
    link,
    token,
    phone,
    open,
    card: request.papers[0],
    contract: request.papers[1],
  };
}

const files = (paper: { id: string }) => `/v1/me/papers/${paper.id}/files`;

test('员工用链接打开（getOwnThread）：看清单、上传、移除、提问；不用账号，只看自己的事', async () => {
  const { link, phone, open, card, contract, url } = await onPhone();
  assert.match(link.url, /^https:\/\/heyi\.example\/me\/thread#/);
  assert.equal(link.expiresAt, addSeconds(monday, 7 * 86_400));
  const session = good(await open(phone));
  assert.deepEqual(
    [session.purpose, session.subjectName, session.clientName],
    ['service', '欧阳䶮', '华联有限公司'],
  );
  const own = () => phone('GET', '/v1/me/thread').then(good);
  let thread = await own();
  assert.deepEqual(
    [thread.title, thread.personName, thread.nextStep, thread.dueAt],
    ['住房公积金贷款', '欧阳䶮', 'handIn', '2026-11-27T10:00:00.000Z'],
  );
  const first = good(await phone('POST', files(card), { file: page(1, 'PNG') }));
  assert.deepEqual([first.state, first.files.length], ['asked', 1]);
  refused(await phone('POST', files(card), { file: page(1) }), 409, 'paper.file_twice');
  const gone = good(await phone('DELETE', `${files(card)}/${first.files[0].id}`));
  assert.equal(gone.files.length, 0);
  good(await phone('POST', files(card), { file: page(1) }));
  const [added] = good(await phone('POST', files(card), { file: page(2) })).files;
  assert.equal(added.addedSide, 'employee');
  const shown = await phone('GET', `/v1/me/files/${added.id}`);
  assert.equal(shown.raw.subarray(0, 3).toString('hex'), 'ffd8ff');
  good(await phone('POST', files(contract), { file: plainPdf }));
  thread = await own();
  assert.deepEqual([thread.nextStep, thread.waitedFor], ['checking', 'specialist']);
  const said = good(
    await phone('POST', '/v1/me/thread/messages', { body: { text: '这样可以吗？' } }),
  );
  assert.deepEqual([said.side, said.authorName, said.isOwnSide], ['employee', '欧阳䶮', true]);
  thread = await own();
  assert.deepEqual(
    thread.messages.map(({ kind, side }: { kind: string; side: string }) => [kind, side]),
    [
      ['papersAsked', 'specialist'],
      ['linkMade', 'clientHr'],
      ['paperReceived', 'employee'],
      ['paperReceived', 'employee'],
      ['text', 'employee'],
    ],
  );
  const refusal = { version: thread.requests[0].papers[0].version, reason: '反面拍糊了' };
  const tenantUrl = url.replace(/\/threads\/.*/, '');
  const cardUrl = `${tenantUrl}/papers/${card.id}`;
  good(await specialist('POST', `${cardUrl}/refusal`, { body: refusal }));
  thread = await own();
  assert.equal(thread.nextStep, 'handInAgain');
  assert.equal(thread.requests[0].papers[0].reason, '反面拍糊了');
  assert.equal(thread.requests[0].papers[0].refusedFiles.length, 2);
});

test('手机上重发一次：消息（postOwnMessage）只有一条，文件（uploadOwnPaper）只有一份', async () => {
  const { phone, open, card } = await onPhone();
  await open(phone);
  const key = newId();
  const message = { body: { text: '已上传' }, key };
  const one = good(await phone('POST', '/v1/me/thread/messages', message));
  const two = good(await phone('POST', '/v1/me/thread/messages', message));
  assert.equal(one.id, two.id);
  const file = { file: page(5), key: newId() };
  good(await phone('POST', files(card), file));
  assert.equal(good(await phone('POST', files(card), file)).files.length, 1);
});

test('同一张照片同时传两次：只有一张，另一次说已经有了', async () => {
  const { phone, open, card } = await onPhone();
  await open(phone);
  const file = page(6);
  const answers = await Promise.all([1, 2].map(() => phone('POST', files(card), { file })));
  const [first, second] = answers.toSorted((a, b) => a.status - b.status);
  assert.equal(good(first!).files.length, 1);
  refused(second!, 409, 'paper.file_twice');
});

test('不是它说的那种文件：手机上也一样拒绝，写明怎么办', async () => {
  const { phone, open, card } = await onPhone();
  await open(phone);
  refused(await phone('POST', files(card), { file: activePdf }), 422, 'file.pdf_active');
  const fake = { name: '照片.jpg', content: plainPdf.content };
  refused(await phone('POST', files(card), { file: fake }), 422, 'file.kind_refused');
});

test('另一台手机、过期、撤回：打不开，写明为什么；同一台手机可以再打开', async () => {
  const { phone, open, url, link } = await onPhone(1);
  good(await open(phone));
  good(await open(phone));
  refused(await open(cast.phone()), 403, 'link.other_device');
  const { rows } = good(await specialist('GET', `${url}/links`));
  assert.deepEqual(
    rows.map(({ state, createdBy, refusals }: Record<string, unknown>) => [
      state,
      createdBy,
      refusals,
    ]),
    [['opened', '周敏', 1]],
  );
  const other = `${url}/links/${formatId('plk', newId<'plk'>())}`;
  refused(await hr('DELETE', other), 404, 'person_link.not_found');
  good(await hr('DELETE', `${url}/links/${link.id}`));
  good(await hr('DELETE', `${url}/links/${link.id}`));
  refused(await phone('GET', '/v1/me/thread'), 401, 'link.required');
  refused(await open(phone), 410, 'link.revoked');
  const { rows: told } = good(await hr('GET', `${url}/messages`));
  const revocations = told.filter(({ kind }: { kind: string }) => kind === 'linkRevoked');
  assert.equal(revocations.length, 1);
  const late = await onPhone(1);
  cast.world.clock.set(addSeconds(monday, 86_401));
  refused(await late.open(late.phone), 410, 'link.expired');
  cast.world.clock.set(monday);
});

test('拿别人的材料、文件编号（removeOwnPaperFile、downloadOwnFile）：像没有一样', async () => {
  const [mine, other] = [await onPhone(), await onPhone()];
  await mine.open(mine.phone);
  await other.open(other.phone);
  const theirs = good(await other.phone('POST', files(other.card), { file: page(9) }));
  const fileId = theirs.files[0].id;
  const { phone } = mine;
  refused(await phone('POST', files(other.card), { file: page(8) }), 404, 'paper.not_found');
  refused(await phone('DELETE', `${files(other.card)}/${fileId}`), 404, 'paper.not_found');
  refused(await phone('DELETE', `${files(mine.card)}/${fileId}`), 404, 'thread_file.not_found');
  refused(await phone('GET', `/v1/me/files/${fileId}`), 404, 'thread_file.not_found');
});
