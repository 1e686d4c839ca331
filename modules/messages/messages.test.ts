import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { formatId, type Id, newId } from '@heyi/kernel';
import { openThread, settleThread, threadStates } from './index.ts';
import {
  activePdf,
  type Answer,
  type Call,
  monday,
  openThreadWorld,
  page,
  plainPdf,
  type ThreadWorld,
} from './testing/thread-world.ts';

let cast: ThreadWorld;
let specialist: Call;
let colleague: Call;
let hr: Call;
before(async () => {
  cast = await openThreadWorld();
  specialist = cast.as('insurance_specialist', '李静');
  colleague = cast.as('insurance_specialist', '赵岚');
  hr = cast.as('client_hr', '周敏');
});
after(() => cast.close());

const tenant = () => `/v1/tenants/${formatId('ten', cast.tenantId)}`;
const paperUrl = (paper: { id: string }) => `${tenant()}/papers/${paper.id}`;

function good({ status, body }: Answer) {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

function refused(answer: Answer, status: number, code: string) {
  assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(answer.body));
  assert.ok(answer.body.title.length > 0 && answer.body.detail.length > 0);
}

const ask = (url: string, papers: object[], more: object = {}) =>
  specialist('POST', `${url}/paper-requests`, { body: { from: 'employee', papers, ...more } });

async function newsOf(threadId: Id<'thr'>): Promise<string[]> {
  const rows = await cast.world.as(
    cast.tenantId,
    (tx) => tx.sql<{ type: string; payload: { threadId: string } }>`
      select type, payload from platform.outbox
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by id`,
  );
  return rows.filter(({ payload }) => payload.threadId === threadId).map(({ type }) => type);
}

