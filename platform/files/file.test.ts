import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { platformContract as contract } from '@heyi/contract';
import { formatId, newId } from '@heyi/kernel';
import iconv from 'iconv-lite';
import { openTestServer, pathOf, type TestServer } from '../http/testing.ts';
import { routes } from '../routes.ts';
import { writeWorkbook } from '../sheets/index.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { fileTypeOf } from './file-kind.ts';
import { folderFileStore } from './file-store.ts';

let world: TestHost;
let http: TestServer;
let tenant: TenantId;
let other: TenantId;
let folder: string;
before(async () => {
  world = await createTestHost();
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-files-'));
  const host = { ...world.host, fileStore: folderFileStore(folder) };
  http = await openTestServer(host, routes);
  tenant = await world.tenant();
  other = await world.tenant();
});
after(async () => {
  await http.server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const png = Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1');
const jpg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]);
const pdf = Buffer.from('%PDF-1.7\n…');
const csv = Buffer.from('姓名,工资\n王芳,1.00\n');
const word = Buffer.from('PK\x03\x04 [Content_Types].xml word/document.xml');
const macros = Buffer.from('PK\x03\x04 [Content_Types].xml xl/workbook.xml xl/vbaProject.bin');
const oldXls = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

const kinds: [title: string, name: string, content: Buffer, type: string | null][] = [
  ['PDF', '盖章确认单.pdf', pdf, 'application/pdf'],
  ['PNG', '照片.PNG', png, 'image/png'],
  ['JPG', '照片.jpg', jpg, 'image/jpeg'],
  ['JPEG', '照片.jpeg', jpg, 'image/jpeg'],
  ['UTF-8 的 CSV', '花名册.csv', csv, 'text/csv'],
  ['GB18030 的 CSV', '花名册.csv', iconv.encode('姓名,工资\n王芳,1.00', 'gb18030'), 'text/csv'],
  ['UTF-16 的 TXT', '回盘.txt', iconv.encode('姓名', 'utf16-le', { addBOM: true }), 'text/plain'],
  ['内容是 PNG 的 JPG', '照片.jpg', png, null],
  ['内容是 PDF 的 CSV', '花名册.csv', pdf, null],
  ['改名的 Word 文档', '花名册.xlsx', word, null],
  ['改名的旧 XLS', '花名册.xlsx', oldXls, null],
  ['带宏的工作簿改名', '花名册.xlsx', macros, null],
  ['带宏的工作簿', '花名册.xlsm', macros, null],
  ['CSV 改名为 XLSX', '花名册.xlsx', csv, null],
  ['网页改名为 CSV', '花名册.csv', Buffer.from('<html><script>'), null],
  ['含空字节的文本', '回盘.txt', Buffer.from('a\0b'), null],
  ['不是任何编码的文本', '回盘.txt', Buffer.from([0x61, 0xff, 0xff, 0xff]), null],
  ['旧 XLS', '花名册.xls', oldXls, null],
  ['网页', '页面.html', Buffer.from('<html>'), null],
  ['程序', 'setup.exe', Buffer.from('MZ'), null],
  ['没有扩展名', '花名册', csv, null],
  ['冒充原型', 'x.constructor', csv, null],
];
for (const [title, name, content, type] of kinds) {
  test(`文件种类：${title}`, () => assert.equal(fileTypeOf(name, content), type));
}

test('文件种类：我们自己写的 XLSX', async () => {
  const target = new PassThrough();
  const [content] = await Promise.all([
    buffer(target),
    writeWorkbook(target, [{ name: '花名册', columns: [], rows: [] }]),
  ]);
  assert.match(String(fileTypeOf('花名册.xlsx', content)), /spreadsheetml/);
});

