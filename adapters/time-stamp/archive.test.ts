import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import {
  bindEvidence,
  type DocumentId,
  evidenceRoutes,
  linkTimeStampAuthority,
  type NewBinding,
  recordEvidence,
  stampWaiting,
} from '@heyi/evidence';
import { paperCsv, paperPdf } from '@heyi/evidence/testing';
import { newId, payPeriod } from '@heyi/kernel';
import { readSheet, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxTimeStamp, startSandboxTimeStamp } from '@heyi/sandbox';
import { fromBufferPromise } from 'yauzl';
import { openTimeStampAuthority } from './time-stamp.ts';

const november = payPeriod('2026-11');
let world: TestHost;
let client: TenantId;
let authority: SandboxTimeStamp;
let folder: string;
let zip: Buffer;

before(async () => {
  world = await createTestHost();
  client = await world.tenant();
  authority = await startSandboxTimeStamp();
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-archive-'));
  const { url, caPem } = authority;
  const named = { name: '仿真时间戳服务', url, trusted: caPem };
  linkTimeStampAuthority(world.host, openTimeStampAuthority(named));
  await fill();
  zip = await archive();
  await unpack(zip, folder);
});
after(async () => {
  await authority.stop();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

type Kind = Parameters<typeof recordEvidence>[1]['kind'];

async function record(holder: TenantId, kind: Kind, name: string, content: Buffer) {
  const recorded = await world.as(holder, (tx) =>
    recordEvidence(tx, { kind, file: { name, content }, sourceName: '北京社保' }),
  );
  assert.ok(recorded.ok, JSON.stringify(recorded));
  return recorded.value.document.id;
}

async function bind(documentId: DocumentId, facts: Partial<NewBinding>) {
  const subject = { subjectKind: 'orderLine' as const, subjectId: newId() };
  const usual = { service: 'enrol' as const, period: november, personName: '王芳', title: '增员' };
  const bound = await world.as(client, (tx) =>
    bindEvidence(tx, { documentId, ...subject, ...usual, ...facts }),
  );
  assert.ok(bound.ok, JSON.stringify(bound));
}

/** One of one person, one of two people, a list of the provider, one that waits, one of October. */
async function fill(): Promise<void> {
  const single = await record(client, 'enrolmentReceipt', '回执.pdf', paperPdf(['王芳 成功']));
  await bind(single, {});
  const both = await record(client, 'debitReceipt', '回单.pdf', paperPdf(['两人的回单']));
  await bind(both, { service: 'contributions', personName: '王芳' });
  await bind(both, { service: 'contributions', personName: '李静' });
  const rows = [
    ['姓名', '结果'],
    ['王芳', '成功'],
    ['别家的人', '成功'],
  ];
  const list = await record(world.host.houseId, 'enrolmentReceipt', '名单.csv', paperCsv(rows));
  await bind(list, { personName: '../../王芳', marks: [{ kind: 'row', sheet: 1, row: 2 }] });
  await stampWaiting(world.host);
  const late = await record(client, 'insuredCertificate', '证明.pdf', paperPdf(['还没盖']));
  await bind(late, { service: 'certificate' });
  const other = await record(client, 'exitFilingReceipt', '退工.pdf', paperPdf(['十月']));
  await bind(other, { period: payPeriod('2026-10') });
}

const routeOf = (id: string) => evidenceRoutes([]).find(({ operation }) => operation.id === id)!;

async function ask(id: string, period = november, as = client) {
  const input = { tenantId: as, period };
  return world.as(as, (tx) => routeOf(id).run(tx, input as never));
}

async function archive(): Promise<Buffer> {
  const answer = await ask('downloadEvidenceArchive');
  assert.ok(answer.ok, JSON.stringify(answer));
  const { name, body } = answer.value as { name: string; body: AsyncIterable<Uint8Array> };
  assert.equal(name, '凭证归档_2026-11.zip');
  return buffer(Readable.from(body));
}

async function unpack(content: Buffer, into: string): Promise<void> {
  const opened = await fromBufferPromise(content);
  for await (const entry of opened.eachEntry()) {
    assert.ok(!entry.fileName.includes('..'), entry.fileName);
    const target = path.join(into, entry.fileName);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, await buffer(await opened.openReadStreamPromise(entry)));
  }
}

const filesIn = (where: string) =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(where, path.join(entry.parentPath, entry.name)))
    .toSorted();

function verify(where: string): { code: number | null; said: string } {
  const { status, stdout } = spawnSync('sh', [path.join(where, 'verify.sh')]);
  return { code: status, said: stdout.toString() };
}