describe('会话', () => {
  test('openThread：一个事项一个会话，再开还是它', async () => {
    const { id, subjectId, url } = await cast.thread();
    const subject = { subjectKind: 'orderLine' as const, subjectId };
    const again = await cast.world.as(cast.tenantId, (tx) =>
      openThread(tx, { ...subject, employmentId: cast.employmentId, title: '另一个标题' }),
    );
    assert.equal(again, id);
    const thread = good(await specialist('GET', url));
    assert.equal(thread.personName, '欧阳䶮');
    assert.equal(thread.title, '住房公积金贷款');
    assert.equal(thread.subjectId, formatId('orl', subjectId));
    assert.deepEqual([thread.waitedFor, thread.dueAt, thread.requests], [null, null, []]);
    const listed = good(await hr('GET', `${tenant()}/threads?subjectId=${thread.subjectId}`));
    assert.deepEqual(
      listed.rows.map((row: { id: string }) => row.id),
      [thread.id],
    );
    const others = `${tenant()}/threads?subjectKind=orderLine&subjectId=run_x`;
    assert.deepEqual(good(await hr('GET', others)).rows, []);
  });

  test('三方各说各话（listMessages），都看得到谁说的；轮到谁、几点前，跟着走', async () => {
    const { url } = await cast.thread();
    const asked = good(
      await hr('POST', `${url}/messages`, { body: { text: '欧阳的贷款\n还差什么？' } }),
    );
    assert.deepEqual([asked.side, asked.authorName, asked.isOwnSide], ['clientHr', '周敏', true]);
    let thread = good(await specialist('GET', url));
    assert.deepEqual(
      [thread.waitedFor, thread.dueAt, thread.isOverdue],
      ['specialist', '2026-11-23T06:00:00.000Z', false],
    );
    cast.world.clock.set('2026-11-23T06:00:01.000Z');
    assert.ok(good(await specialist('GET', url)).isOverdue);
    const body = { text: '请提供劳动合同', waitFor: 'clientHr' };
    good(await specialist('POST', `${url}/messages`, { body }));
    thread = good(await hr('GET', url));
    assert.deepEqual(
      [thread.waitedFor, thread.answeredAt],
      ['clientHr', '2026-11-23T06:00:01.000Z'],
    );
    cast.world.clock.set(monday);
    const { rows } = good(await hr('GET', `${url}/messages`));
    assert.deepEqual(
      rows.map((row: { text: string }) => row.text),
      ['请提供劳动合同', '欧阳的贷款\n还差什么？'],
    );
    const first = good(await hr('GET', `${url}/messages?limit=1`));
    const second = good(await hr('GET', `${url}/messages?limit=1&after=${first.next}`));
    assert.deepEqual([second.rows[0].text, second.next], ['欧阳的贷款\n还差什么？', null]);
  });

  test('同一条消息重发一次：只有一条', async () => {
    const { url, id } = await cast.thread();
    const key = newId();
    const sent = { body: { text: '网络断了又发一遍' }, key };
    const [one, two] = [
      good(await hr('POST', `${url}/messages`, sent)),
      good(await hr('POST', `${url}/messages`, sent)),
    ];
    assert.equal(one.id, two.id);
    assert.equal(good(await hr('GET', `${url}/messages`)).rows.length, 1);
    assert.deepEqual(await newsOf(id), ['message.posted']);
  });

  test('文字在库里是封存的', async () => {
    const { url } = await cast.thread();
    good(await hr('POST', `${url}/messages`, { body: { text: '手机是 13800001234' } }));
    const rows = await cast.world.as(
      cast.tenantId,
      (tx) => tx.sql<{ line: string }>`select m::text as line from messages.message m`,
    );
    assert.ok(rows.length > 0 && rows.every(({ line }) => !line.includes('13800001234')));
  });

  test('待我回复的（listWaitingThreads）：只有轮到我这一方的，最急的在前；说不用等了就不在了', async () => {
    const [late, soon] = [await cast.thread('晚'), await cast.thread('早')];
    cast.world.clock.set('2026-11-23T03:00:00.000Z');
    good(await hr('POST', `${late.url}/messages`, { body: { text: '？' } }));
    cast.world.clock.set(monday);
    good(await hr('POST', `${soon.url}/messages`, { body: { text: '？' } }));
    const mine = async (call: Call) => {
      const { rows } = good(await call('GET', '/v1/waiting-threads'));
      const wanted = [late.id, soon.id].map((id) => formatId('thr', id));
      const shown = rows.filter((row: { id: string }) => wanted.includes(row.id));
      assert.ok(shown.every((row: { clientName: string }) => row.clientName === '华联'));
      return shown.map((row: { title: string }) => row.title);
    };
    assert.deepEqual(await mine(specialist), ['早', '晚']);
    assert.deepEqual(await mine(hr), []);
    const settled = good(await specialist('POST', `${soon.url}/settlement`));
    assert.equal(settled.waitedFor, null);
    assert.deepEqual(await mine(specialist), ['晚']);
    const isSettled = await cast.world.as(cast.tenantId, (tx) =>
      settleThread(tx, { threadId: late.id }),
    );
    assert.ok(isSettled.ok);
    const waiting = `${tenant()}/threads?waitedFor=specialist&employmentId=${formatId('emp', cast.employmentId)}`;
    const { rows } = good(await hr('GET', waiting));
    assert.ok(!rows.some((row: { title: string }) => ['早', '晚'].includes(row.title)));
  });

  test('没有的会话：哪个操作都说没有', async () => {
    const nothing = `${tenant()}/threads/${formatId('thr', newId<'thr'>())}`;
    const papers = [{ name: '身份证' }];
    for (const answer of [
      await specialist('GET', nothing),
      await specialist('GET', `${nothing}/messages`),
      await specialist('GET', `${nothing}/links`),
      await specialist('POST', `${nothing}/messages`, { body: { text: '在吗' } }),
      await specialist('POST', `${nothing}/files`, { file: plainPdf }),
      await specialist('POST', `${nothing}/settlement`),
      await specialist('POST', `${nothing}/link`),
      await specialist('DELETE', `${nothing}/links/${formatId('plk', newId<'plk'>())}`),
      await ask(nothing, papers),
    ]) {
      refused(answer, 404, 'thread.not_found');
    }
  });
});

