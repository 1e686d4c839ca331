import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { names } from '@heyi/contract';
import { formatId } from '@heyi/kernel';
import { type ColumnSpec, type WritableRow, writeWorkbook } from '@heyi/platform';
import type { ArchivedBinding, ArchivedPaper } from './archived.ts';

const columns: readonly ColumnSpec[] = [
  { key: 'path', kind: 'text', title: '文件', titleEn: 'File' },
  { key: 'kind', kind: 'text', title: '凭证种类', titleEn: 'Kind' },
  { key: 'service', kind: 'text', title: '服务', titleEn: 'Service' },
  { key: 'person', kind: 'text', title: '姓名', titleEn: 'Person' },
  { key: 'period', kind: 'text', title: '所属月份', titleEn: 'Month' },
  { key: 'title', kind: 'text', title: '事项', titleEn: 'Matter' },
  { key: 'source', kind: 'text', title: '出具机构', titleEn: 'Issued by' },
  { key: 'address', kind: 'text', title: '网页地址', titleEn: 'Page' },
  { key: 'code', kind: 'text', title: '核验码', titleEn: 'Verification code' },
  { key: 'capturedBy', kind: 'text', title: '采集人', titleEn: 'Captured by' },
  { key: 'capturedAt', kind: 'text', title: '采集时间', titleEn: 'Captured at' },
  { key: 'pages', kind: 'text', title: '页数', titleEn: 'Pages' },
  { key: 'sha256', kind: 'identifier', title: '原件 SHA-256', titleEn: 'SHA-256 of the original' },
  { key: 'copy', kind: 'text', title: '本文件', titleEn: 'This file' },
  { key: 'stampedAt', kind: 'text', title: '时间戳', titleEn: 'Time stamp' },
  { key: 'authority', kind: 'text', title: '授时机构', titleEn: 'Authority' },
  { key: 'token', kind: 'text', title: '时间戳令牌', titleEn: 'Token' },
  { key: 'id', kind: 'identifier', title: '凭证编号', titleEn: 'Evidence' },
];

/** index.xlsx: a row for each thing that a paper is bound to. */
export async function indexSheet(
  heading: string,
  papers: readonly ArchivedPaper[],
): Promise<Buffer> {
  const target = new PassThrough();
  const [content] = await Promise.all([
    buffer(target),
    writeWorkbook(target, [
      { name: '凭证清单', heading: [heading], columns, rows: rowsOf(papers) },
    ]),
  ]);
  return content;
}

function* rowsOf(papers: readonly ArchivedPaper[]): Generator<WritableRow> {
  for (const paper of papers) {
    const bindings = paper.bindings.length === 0 ? [null] : paper.bindings;
    for (const binding of bindings) yield rowOf(paper, binding);
  }
}

function rowOf(paper: ArchivedPaper, binding: ArchivedBinding | null): WritableRow {
  const { document, stamp } = paper;
  return {
    path: paper.path,
    kind: names.evidenceKind[document.kind].zh,
    service: binding && names.service[binding.service].zh,
    person: binding?.personName,
    period: binding?.period ?? document.period,
    title: binding?.title,
    source: document.sourceName,
    address: document.pageAddress,
    code: document.verificationCode,
    capturedBy: document.capturedBy,
    capturedAt: document.capturedAt,
    pages: String(document.pageCount),
    sha256: document.sha256.toString('hex'),
    copy: paper.isCopy ? '副本（略去其他客户的人员）' : '原件',
    stampedAt: stamp?.stampedAt ?? '待盖时间戳',
    authority: stamp?.authority,
    token: stamp && paper.tokenPath,
    id: formatId('evd', document.id),
  };
}
