import { names } from '@heyi/contract';
import { formatId, type PayPeriod, shanghaiDate } from '@heyi/kernel';
import type { EvidenceService, EvidenceStamp } from './archive.store.ts';
import type { EvidenceDocument } from '../document/document.ts';
import { isSheet } from '../document/document.ts';

/** What a paper of an archive is bound to in the client and month. */
export type ArchivedBinding = {
  readonly service: EvidenceService;
  readonly personName: string | null;
  readonly period: PayPeriod | null;
  readonly title: string;
};

export type ArchivedPaper = {
  readonly document: EvidenceDocument;
  readonly bindings: readonly ArchivedBinding[];
  readonly stamp: EvidenceStamp | null;
  /** Other clients' people are left out: the file is not the original. */
  readonly isCopy: boolean;
  /** Of the file and of its token, in the archive. */
  readonly path: string;
  readonly tokenPath: string;
};

export type Placeable = Omit<ArchivedPaper, 'path' | 'tokenPath'>;

/** 增员/王芳/增减员回执_2026-11-23_evd….pdf: by service and person, each name once. */
export function placed(papers: readonly Placeable[]): ArchivedPaper[] {
  return papers.map((paper) => {
    const { document, bindings } = paper;
    const id = formatId('evd', document.id);
    const label = names.evidenceKind[document.kind].zh;
    const name = `${label}_${shanghaiDate(document.capturedAt)}_${id.slice(-8)}`;
    const extension = paper.isCopy ? copyExtension(document) : extensionOf(document.fileName);
    const mark = paper.isCopy ? '（副本）' : '';
    const path = `${folderOf(bindings)}/${name}${mark}.${extension}`;
    return { ...paper, path, tokenPath: `tokens/${id}.tst` };
  });
}

function folderOf([first, ...more]: readonly ArchivedBinding[]): string {
  if (first === undefined) return '未绑定';
  const people = new Set([first, ...more].map(({ personName }) => personName));
  const person = people.size === 1 ? first.personName : null;
  return `${names.service[first.service].zh}/${plain(person ?? '多人')}`;
}

/** A name of a person is no path, whatever somebody typed. */
function plain(name: string): string {
  const kept = name
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  return kept === '' ? '未名' : kept;
}

function extensionOf(fileName: string): string {
  return /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'bin';
}

function copyExtension(document: EvidenceDocument): string {
  if (isSheet(document)) return 'xlsx';
  return document.type === 'application/pdf' ? 'pdf' : 'png';
}