describe('索要材料', () => {
  test('从模板起草（listPaperTemplates），问员工要：进了会话，员工的时限到截止日下班', async () => {
    const templates = good(await specialist('GET', '/v1/paper-templates'));
    const loan = templates.rows.find((row: { key: string }) => row.key === 'housingFundLoan');
    const papers = loan.papers.map((paper: { name: { zh: string }; filesMin: number }) => ({
      name: paper.name.zh,
      filesMin: paper.filesMin,
    }));
    const { url } = await cast.thread();
    const request = good(
      await ask(url, papers, { note: '公积金中心要原件照片', dueOn: '2026-11-27' }),
    );
    assert.equal(request.note, '公积金中心要原件照片');
    assert.deepEqual(request.papers[0].accepts, ['picture', 'pdf']);
    const thread = good(await hr('GET', url));
    assert.equal(thread.waitedFor, 'employee');
    assert.equal(thread.dueAt, '2026-11-27T10:00:00.000Z');
    assert.deepEqual(thread.papers, { required: 9, settled: 0, toCheck: 0, toHandIn: 9 });
    const { rows } = good(await hr('GET', `${url}/messages`));
    assert.equal(rows[0].kind, 'papersAsked');
    assert.match(rows[0].text, /^身份证、户口簿、/);
    refused(await ask(url, papers, { dueOn: '2026-11-22' }), 422, 'paper.due_passed');
    const welcome = await cast.thread();
    good(await ask(welcome.url, [{ name: '学历证书', isRequired: false }]));
    assert.deepEqual(await newsOf(welcome.id), ['message.posted'], '选交的不耽误办理');
    assert.equal(good(await hr('GET', welcome.url)).waitedFor, null);
  });

  test('HR 代交（uploadPaper），专员审核（acceptPaper）：收齐、退回、再交、通过，消息与通知一样不少', async () => {
    const { url, id } = await cast.thread();
    const request = good(
      await ask(url, [
        { name: '身份证', filesMin: 2 },
        { name: '购房合同' },
        { name: '照片', isRequired: false },
      ]),
    );
    const [card, contract] = request.papers;
    const hand = (paper: { id: string }, file: { name: string; content: Buffer }) =>
      hr('POST', `${paperUrl(paper)}/files`, { file });
    assert.equal(good(await hand(card, page(1))).state, 'asked', '还差反面');
    assert.equal(good(await hand(card, page(2))).state, 'received');
    assert.deepEqual(await newsOf(id), ['message.posted', 'papers.asked', 'message.posted']);
    const received = good(await hand(contract, plainPdf));
    assert.equal(received.state, 'received');
    assert.ok((await newsOf(id)).includes('papers.received'));
    assert.equal(good(await hr('GET', url)).waitedFor, 'specialist');
    const decide = (paper: { id: string; version: number }, how: string, reason?: string) =>
      specialist('POST', `${paperUrl(paper)}/${how}`, {
        body: { version: paper.version, ...(reason && { reason }) },
      });
    const latest = async (name: string) => {
      const { requests } = good(await hr('GET', url));
      return requests[0].papers.find((paper: { name: string }) => paper.name === name);
    };
    const back = good(await decide(received, 'refusal', '缺最后一页'));
    assert.deepEqual([back.state, back.reason, back.decidedBy], ['refused', '缺最后一页', '李静']);
    assert.deepEqual([back.files.length, back.refusedFiles.length], [0, 1]);
    const again = good(await hand(contract, plainPdf));
    assert.deepEqual([again.state, again.files.length], ['received', 1], '退回后同一份可以再交');
    assert.equal(good(await decide(again, 'acceptance')).state, 'accepted');
    assert.ok(!(await newsOf(id)).includes('papers.accepted'));
    assert.equal(good(await decide(await latest('身份证'), 'acceptance')).state, 'accepted');
    assert.deepEqual(
      (await newsOf(id)).filter((type) => type !== 'message.posted'),
      ['papers.asked', 'papers.received', 'papers.received', 'papers.accepted'],
    );
    const states = await cast.world.as(cast.tenantId, (tx) => threadStates(tx, [id]));
    assert.deepEqual(states.get(id)!.papers, { required: 2, settled: 2, toCheck: 0, toHandIn: 1 });
    assert.equal(states.get(id)!.waitedFor, null);
    const { rows } = good(await hr('GET', `${url}/messages`));
    assert.deepEqual(
      rows
        .map((row: { kind: string; paperName: string }) => [row.kind, row.paperName])
        .toReversed(),
      [
        ['papersAsked', null],
        ['paperReceived', '身份证'],
        ['paperReceived', '购房合同'],
        ['paperRefused', '购房合同'],
        ['paperReceived', '购房合同'],
        ['paperAccepted', '购房合同'],
        ['paperAccepted', '身份证'],
      ],
    );
  });

  test('不再需要（waivePaper）：没交的、退回的都可以；通过之后什么也收不进来', async () => {
    const { url, id } = await cast.thread();
    const request = good(await ask(url, [{ name: '婚姻证明' }]));
    const [paper] = request.papers;
    const body = { version: paper.version, reason: '本人未婚，已声明' };
    const waived = good(await specialist('POST', `${paperUrl(paper)}/waiver`, { body }));
    assert.deepEqual([waived.state, waived.reason], ['waived', '本人未婚，已声明']);
    assert.ok((await newsOf(id)).includes('papers.accepted'));
    refused(await hr('POST', `${paperUrl(paper)}/files`, { file: page(3) }), 409, 'paper.not_open');
    const fileId = formatId('att', newId<'att'>());
    refused(await hr('DELETE', `${paperUrl(paper)}/files/${fileId}`), 409, 'paper.not_open');
    const late = { body: { version: waived.version, reason: '再来' } };
    refused(await specialist('POST', `${paperUrl(paper)}/waiver`, late), 409, 'paper.decided');
  });

  test('没有的材料、没有的文件', async () => {
    const none = { id: formatId('ppr', newId<'ppr'>()), version: 0 };
    const fileId = formatId('att', newId<'att'>());
    const { url } = await cast.thread();
    const [paper] = good(await ask(url, [{ name: '身份证' }])).papers;
    const body = { version: 0, reason: '不清楚' };
    refused(await hr('POST', `${paperUrl(none)}/files`, { file: page(1) }), 404, 'paper.not_found');
    refused(await hr('DELETE', `${paperUrl(none)}/files/${fileId}`), 404, 'paper.not_found');
    refused(await hr('DELETE', `${paperUrl(paper)}/files/${fileId}`), 404, 'thread_file.not_found');
    refused(await hr('GET', `${url}/files/${fileId}`), 404, 'thread_file.not_found');
    for (const how of ['acceptance', 'refusal', 'waiver']) {
      const answer = await specialist('POST', `${paperUrl(none)}/${how}`, { body });
      refused(answer, 404, 'paper.not_found');
    }
  });

  test('客户 HR 不审核，门店经理看不到会话', async () => {
    const { url } = await cast.thread();
    const [paper] = good(await ask(url, [{ name: '身份证' }])).papers;
    const body = { version: 0 };
    refused(await hr('POST', `${paperUrl(paper)}/acceptance`, { body }), 403, 'permission.denied');
    refused(await cast.as('store_manager', '门店')('GET', url), 403, 'permission.denied');
  });
});

