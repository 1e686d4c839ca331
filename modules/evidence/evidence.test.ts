import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { evidenceContract as contract } from '@heyi/contract';
import { formatId, newId, payPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { attachEvidenceOf } from './binding/attach-evidence.ts';
import { listSubjectEvidence } from './binding/list-subject-evidence.ts';
import { markEvidence } from './binding/mark-evidence.ts';
import { revokeEvidence } from './binding/revoke-evidence.ts';
import type { EvidenceSubjects } from './binding/subject.ts';
import type { DocumentId, EvidenceView } from './document/document.ts';
import { getEvidence } from './document/get-evidence.ts';
import { listEvidence } from './document/list-evidence.ts';
import { uploadEvidence } from './document/upload-evidence.ts';
import { bindEvidence, provenSubjects, recordEvidence } from './index.ts';
import { paperCsv, paperPdf, paperPng, paperWorkbook } from './testing/papers.ts';

let world: TestHost;
let client: TenantId;
let other: TenantId;
let house: TenantId;
before(async () => {
  world = await createTestHost();
  client = await world.tenant();
  other = await world.tenant();
  house = world.host.houseId;
});
after(() => world.close());

const month = payPeriod('2026-11');
const facts = { service: 'enrol' as const, period: month, personName: '王芳', title: '社保增员' };

/** Order lines as the module of orders would describe them; each is its tenant's. */
const lines = new Map<string, TenantId>();
const orders: EvidenceSubjects = {
  kind: 'orderLine',
  describe: async (tx, id) => (lines.get(id) === tx.tenantId ? facts : null),
  people: async () => [{ name: '王芳', documentNumber: '110105199003070017' }],
};
const attachEvidence = attachEvidenceOf([orders]);

function line(tenant: TenantId): string {
  const id = newId<'orl'>();
  lines.set(id, tenant);
  return id;
}

type Fields = Partial<Parameters<typeof uploadEvidence>[1]>;

function upload(tenant: TenantId, name: string, content: Buffer, fields: Fields = {}) {
  const input = { tenantId: tenant, kind: 'enrolmentReceipt' as const, sourceName: '北京社保' };
  return world.as(tenant, (tx) =>
    uploadEvidence({ ...tx, upload: { name, type: '', content } }, { ...input, ...fields }),
  );
}

async function uploaded(tenant: TenantId, lines: string[], fields: Fields = {}) {
  const result = await upload(tenant, '回执.pdf', paperPdf(lines), fields);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

/** Somebody of a client company. */
const asClient = (tenantId: TenantId) => ({ tenantId });

/** The paper with some of its bytes replaced by as many others. */
function changed(paper: Buffer, from: string, to: string): Buffer {
  const text = paper.toString('latin1');
  assert.ok(text.includes(from));
  return Buffer.from(text.replace(from, to), 'latin1');
}

describe('上传', () => {
  const png = paperPng([10, 200]);
  const cases: [string, string, () => Promise<Buffer> | Buffer, string | number][] = [
    ['PDF', '回执.pdf', () => paperPdf(Array.from({ length: 30 }, (_, row) => `第${row}行`)), 2],
    ['图片', '回执.png', () => png, 1],
    ['工作簿', '名单.xlsx', () => paperWorkbook(['姓名'], [['王芳']]), 1],
    ['CSV', '名单.csv', () => paperCsv([['姓名'], ['王芳']]), 1],
    ['空文件', '空.pdf', () => Buffer.alloc(0), 'file.empty'],
    ['改名的文件', '回执.pdf', () => png, 'file.kind_refused'],
    ['只有开头像 PDF', '假.pdf', () => Buffer.from('%PDF-1.7\n不是'), 'evidence.unreadable'],
    ['截断的图片', '断.png', () => png.subarray(0, 60), 'evidence.unreadable'],
    [
      '假照片',
      '假.jpg',
      () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]),
      'evidence.unreadable',
    ],
    [
      '改名的压缩包',
      '名单.xlsx',
      () => Buffer.from('PK\x03\x04 [Content_Types].xml xl/workbook.xml'),
      'evidence.unreadable',
    ],
    ['有打开密码的 PDF', '密.pdf', () => lockedPdf(), 'evidence.locked'],
    [
      '页不见了的 PDF',
      '缺页.pdf',
      () => changed(paperPdf(['缺页']), '/Kids [6 0 R]', '/Kids [8 0 R]'),
      'evidence.unreadable',
    ],
    [
      '一页也没有的 PDF',
      '空.pdf',
      () => changed(paperPdf(['无页']), '/Count 1 /Kids [6 0 R]', '/Count 0 /Kids [     ]'),
      'evidence.unreadable',
    ],
  ];
  for (const [title, name, content, expected] of cases) {
    test(title, async () => {
      const result = await upload(client, name, await content());
      if (typeof expected === 'string') return assert.equal(codeOf(result), expected);
      assert.ok(result.ok, JSON.stringify(result));
      const { pageCount, stampState, isOriginalShown, sha256 } = result.value;
      assert.deepEqual([pageCount, stampState, isOriginalShown], [expected, 'waiting', true]);
      assert.match(sha256, /^[0-9a-f]{64}$/);
    });
  }

  test('官方截图要有网页地址', async () => {
    const kind = 'officialScreenshot' as const;
    const shot = paperPng([7]);
    const refused = await upload(client, '截图.png', shot, { kind });
    assert.equal(codeOf(refused), 'evidence.page_address_missing');
    const pageAddress = 'https://fuwu.rsj.beijing.gov.cn/result';
    assert.ok((await upload(client, '截图.png', shot, { kind, pageAddress })).ok);
  });

  test('同一份凭证两次：第二次指到已有的那份，别的种类另存', async () => {
    const first = await uploaded(client, ['同一份']);
    const again = await upload(client, '改了名.pdf', paperPdf(['同一份']));
    assert.equal(codeOf(again), 'evidence.exists');
    assert.ok(!again.ok && 'evidenceId' in again.failure);
    assert.equal(again.failure.evidenceId, formatId('evd', first.id));
    assert.ok((await upload(client, 'a.pdf', paperPdf(['同一份']), { kind: 'debitReceipt' })).ok);
    assert.ok((await upload(other, 'a.pdf', paperPdf(['同一份']))).ok, '别的客户各存各的');
  });

  test('两人同时上传同一份，只留一份', async () => {
    const both = await Promise.all(
      ['甲.pdf', '乙.pdf'].map((name) => upload(client, name, paperPdf(['同时上传']))),
    );
    assert.equal(both.filter(({ ok }) => ok).length, 1);
    assert.ok(both.map(codeOf).includes('evidence.exists'));
  });
});