test('按服务和人分文件夹；别家的人不在里面；十月的不在里面', async () => {
  const shape = filesIn(folder).map((name) =>
    name.replace(/_\d{4}-\d\d-\d\d_[0-9a-z]{8}/, '').replace(/evd_[0-9a-z]+/, 'evd'),
  );
  assert.deepEqual(shape.toSorted(), [
    'SHA256SUMS',
    'index.xlsx',
    'tokens/ca.pem',
    'tokens/evd.tst',
    'tokens/evd.tst',
    'tokens/evd.tst',
    'tokens/index.tsv',
    'verify.ps1',
    'verify.sh',
    '增员/王芳/增减员回执.pdf',
    '增员/王芳/增减员回执（副本）.xlsx',
    '社保缴费/多人/扣款回单.pdf',
    '证明开具/王芳/参保证明.pdf',
  ]);
  const list = filesIn(folder).find((name) => name.includes('（副本）'))!;
  const copied: string[] = [];
  await readSheet(readFileSync(path.join(folder, list)), {}, ({ cells }) => {
    copied.push(cells.map((cell) => cell?.text).join(' '));
  });
  assert.deepEqual(copied.slice(1), ['2 王芳 成功']);
});

test('清单里每个绑定一行，没有时间戳的写明', async () => {
  const rows: string[][] = [];
  await readSheet(readFileSync(path.join(folder, 'index.xlsx')), {}, ({ cells }) => {
    rows.push(cells.map((cell) => cell?.text ?? ''));
  });
  const people = rows.slice(2).map((cells) => `${cells[2]} ${cells[3]}`);
  assert.deepEqual(people.toSorted(), [
    '增员 ../../王芳',
    '增员 王芳',
    '社保缴费 李静',
    '社保缴费 王芳',
    '证明开具 王芳',
  ]);
  assert.equal(rows.filter((cells) => cells.includes('待盖时间戳')).length, 1);
});

test('下载前先看有多少', async () => {
  const answer = await ask('getEvidenceArchive');
  assert.ok(answer.ok);
  const { bytes, ...counted } = answer.value as Record<string, number>;
  assert.deepEqual(counted, { evidence: 4, copies: 1, waiting: 1 });
  assert.ok(bytes! > 1_000);
});

test('没有凭证的月份、没有凭证的客户', async () => {
  for (const [period, as] of [
    [payPeriod('2025-01'), client],
    [november, await world.tenant()],
  ] as const) {
    const answer = await ask('downloadEvidenceArchive', period, as);
    assert.ok(!answer.ok && answer.failure.code === 'evidence_archive.empty');
  }
});

describe('归档自带的脚本', () => {
  test('原样：校验通过', () => {
    const { code, said } = verify(folder);
    assert.equal(code, 0, said);
    assert.match(said, /12 files are as listed/);
    assert.match(said, /3 time stamps hold/);
    assert.match(said, /校验通过/);
  });

  const bad: [string, (where: string, paper: string) => void, RegExp][] = [
    ['凭证被改了一个字节', (where, paper) => appendFileSync(path.join(where, paper), ' '), /WRONG/],
    ['凭证被删掉', (where, paper) => rmSync(path.join(where, paper)), /WRONG/],
    ['多放了一份', (where) => writeFileSync(path.join(where, '多出来.pdf'), ''), /ADDED {2}多出来/],
    [
      '多放的一份叫清单的名字',
      (where) => writeFileSync(path.join(where, 'tokens/SHA256SUMS'), ''),
      /ADDED {2}tokens\/SHA256SUMS/,
    ],
    ['令牌被换成空的', swapToken, /STAMP/],
    ['凭证和清单一起被改，时间戳露馅', swapPaperAndSum, /STAMP .*not the stamped file/],
  ];
  for (const [title, spoil, expected] of bad) {
    test(`${title}：校验不通过，说出是哪一份`, () => {
      const where = mkdtempSync(path.join(tmpdir(), 'heyi-spoilt-'));
      cpSync(folder, where, { recursive: true });
      spoil(
        where,
        filesIn(folder).find((name) => name.startsWith('增员') && name.endsWith('pdf'))!,
      );
      const { code, said } = verify(where);
      rmSync(where, { recursive: true });
      assert.equal(code, 1, said);
      assert.match(said, expected);
      assert.match(said, /校验不通过/);
    });
  }
});

function swapToken(where: string): void {
  const token = filesIn(where).find((name) => name.endsWith('.tst'))!;
  writeFileSync(path.join(where, token), 'x');
}

function swapPaperAndSum(where: string, paper: string): void {
  appendFileSync(path.join(where, paper), ' ');
  const { stdout } = spawnSync('sha256sum', [paper], { cwd: where });
  const sums = path.join(where, 'SHA256SUMS');
  const kept = readFileSync(sums, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith(paper));
  writeFileSync(sums, `${[...kept, stdout.toString().trim()].join('\n')}\n`);
}

test('Windows 的脚本查同样的三件事', () => {
  const script = readFileSync(path.join(folder, 'verify.ps1'), 'utf8');
  for (const step of ['Get-FileHash', 'ADDED', '-Recurse -File -Force', 'ts -verify'])
    assert.ok(script.includes(step), step);
  assert.match(script, /^\p{ASCII}*$/u, '只用 ASCII：旧的 PowerShell 不认没有标记的 UTF-8');
});

test('令牌清单里的时间是盖章的秒', () => {
  const [line] = readFileSync(path.join(folder, 'tokens/index.tsv'), 'utf8').split('\n');
  const [, digest, seconds] = line!.split('\t');
  assert.match(digest!, /^[0-9a-f]{64}$/);
  assert.ok(Math.abs(+seconds! - Date.now() / 1000) < 600);
});