describe('两位专员同时审核一份材料', () => {
  test('先到的算数，后到的知道是谁、结果是什么', async () => {
    const { url, id } = await cast.thread();
    const [paper] = good(await ask(url, [{ name: '身份证' }])).papers;
    const { version } = good(await hr('POST', `${paperUrl(paper)}/files`, { file: page(7) }));
    let answers: Promise<Answer>[] = [];
    // The thread is held while both come in, so that they really meet.
    await cast.world.as(cast.tenantId, async (tx) => {
      await tx.sql`select id from messages.thread
                    where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
                      for update`;
      answers = [
        specialist('POST', `${paperUrl(paper)}/acceptance`, { body: { version } }),
        colleague('POST', `${paperUrl(paper)}/refusal`, { body: { version, reason: '看不清' } }),
      ];
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const [first, second] = (await Promise.all(answers)).toSorted((a, b) => a.status - b.status);
    const winner = good(first!);
    refused(second!, 409, 'paper.decided');
    assert.equal(second!.body.by, winner.decidedBy);
    assert.equal(second!.body.state, winner.state);
    assert.ok(second!.body.detail.includes(winner.decidedBy));
    const { rows } = good(await hr('GET', `${url}/messages`));
    const decisions = rows.filter(({ kind }: { kind: string }) => /Accepted|Refused/.test(kind));
    assert.equal(decisions.length, 1);
  });

  test('看过之后又换了文件（removePaperFile）：先看新的；什么都没交的没法审', async () => {
    const { url } = await cast.thread();
    const [paper] = good(await ask(url, [{ name: '身份证' }])).papers;
    const early = { body: { version: paper.version } };
    refused(
      await specialist('POST', `${paperUrl(paper)}/acceptance`, early),
      409,
      'paper.nothing_received',
    );
    const seen = good(await hr('POST', `${paperUrl(paper)}/files`, { file: page(8) }));
    const newer = good(await hr('POST', `${paperUrl(paper)}/files`, { file: page(9) }));
    const old = { body: { version: seen.version, reason: '看不清' } };
    refused(await specialist('POST', `${paperUrl(paper)}/acceptance`, old), 409, 'paper.changed');
    refused(await specialist('POST', `${paperUrl(paper)}/refusal`, old), 409, 'paper.changed');
    refused(await specialist('POST', `${paperUrl(paper)}/waiver`, old), 409, 'paper.changed');
    const [file] = newer.files;
    const left = good(await hr('DELETE', `${paperUrl(paper)}/files/${file.id}`));
    assert.deepEqual([left.state, left.files.length], ['received', 1]);
    const empty = good(await hr('DELETE', `${paperUrl(paper)}/files/${newer.files[1].id}`));
    assert.deepEqual([empty.state, empty.files.length], ['asked', 0]);
    assert.equal(good(await hr('GET', url)).waitedFor, 'employee', '又轮到员工');
  });
});

describe('收进来的文件', () => {
  const heic = { name: 'IMG_0012.HEIC', content: Buffer.from('\0\0\0\x18ftypheic\0\0', 'latin1') };
  const broken = { name: '照片.png', content: Buffer.from('\x89PNG\r\n\x1a\n坏的', 'latin1') };
  const locked = { name: '合同.pdf', content: Buffer.from('%PDF-1.7 /Encrypt 3 0 R %%EOF') };
  const large = { name: '照片.jpg', content: Buffer.alloc(20 * 1024 * 1024 + 1, 0xff) };
  const bad: [
    title: string,
    file: { name: string; content: Buffer },
    status: number,
    code: string,
  ][] = [
    ['空文件', { name: '照片.jpg', content: Buffer.alloc(0) }, 422, 'file.empty'],
    ['太大', large, 413, 'file.too_large'],
    ['HEIC 照片', heic, 422, 'file.heic_refused'],
    ['改成 JPG 名字的 HEIC', { ...heic, name: '照片.jpg' }, 422, 'file.heic_refused'],
    [
      '程序改名成照片',
      { name: '照片.jpg', content: Buffer.from('MZ\x90') },
      422,
      'file.kind_refused',
    ],
    ['图片改名成 PDF', { ...page(1), name: '合同.pdf' }, 422, 'file.kind_refused'],
    ['PDF 改名成照片', { ...plainPdf, name: '合同.jpg' }, 422, 'file.kind_refused'],
    ['表格', { name: '表.csv', content: Buffer.from('姓名\n王芳\n') }, 422, 'file.kind_refused'],
    ['坏的图片', broken, 422, 'file.picture_unreadable'],
    ['带密码的 PDF', locked, 422, 'file.pdf_locked'],
    ['带脚本的 PDF', activePdf, 422, 'file.pdf_active'],
  ];
  for (const [title, file, status, code] of bad) {
    test(`${title}：${code}，什么也不留下`, async () => {
      const { url } = await cast.thread();
      const [paper] = good(await ask(url, [{ name: '身份证' }])).papers;
      refused(await hr('POST', `${paperUrl(paper)}/files`, { file }), status, code);
      refused(await hr('POST', `${url}/files`, { file }), status, code);
      const [shown] = good(await hr('GET', url)).requests[0].papers;
      assert.deepEqual([shown.state, shown.files], ['asked', []]);
    });
  }

  test('这份材料只收 PDF：照片不收；同一个文件不收两次；满二十个不再收', async () => {
    const { url } = await cast.thread();
    const papers = [{ name: '合同', accepts: ['pdf'] }, { name: '户口簿' }];
    const [contract, household] = good(await ask(url, papers)).papers;
    const hand = (paper: { id: string }, file: { name: string; content: Buffer }) =>
      hr('POST', `${paperUrl(paper)}/files`, { file });
    refused(await hand(contract, page(1)), 422, 'paper.kind_not_accepted');
    good(await hand(contract, plainPdf));
    const renamed = { ...plainPdf, name: '另一个名字.pdf' };
    refused(await hand(contract, renamed), 409, 'paper.file_twice');
    good(await hand(household, plainPdf));
    await cast.world.as(
      cast.tenantId,
      (tx) => tx.sql`
        insert into messages.attachment (shard_key, tenant_id, id, thread_id, paper_id, round,
                                         original_file_id, shown_file_id, name, type, size, sha256,
                                         side, added_by_name, added_at)
        select a.shard_key, a.tenant_id, gen_random_uuid(), a.thread_id, a.paper_id, a.round,
               a.original_file_id, a.shown_file_id, a.name, a.type, a.size,
               decode(lpad(to_hex(n), 64, '0'), 'hex'), a.side, a.added_by_name, a.added_at
          from messages.attachment a cross join generate_series(1, 19) n
          join messages.paper p
            on p.shard_key = a.shard_key and p.id = a.paper_id and p.name = '户口簿'
         where a.shard_key = ${tx.shardKey} and a.thread_id = p.thread_id`,
    );
    refused(await hand(household, page(2)), 409, 'paper.files_full');
  });

  test('会话里的文件（postThreadFile）：看到的没有隐藏信息，原件封存，谁打开了都有记录；二百个封顶', async () => {
    const { url, id } = await cast.thread();
    const sent = page(200);
    const message = good(await specialist('POST', `${url}/files`, { file: sent }));
    assert.deepEqual([message.kind, message.file.name], ['file', '第200页.png']);
    const fileUrl = `${url}/files/${message.file.id}`;
    const shown = await hr('GET', fileUrl);
    assert.equal(shown.raw.subarray(0, 3).toString('hex'), 'ffd8ff', '重新编码成 JPEG');
    refused(await hr('GET', `${fileUrl}?version=original`), 403, 'thread_file.original_closed');
    const original = await specialist('GET', `${fileUrl}?version=original`);
    assert.deepEqual(original.raw, sent.content);
    const log = await cast.world.as(
      cast.tenantId,
      (tx) => tx.sql<{ operation: string; name: string }>`
        select operation, actor_name as name from platform.audit_entry
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and subject_id = ${id}
           and operation like 'downloadThreadFile%' order by id`,
    );
    assert.deepEqual(
      log.map(({ operation, name }) => [operation, name]),
      [
        ['downloadThreadFile', '周敏'],
        ['downloadThreadFile.original', '李静'],
      ],
    );
    await cast.world.as(
      cast.tenantId,
      (tx) => tx.sql`
        insert into messages.attachment (shard_key, tenant_id, id, thread_id, original_file_id,
                                         shown_file_id, name, type, size, sha256, side,
                                         added_by_name, added_at)
        select a.shard_key, a.tenant_id, gen_random_uuid(), a.thread_id, a.original_file_id,
               a.shown_file_id, a.name, a.type, a.size, a.sha256, a.side, a.added_by_name, a.added_at
          from messages.attachment a cross join generate_series(1, 199)
         where a.shard_key = ${tx.shardKey} and a.thread_id = ${id}`,
    );
    refused(await specialist('POST', `${url}/files`, { file: plainPdf }), 409, 'thread.files_full');
  });
});