test('存下的凭证、时间戳、原件：应用改不了也删不掉', async () => {
  const { id } = await uploaded(client, ['不能改']);
  const spoils: readonly ((tx: Transaction) => Promise<unknown>)[] = [
    (tx) => tx.sql`update evidence.document set sha256 = '' where id = ${id}`,
    (tx) => tx.sql`delete from evidence.document where id = ${id}`,
    (tx) => tx.sql`update evidence.time_stamp set token = '' where document_id = ${id}`,
    (tx) => tx.sql`delete from evidence.time_stamp where document_id = ${id}`,
    (tx) => tx.sql`update platform.file set sha256 = '' where tenant_id = ${client}`,
    (tx) => tx.sql`delete from platform.file where tenant_id = ${client}`,
    (tx) => tx.sql`delete from evidence.head where document_id = ${id}`,
  ];
  for (const spoil of spoils) {
    await assert.rejects(world.as(client, spoil), { code: '42501' }, spoil.toString());
  }
});

async function attach(tenant: TenantId, document: EvidenceView, subjectId = line(tenant)) {
  const subject = { subjectKind: 'orderLine' as const, subjectId: formatId('orl', subjectId) };
  const result = await world.as(tenant, (tx) =>
    attachEvidence(tx, { tenantId: tenant, evidenceId: document.id, ...subject }),
  );
  return { subjectId, result };
}

