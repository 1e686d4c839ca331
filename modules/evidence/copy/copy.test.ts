import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { evidenceContract as contract } from '@heyi/contract';
import { newId, payPeriod } from '@heyi/kernel';
import { drawPage, readPageTexts, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { PNG } from 'pngjs';
import { bindEvidence } from '../binding/bind-evidence.ts';
import { markEvidence } from '../binding/mark-evidence.ts';
import { revokeEvidence } from '../binding/revoke-evidence.ts';
import type { EvidenceSubjects } from '../binding/subject.ts';
import type { EvidenceDocument } from '../document/document.ts';
import { recordEvidence } from '../document/record-evidence.ts';
import { paperCsv, paperPdf, paperPng, paperWorkbook } from '../testing/papers.ts';
import { downloadEvidence } from './download-evidence.ts';
import { drawEvidencePage } from './draw-evidence-page.ts';
import { type Candidate, findRows } from './find-rows.ts';
import { listEvidenceRows } from './list-evidence-rows.ts';
import { markEvidenceHead } from './mark-evidence-head.ts';
import { proposeEvidenceMarksOf } from './propose-evidence-marks.ts';
import { readRows } from './sheet-rows.ts';

let world: TestHost;
let client: TenantId;
let house: TenantId;
before(async () => {
  world = await createTestHost();
  client = await world.tenant();
  house = world.host.houseId;
});
after(() => world.close());

const wangFang = { name: '王芳', documentNumber: '110105199003070017' };
const people = new Map<string, (typeof wangFang)[]>();
const orders: EvidenceSubjects = {
  kind: 'orderLine',
  describe: async () => null,
  people: async (_, id) => people.get(id) ?? [],
};
const proposeEvidenceMarks = proposeEvidenceMarksOf([orders]);

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;
const header = ['姓名', '身份证号', '办理结果'];
const listed = [
  ['李静', '310101198512120028', '增员成功'],
  ['王芳', '110105199003070017', '增员成功'],
  ['张伟', '440103199210103312', '增员失败'],
];

async function record(holder: TenantId, name: string, content: Buffer): Promise<EvidenceDocument> {
  const recorded = await world.as(holder, (tx) =>
    recordEvidence(tx, { kind: 'enrolmentReceipt', file: { name, content }, sourceName: '社保' }),
  );
  assert.ok(recorded.ok, JSON.stringify(recorded));
  return recorded.value.document;
}

async function bind(document: EvidenceDocument, marks: contract.EvidenceMark[] = []) {
  const subjectId = newId<'orl'>();
  people.set(subjectId, [wangFang]);
  const facts = { service: 'enrol' as const, period: payPeriod('2026-11'), personName: '王芳' };
  const bound = await world.as(client, (tx) => {
    const subject = { subjectKind: 'orderLine' as const, subjectId, ...facts, title: '社保增员' };
    return bindEvidence(tx, { documentId: document.id, ...subject, marks });
  });
  assert.ok(bound.ok, JSON.stringify(bound));
  return bound.value;
}

const ofClient = () => ({ tenantId: client });
const ofHouse = () => ({ tenantId: house });

async function download(document: EvidenceDocument, actor: { tenantId: TenantId }, asCopy = false) {
  const input = { tenantId: client, evidenceId: document.id, asCopy };
  const answer = await world.as(client, (tx) => downloadEvidence(tx, input), actor);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function draw(document: EvidenceDocument, actor: { tenantId: TenantId }, page = 1) {
  const input = { tenantId: client, evidenceId: document.id, page };
  const answer = await world.as(client, (tx) => drawEvidencePage(tx, input), actor);
  assert.ok(answer.ok, JSON.stringify(answer));
  return PNG.sync.read(Buffer.from(answer.value.body));
}

const lineBox = (line: number): contract.EvidenceMark => {
  const at = (y: number) => Math.trunc(((842 - y) / 842) * 1_000_000);
  const base = 790 - line * 30;
  return {
    kind: 'box',
    page: 1,
    left: 0,
    right: 1_000_000,
    top: at(base + 14),
    bottom: at(base - 6),
  };
};

/** The share of pixels of a line's box that are not black. */
function lightIn({ width, height, data }: PNG, box: contract.EvidenceMark): number {
  assert.ok(box.kind === 'box');
  const [top, bottom] = [box.top, box.bottom].map((part) => Math.trunc((part * height) / 1e6));
  let light = 0;
  for (let at = top! * width; at < bottom! * width; at += 1) if (data[at * 4]! > 40) light += 1;
  return light / ((bottom! - top!) * width);
}

describe('PDF 名单', () => {
  const lines = ['增员回执', header.join('  '), ...listed.map((row) => row.join('  '))];

  test('客户的副本只剩表头和标出的行，别人的行在文件里一个字节都没有', async () => {
    const list = await record(house, '名单.pdf', paperPdf([...lines, '甲']));
    await bind(list, [lineBox(3)]);
    const head = { tenantId: client, evidenceId: list.id, marks: [lineBox(0), lineBox(1)] };
    assert.ok((await world.as(client, (tx) => markEvidenceHead(tx, head))).ok);
    const copy = await download(list, ofClient());
    assert.equal(copy.name, '名单（副本）.pdf');
    const file = { type: copy.type, content: Buffer.from(copy.body) };
    const texts = await readPageTexts(file);
    assert.deepEqual(texts, { ok: true, value: [] }, '副本里没有文字');
    const drawn = await drawPage(file, 1, null);
    assert.ok(drawn.ok);
    const picture = PNG.sync.read(Buffer.from(drawn.value.content));
    for (const line of [0, 1, 3]) assert.ok(lightIn(picture, lineBox(line)) > 0.8, `第${line}行`);
    for (const line of [2, 4]) assert.equal(lightIn(picture, lineBox(line)), 0, `第${line}行`);
    const again = await download(list, ofClient());
    assert.deepEqual(again.body, copy.body, '同一份副本不重做');
  });

  test('页面预览同样只剩标出的行；服务商的人看到全部，也能看客户所见', async () => {
    const list = await record(house, '名单.pdf', paperPdf([...lines, '乙']));
    await bind(list, [lineBox(3)]);
    const seen = await draw(list, ofClient());
    assert.ok(lightIn(seen, lineBox(3)) > 0.8);
    assert.equal(lightIn(seen, lineBox(2)), 0);
    assert.ok(lightIn(await draw(list, ofHouse()), lineBox(2)) > 0.8);
    const original = await download(list, ofHouse());
    assert.equal(original.name, '名单.pdf');
    const shown = await download(list, ofHouse(), true);
    assert.equal(shown.name, '名单（副本）.pdf');
    const input = { tenantId: client, evidenceId: list.id, page: 2 };
    const none = await world.as(client, (tx) => drawEvidencePage(tx, input));
    assert.equal(codeOf(none), 'evidence.page_not_found');
    const audited = await world.as(
      client,
      (tx) => tx.sql<{ operation: string; isCopy: boolean }>`
        select operation, (detail ->> 'isCopy')::boolean as "isCopy"
          from platform.audit_entry
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and subject_id = ${list.id}
         order by id`,
    );
    assert.deepEqual(
      audited.map(({ operation, isCopy }) => `${operation} ${isCopy}`),
      [
        'drawEvidencePage true',
        'drawEvidencePage false',
        'downloadEvidence false',
        'downloadEvidence true',
      ],
    );
  });

  test('没有标出的名单，客户看到的全是黑的；改了标出的行，副本跟着变；整份只有一人时看原件', async () => {
    const list = await record(house, '名单.pdf', paperPdf([...lines, '丙']));
    const bindingId = await bind(list);
    const light = async () => lightIn(await draw(list, ofClient()), lineBox(3));
    assert.equal(await light(), 0);
    const mark = (marks: contract.EvidenceMark[]) =>
      world.as(client, (tx) => markEvidence(tx, { tenantId: client, bindingId, marks }));
    const before = await download(list, ofClient());
    assert.ok((await mark([lineBox(3)])).ok);
    assert.ok((await light()) > 0.8);
    assert.notDeepEqual((await download(list, ofClient())).body, before.body);
    assert.ok((await mark([{ kind: 'whole' }])).ok);
    assert.equal((await download(list, ofClient())).name, '名单.pdf');
    const reason = '绑错了人';
    const revoked = { tenantId: client, bindingId, reason };
    assert.ok((await world.as(client, (tx) => revokeEvidence(tx, revoked))).ok);
    const gone = { tenantId: client, evidenceId: list.id };
    const answer = await world.as(client, (tx) => downloadEvidence(tx, gone), ofClient());
    assert.equal(codeOf(answer), 'evidence.not_found');
    const page = await world.as(client, (tx) => drawEvidencePage(tx, { ...gone, page: 1 }));
    assert.equal(codeOf(page), 'evidence.not_found');
    const head = await world.as(client, (tx) => markEvidenceHead(tx, { ...gone, marks: [] }));
    assert.equal(codeOf(head), 'evidence.not_found');
  });

  test('自动找出王芳的行，表头一并提出；结果里没有任何人的姓名号码', async () => {
    const list = await record(house, '名单.pdf', paperPdf([...lines, '丁']));
    const bindingId = await bind(list);
    const answer = await world.as(client, (tx) =>
      proposeEvidenceMarks(tx, { tenantId: client, bindingId }),
    );
    assert.ok(answer.ok);
    const { marks, head, unfound } = answer.value;
    assert.equal(unfound, 0);
    assert.equal(marks.length, 1);
    assert.equal(head.length, 2);
    assert.doesNotMatch(JSON.stringify(answer.value), /王芳|1101/);
    const marked = { tenantId: client, bindingId, marks };
    assert.ok((await world.as(client, (tx) => markEvidence(tx, marked))).ok);
    const seen = await draw(list, ofClient());
    assert.ok(lightIn(seen, lineBox(3)) > 0.5);
    for (const line of [2, 4]) assert.ok(lightIn(seen, lineBox(line)) < 0.3, `第${line}行`);
  });

  test('客户自己账户的凭证，客户看原件', async () => {
    const own = await record(client, '回执.pdf', paperPdf(['自己的回执']));
    assert.equal((await download(own, ofClient())).name, '回执.pdf');
  });

  test('别的绑定、没有的绑定不提', async () => {
    const none = { tenantId: client, bindingId: newId<'evb'>() };
    const answer = await world.as(client, (tx) => proposeEvidenceMarks(tx, none));
    assert.equal(codeOf(answer), 'evidence_binding.not_found');
    const list = await record(house, '名单.pdf', paperPdf([...lines, '戊']));
    const bindingId = await bind(list);
    const one = { tenantId: client, bindingId };
    await world.as(client, (tx) => revokeEvidence(tx, { ...one, reason: '误' }));
    const revoked = await world.as(client, (tx) => proposeEvidenceMarks(tx, one));
    assert.equal(codeOf(revoked), 'evidence_binding.revoked');
    const outside = { tenantId: house, evidenceId: list.id, marks: [{ ...lineBox(1), page: 9 }] };
    const head = await world.as(house, (tx) =>
      markEvidenceHead(tx, outside as Parameters<typeof markEvidenceHead>[1]),
    );
    assert.equal(codeOf(head), 'evidence.mark_outside');
  });
});

test('图片：标出的行之外每个像素都是黑的', async () => {
  const greys = [250, 90, 160, 210];
  const list = await record(house, '名单.png', paperPng(greys));
  const box = { kind: 'box' as const, page: 1, left: 0, right: 1_000_000 };
  await bind(list, [{ ...box, top: 500_000, bottom: 750_000 }]);
  const copy = await download(list, ofClient());
  assert.equal(copy.name, '名单（副本）.png');
  const { data, width } = PNG.sync.read(Buffer.from(copy.body));
  const greyOfRow = (row: number) => data[(row * 10 + 5) * width * 4];
  assert.deepEqual([0, 1, 2, 3].map(greyOfRow), [0, 0, 160, 0]);
  const values = new Set(Array.from({ length: data.length / 4 }, (_, at) => data[at * 4]));
  assert.deepEqual(
    [...values].toSorted((a, b) => a! - b!),
    [0, 160],
  );
});

describe('表格名单', () => {
  const rows = async (document: EvidenceDocument, actor: { tenantId: TenantId }) => {
    const input = { tenantId: client, evidenceId: document.id, sheet: 1 };
    const answer = await world.as(client, (tx) => listEvidenceRows(tx, input), actor);
    assert.ok(answer.ok);
    return answer.value.rows.map(({ row, cells }) => `${row} ${cells[0]}`);
  };

  for (const [format, content] of [
    ['名单.xlsx', () => paperWorkbook(header, listed)],
    ['名单.csv', () => paperCsv([header, ...listed])],
  ] as const) {
    test(`${format}：副本里没有别人的行，原表行号还在`, async () => {
      const list = await record(house, format, await content());
      const bindingId = await bind(list);
      const proposed = await world.as(client, (tx) =>
        proposeEvidenceMarks(tx, { tenantId: client, bindingId }),
      );
      assert.ok(proposed.ok);
      assert.deepEqual(proposed.value.marks, [{ kind: 'row', sheet: 1, row: 3 }]);
      assert.deepEqual(proposed.value.head, [{ kind: 'row', sheet: 1, row: 1 }]);
      const { marks, head } = proposed.value;
      await world.as(client, (tx) => markEvidence(tx, { tenantId: client, bindingId, marks }));
      const heading = { tenantId: client, evidenceId: list.id, marks: head };
      await world.as(client, (tx) => markEvidenceHead(tx, heading));
      const copy = await download(list, ofClient());
      assert.equal(copy.name, '名单（副本）.xlsx');
      const kept = await readRows(Buffer.from(copy.body), 1);
      assert.deepEqual(
        kept?.slice(1).map(({ cells }) => cells),
        [
          ['1', ...header],
          ['3', ...listed[1]!],
        ],
      );
      assert.deepEqual(await rows(list, ofClient()), ['1 姓名', '3 王芳']);
      assert.equal((await rows(list, ofHouse())).length, 4);
    });
  }

  test('翻页、没有的表、不是表格', async () => {
    const list = await record(house, '名单.csv', paperCsv([header, ...listed, ['末行', '', '']]));
    await bind(list, [{ kind: 'whole' }]);
    const page = (evidenceId: EvidenceDocument['id'], more: object) =>
      world.as(client, (tx) =>
        listEvidenceRows(tx, { tenantId: client, evidenceId, sheet: 1, ...more }),
      );
    const first = await page(list.id, { limit: 3 });
    assert.ok(first.ok);
    assert.deepEqual([first.value.rows.length, first.value.next], [3, '3']);
    const second = await page(list.id, { limit: 3, after: '3' });
    assert.ok(second.ok);
    assert.deepEqual([second.value.rows.length, second.value.next], [2, null]);
    assert.equal(codeOf(await page(list.id, { sheet: 2 })), 'evidence.page_not_found');
    assert.equal(codeOf(await page(newId<'evd'>(), {})), 'evidence.not_found');
    const paper = await record(client, '页.pdf', paperPdf(['不是表格']));
    assert.equal(codeOf(await page(paper.id, {})), 'evidence.page_not_found');
  });
});

describe('找行', () => {
  const candidates = (texts: string[]): Candidate[] =>
    texts.map((text, index) => ({ text, mark: { kind: 'row', sheet: 1, row: index + 1 } }));
  const cases: [string, string[], number[]][] = [
    ['按号码，不看姓名写法', ['李静 310101198512120028', '王 芳 110105199003070017'], [2]],
    ['号码中间打了星号，按姓名，星号对得上', ['王芳 110105********0017'], [1]],
    ['同名而号码不同：不是她', ['王芳 310101********0028'], []],
    ['同名两人而号码都看不出：不替人决定', ['王芳 第一行', '王芳 第二行'], []],
    ['同名两人，星号分得清', ['王芳 310101********0028', '王芳 1101051990****0017'], [2]],
    ['姓名是别人姓名的一部分且号码对不上', ['王芳芳 310101198512120028'], []],
    ['全角号码', ['１１０１０５１９９００３０７００１７'], [1]],
    ['不在名单里', ['李静', '张伟'], []],
    ['两行都是这个号码：不替人决定', ['110105199003070017 一', '110105199003070017 二'], []],
  ];
  for (const [title, texts, rows] of cases) {
    test(title, () => {
      const { marks, unfound } = findRows(candidates(texts), [wangFang]);
      assert.deepEqual(
        marks.map((mark) => mark.kind === 'row' && mark.row),
        rows,
      );
      assert.equal(unfound, rows.length === 0 ? 1 : 0);
    });
  }

  test('没有证件号码的人按姓名', () => {
    const { marks } = findRows(candidates(['王芳 成功']), [{ name: '王芳', documentNumber: null }]);
    assert.equal(marks.length, 1);
  });
});
