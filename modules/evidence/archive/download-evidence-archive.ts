import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, fixedClock, ok, unixSeconds } from '@heyi/kernel';
import { appendAudit, type Transaction, type ZipEntry, zipFiles } from '@heyi/platform';
import { archivedPapers } from './archive.store.ts';
import { type ArchivedPaper, placed } from './archived.ts';
import { indexSheet } from './index-sheet.ts';
import { type ArchiveReader, archiveReader, type Content } from './read-archived.ts';

/** Read from the disk while others are sent. */
const readAhead = 8;

/** 归档: streamed; nothing of it is kept here, and memory does not grow with it. */
export async function downloadEvidenceArchive(
  tx: Transaction,
  input: Input<typeof contract.downloadEvidenceArchive>,
) {
  const { period } = input;
  const papers = placed(await archivedPapers(tx, period));
  if (papers.length === 0) return fail({ code: 'evidence_archive.empty' as const });
  const detail = { period, evidence: papers.length };
  await appendAudit(tx, { operation: 'downloadEvidenceArchive', subjectId: null, detail });
  const reader = await archiveReader(tx, papers);
  const entries = entriesOf(papers, reader, `凭证归档 ${period}`);
  const name = `凭证归档_${period}.zip`;
  const body = zipFiles(entries, readAhead);
  body.once('close', reader.close);
  return ok({ name, type: 'application/zip', body });
}

function entriesOf(
  papers: readonly ArchivedPaper[],
  reader: ArchiveReader,
  heading: string,
): ZipEntry[] {
  const sums: Promise<string>[] = [];
  const listed = (name: string, make: () => Promise<Content>, size = 0): ZipEntry => ({
    name,
    size,
    content: () => {
      const made = make();
      const sum = made.then(({ sha256 }) => `${sha256.toString('hex')}  ${name}\n`);
      // Who reads the list hears of the failure; before, the file's own turn does.
      sum.catch(() => undefined);
      sums.push(sum);
      return made.then(({ content }) => content);
    },
  });
  const extra = (name: string, make: () => Promise<Buffer>) =>
    listed(name, () => make().then(hashed));
  const stamped = papers.filter(({ stamp }) => stamp !== null);
  const script = (name: string) => () => readFile(path.join(import.meta.dirname, name));
  return [
    ...papers.map((paper) => listed(paper.path, () => reader.paper(paper), paper.document.size)),
    ...stamped.map((paper) => extra(paper.tokenPath, () => reader.token(paper))),
    extra('tokens/ca.pem', async () => lines(await reader.roots())),
    extra('tokens/index.tsv', async () => tokenIndex(stamped)),
    extra('index.xlsx', () => indexSheet(heading, papers)),
    extra('verify.sh', script('verify.sh')),
    extra('verify.ps1', script('verify.ps1')),
    // All before it have begun by now, so that the list is whole.
    {
      name: 'SHA256SUMS',
      content: async () => Buffer.from((await Promise.all(sums)).join('')),
    },
  ];
}

function hashed(content: Buffer): Content {
  return { content, sha256: createHash('sha256').update(content).digest() };
}

/** Token, SHA-256 of the original, time of the stamp in seconds since 1970, file. */
function tokenIndex(stamped: readonly ArchivedPaper[]): Buffer {
  const rows = stamped.map(({ document, stamp, tokenPath, path: file }) =>
    [
      tokenPath,
      document.sha256.toString('hex'),
      unixSeconds(fixedClock(stamp!.stampedAt)),
      file,
    ].join('\t'),
  );
  return lines(rows);
}

function lines(texts: readonly string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\n`).join(''));
}