describe('绑定', () => {
  test('一份名单绑定两个客户的人：各看各的绑定，客户看不到原件', async () => {
    const list = await uploaded(house, ['大户名单 王芳', '大户名单 李静'], { period: month });
    const mine = await attach(client, list);
    const theirs = await attach(other, list);
    assert.ok(mine.result.ok && theirs.result.ok);
    const seen = await world.as(
      client,
      (tx) => getEvidence(tx, { tenantId: client, evidenceId: list.id }),
      asClient(client),
    );
    assert.ok(seen.ok);
    assert.equal(seen.value.isOriginalShown, false);
    assert.deepEqual(
      seen.value.bindings.map(({ subjectId }) => subjectId),
      [formatId('orl', mine.subjectId)],
    );
  });

  test('别的客户的事项、没有的事项、没有接入的种类：一律没有要绑定的事项', async () => {
    const paper = await uploaded(client, ['绑定到谁']);
    const { result } = await attach(client, paper, line(other));
    assert.equal(codeOf(result), 'evidence.subject_not_found');
    for (const [subjectKind, subjectId] of [
      ['orderLine', 'run_nonsense'],
      ['withholdingReturn', formatId('wht', newId<'wht'>())],
    ] as const) {
      const input = { tenantId: client, evidenceId: paper.id, subjectKind, subjectId };
      const refused = await world.as(client, (tx) => attachEvidence(tx, input));
      assert.equal(codeOf(refused), 'evidence.subject_not_found');
    }
  });

  test('别的客户的凭证绑不了，也看不到', async () => {
    const paper = await uploaded(other, ['别人的']);
    assert.equal(codeOf((await attach(client, paper)).result), 'evidence.not_found');
    const one = { tenantId: client, evidenceId: paper.id };
    assert.equal(
      codeOf(await world.as(client, (tx) => getEvidence(tx, one))),
      'evidence.not_found',
    );
  });

  test('服务商的名单没有绑定到本客户时看不到', async () => {
    const list = await uploaded(house, ['还没绑定']);
    const one = { tenantId: client, evidenceId: list.id };
    const seen = await world.as(client, (tx) => getEvidence(tx, one));
    assert.equal(codeOf(seen), 'evidence.not_found');
  });

  test('同一事项绑两次', async () => {
    const paper = await uploaded(client, ['绑两次']);
    const { subjectId } = await attach(client, paper);
    const again = await attach(client, paper, subjectId);
    assert.equal(codeOf(again.result), 'evidence.bound_already');
  });

  test('标出的位置要在凭证之内', async () => {
    const paper = await uploaded(client, ['标出']);
    const binding = (await attached(client, paper)).id;
    const box = { kind: 'box' as const, page: 1, left: 0, top: 10, right: 900_000, bottom: 90_000 };
    const wrong = [
      { ...box, page: 2 },
      { ...box, right: 0 },
      { kind: 'row' as const, sheet: 1, row: 3 },
    ];
    const mark = (marks: Parameters<typeof markEvidence>[1]['marks']) =>
      world.as(client, (tx) => markEvidence(tx, { tenantId: client, bindingId: binding, marks }));
    for (const one of wrong) assert.equal(codeOf(await mark([one])), 'evidence.mark_outside');
    const marked = await mark([box]);
    assert.ok(marked.ok);
    assert.deepEqual(marked.value.bindings[0]!.marks, [box]);
  });
});

async function attached(tenant: TenantId, document: EvidenceView) {
  const { result } = await attach(tenant, document);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.bindings.at(-1)!;
}

describe('证明了什么', () => {
  const proven = (tenant: TenantId, id: string, proof: contract.Proof) =>
    world.as(tenant, async (tx) => (await provenSubjects(tx, 'orderLine', [id], proof)).has(id));

  async function bind(kind: contract.EvidenceKind, id: string, service: contract.EvidenceService) {
    return world.as(client, async (tx) => {
      const name = `${kind}.pdf`;
      const content = paperPdf([`${kind} ${id}`]);
      const recorded = await recordEvidence(tx, {
        kind,
        file: { name, content },
        sourceName: '社保',
      });
      assert.ok(recorded.ok);
      const subject = { subjectKind: 'orderLine' as const, subjectId: id, ...facts, service };
      const bound = await bindEvidence(tx, { documentId: recorded.value.document.id, ...subject });
      assert.ok(bound.ok);
      return bound.value;
    });
  }

  for (const [kind, service, proves] of [
    ['enrolmentReceipt', 'enrol', ['officialSuccess']],
    ['insuredCertificate', 'stop', ['officialSuccess']],
    ['supplierReceipt', 'enrol', []],
    ['requestOriginal', 'enrol', []],
    ['taxPaymentCertificate', 'contributions', ['paid']],
    ['debitReceipt', 'contributions', ['paid']],
    ['debitReceipt', 'enrol', []],
    ['fundRemittance', 'fundContributions', []],
    ['declarationReceipt', 'incomeTax', ['declared']],
    ['filingReceipt', 'employmentFiling', ['officialSuccess']],
    ['filingReceipt', 'exitFiling', []],
  ] as const) {
    test(`${kind} 用于 ${service}：${proves.join() || '不证明什么'}`, async () => {
      const id = line(client);
      await bind(kind, id, service);
      for (const proof of contract.proofs) {
        const expected = (proves as readonly string[]).includes(proof);
        assert.equal(await proven(client, id, proof), expected, proof);
      }
    });
  }

  test('公积金汇缴书加银行回单才算已缴；解除一份就不再算，两次解除被拒绝', async () => {
    const id = line(client);
    const remittance = await bind('fundRemittance', id, 'fundContributions');
    await bind('debitReceipt', id, 'fundContributions');
    assert.equal(await proven(client, id, 'paid'), true);
    const revoke = () =>
      world.as(client, (tx) =>
        revokeEvidence(tx, { tenantId: client, bindingId: remittance, reason: '传错了' }),
      );
    const revoked = await revoke();
    assert.ok(revoked.ok);
    assert.equal(revoked.value.bindings[0]!.revokeReason, '传错了');
    assert.equal(await proven(client, id, 'paid'), false);
    assert.equal(codeOf(await revoke()), 'evidence_binding.revoked');
    const marking = { tenantId: client, bindingId: remittance, marks: [] };
    const marked = await world.as(client, (tx) => markEvidence(tx, marking));
    assert.equal(codeOf(marked), 'evidence_binding.revoked');
    const told = await world.as(
      client,
      (tx) => tx.sql<{ type: string; payload: { subjectId: string; proves: string[] } }>`
        select type, payload from platform.outbox
         where shard_key = ${tx.shardKey} and tenant_id = ${client} and type like 'evidence.%'
           and payload ->> 'subjectId' = ${id}
         order by id`,
    );
    assert.deepEqual(
      told.map(({ type, payload }) => [type, payload.proves]),
      [
        ['evidence.bound', []],
        ['evidence.bound', ['paid']],
        ['evidence.unbound', []],
      ],
    );
  });

  test('别的客户的绑定标不了、解除不了', async () => {
    const id = line(client);
    const bindingId = await bind('enrolmentReceipt', id, 'enrol');
    const one = { tenantId: other, bindingId };
    const marked = await world.as(other, (tx) => markEvidence(tx, { ...one, marks: [] }));
    assert.equal(codeOf(marked), 'evidence_binding.not_found');
    const revoked = await world.as(other, (tx) => revokeEvidence(tx, { ...one, reason: '误' }));
    assert.equal(codeOf(revoked), 'evidence_binding.not_found');
    assert.equal(await proven(other, id, 'officialSuccess'), false);
  });

  test('事项的凭证和它证明的步骤', async () => {
    const id = line(client);
    await bind('enrolmentReceipt', id, 'enrol');
    const list = (tx: Transaction, subjectId: string) =>
      listSubjectEvidence(tx, { tenantId: client, subjectKind: 'orderLine', subjectId });
    const listed = await world.as(client, (tx) => list(tx, formatId('orl', id)));
    assert.ok(listed.ok);
    assert.deepEqual(listed.value.proofs, ['officialSuccess']);
    assert.equal(listed.value.rows.length, 1);
    const wrong = await world.as(client, (tx) => list(tx, 'emp_x'));
    assert.equal(codeOf(wrong), 'evidence.subject_not_found');
  });
});