function multipart(
  name: string,
  content: Buffer,
): { body: Buffer; headers: Record<string, string> } {
  const head =
    `--heyi\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
    'content-type: application/x-anything\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--heyi--\r\n')]);
  return { body, headers: { 'content-type': 'multipart/form-data; boundary=heyi' } };
}

function token(permissions = ['file:upload', 'file:download'], tenants = [tenant]): string {
  const actor = { tenantId: tenants[0]!, assignedTenantIds: tenants };
  return http.tokenOf({ ...actor, permissions: new Set(permissions) });
}

let keys = 0;
const fileOf = (id: TenantId, fileId: unknown) =>
  pathOf(contract.downloadFile, id).replace(':fileId', String(fileId));
const upload = (name: string, content: Buffer, as = token()) =>
  http.call('POST', pathOf(contract.uploadFile, tenant), {
    token: as,
    key: `upload-key-${(keys += 1)}`,
    ...multipart(name, content),
  });

test('上传（uploadFile）再下载（downloadFile），一字不差；盘上的是密文', async () => {
  const stored = await upload('花名册.csv', csv);
  assert.equal(stored.status, 200);
  assert.equal(stored.body['name'], '花名册.csv');
  assert.equal(stored.body['type'], 'text/csv');
  assert.equal(stored.body['size'], csv.length);
  assert.match(String(stored.body['sha256']), /^[0-9a-f]{64}$/);
  const url = fileOf(tenant, stored.body['id']);
  const answer = await http.server.inject({
    url,
    headers: { authorization: `Bearer ${token()}` },
  });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.rawPayload, csv);
  assert.equal(answer.headers['content-type'], 'text/csv');
  const name = encodeURIComponent('花名册.csv');
  assert.equal(answer.headers['content-disposition'], `attachment; filename*=UTF-8''${name}`);
  const onDisk = readdirSync(path.join(folder, tenant)).map((file) =>
    readFileSync(path.join(folder, tenant, file), 'latin1'),
  );
  assert.ok(onDisk.length > 0);
  assert.ok(onDisk.every((text) => !text.includes(csv.toString('latin1'))));
});

test('文件名里的文件夹和看不见的字符去掉', async () => {
  const stored = await upload('C:\\secret\\..\\花名\u202e册.csv', csv);
  assert.equal(stored.body['name'], '花名册.csv');
});

test('空文件', async () => {
  const answer = await upload('花名册.csv', Buffer.alloc(0));
  assert.equal(answer.status, 422);
  assert.equal(answer.body['code'], 'file.empty');
});

test('内容与扩展名不符', async () => {
  const answer = await upload('照片.png', pdf);
  assert.equal(answer.status, 422);
  assert.equal(answer.body['code'], 'file.kind_refused');
});

test('没有附上文件', async () => {
  const sent = { token: token(), key: 'no-file-at-all', body: { a: 1 } };
  const answer = await http.call('POST', pathOf(contract.uploadFile, tenant), sent);
  assert.equal(answer.status, 400);
  assert.deepEqual(answer.body['fields'], [
    { path: 'file', message: 'file.missing', words: '请选择要上传的文件。' },
  ]);
});

test('不许上传的人，文件不读就拒绝', async () => {
  const answer = await upload('花名册.csv', csv, token(['file:download']));
  assert.equal(answer.status, 403);
  const nobody = await http.call(
    'POST',
    pathOf(contract.uploadFile, tenant),
    multipart('花名册.csv', csv),
  );
  assert.equal(nobody.status, 401);
});

test('十兆的文件收，超过五十兆的不收', async () => {
  const row = '王芳,1.00\n';
  const large = await upload('大表.csv', Buffer.alloc(10 * 1024 * 1024, row));
  assert.equal(large.status, 200);
  const tooLarge = await upload('大表.csv', Buffer.alloc(50 * 1024 * 1024 + 1, row));
  assert.equal(tooLarge.status, 413);
  assert.equal(tooLarge.body['code'], 'request.too_large');
});

test('别的客户的文件，像不存在一样', async () => {
  const stored = await upload('花名册.csv', csv);
  const both = token(['file:download'], [tenant, other]);
  const ids = [String(stored.body['id']), formatId('fil', newId())];
  for (const id of ids) {
    const answer = await http.call('GET', fileOf(other, id), { token: both });
    assert.equal(answer.status, 404);
    assert.equal(answer.body['code'], 'file.not_found');
  }
});

test('盘上的文件被改动，读时报错而不是给出错的内容', async () => {
  const stored = await upload('回盘.txt', Buffer.from('123'));
  const [file] = readdirSync(path.join(folder, tenant))
    .map((name) => path.join(folder, tenant, name))
    .toSorted()
    .slice(-1);
  const bytes = readFileSync(file!);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(file!, bytes);
  const url = fileOf(tenant, stored.body['id']);
  const answer = await http.call('GET', url, { token: token() });
  assert.equal(answer.status, 500);
});