describe('查看凭证', () => {
  const list = (tenant: TenantId, filter: Partial<Parameters<typeof listEvidence>[1]>) =>
    world.as(tenant, async (tx) => {
      const result = await listEvidence(tx, { tenantId: tenant, ...filter });
      assert.ok(result.ok);
      return result.value;
    });
  const ids = (page: { rows: { id: DocumentId }[] }) => page.rows.map(({ id }) => id);

  test('按月份、种类、人名、核验码找；本公司的名单绑定后也在内；翻页不重不漏', async () => {
    const tenant = await world.tenant();
    const own = await uploaded(tenant, ['一'], { period: month, verificationCode: 'BJ-20_1' });
    const bound = await uploaded(tenant, ['二'], { kind: 'debitReceipt' });
    await attach(tenant, bound);
    const foreign = await uploaded(house, ['三 名单']);
    await attach(tenant, foreign);
    const loose = await uploaded(tenant, ['四'], { period: payPeriod('2026-10') });
    assert.deepEqual(ids(await list(tenant, {})), [loose.id, foreign.id, bound.id, own.id]);
    assert.deepEqual(ids(await list(tenant, { period: month })), [foreign.id, bound.id, own.id]);
    assert.deepEqual(ids(await list(tenant, { kind: 'debitReceipt' })), [bound.id]);
    assert.deepEqual(ids(await list(tenant, { search: '王' })), [foreign.id, bound.id]);
    assert.deepEqual(ids(await list(tenant, { search: '20_1' })), [own.id]);
    assert.deepEqual(ids(await list(tenant, { search: '%' })), []);
    assert.deepEqual(ids(await list(tenant, { stampState: 'stamped' })), []);
    assert.equal(ids(await list(tenant, { stampState: 'waiting' })).length, 4);
    const first = await list(tenant, { limit: 3 });
    const second = await list(tenant, { limit: 3, after: first.next! });
    assert.deepEqual([...ids(first), ...ids(second)], ids(await list(tenant, {})));
    assert.equal(second.next, null);
  });
});

/** A PDF whose encryption dictionary asks for a password that nobody gave (RC4, 40 bits). */
function lockedPdf(): Buffer {
  const filled = (byte: string) => byte.repeat(32);
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${filled('ab')}> /U <${filled('cd')}> >> /ID [<00> <00>]`;
  return Buffer.from(
    paperPdf(['密']).toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${encrypt}`),
    'latin1',
  );
}
