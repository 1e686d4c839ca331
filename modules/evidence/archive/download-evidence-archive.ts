import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, fixedClock, ok, unixSeconds } from '@heyi/kernel';
import {
  appendAudit,
  fileReader,
  inTransaction,
  shardKeyOf,
  type TenantId,
  type Transaction,
  type ZipEntry,
  zipFiles,
} from '@heyi/platform';
import { copyOf } from '../copy/copy-of.ts';
import { archivedPapers } from './archive.store.ts';
import { type ArchivedPaper, placed } from './archived.ts';
import { indexSheet } from './index-sheet.ts';

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
  const entries = entriesOf(papers, await contentsOf(tx, papers), `凭证归档 ${period}`);
  const name = `凭证归档_${period}.zip`;
  return ok({ name, type: 'application/zip', body: zipFiles(entries, readAhead) });
}

type Content = { readonly content: Buffer; readonly sha256: Buffer };
type ReadPaper = (paper: ArchivedPaper) => Promise<Content>;

/** Originals by the keys that were opened here; a copy in a transaction of its own, when its turn comes. */
async function contentsOf(tx: Transaction, papers: readonly ArchivedPaper[]): Promise<ReadPaper> {
  const readers = new Map<TenantId, Awaited<ReturnType<typeof fileReader>>>();
  for (const tenantId of new Set(papers.map(({ document }) => document.tenantId))) {
    const shardKey = shardKeyOf(tenantId);
    const holder = { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
    readers.set(tenantId, await fileReader(holder));
  }
  const { host, actor, requestId, language } = tx;
  const tenantIds = [...new Set([tx.tenantId, tx.houseId])];
  const scope = { tenantIds, actor, requestId, language };
  return async ({ document, isCopy }) => {
    if (isCopy) return inTransaction(host, scope, (own) => copyOf(own, document));
    const content = await readers.get(document.tenantId)!(document.fileId);
    // What lies there is proven by its seal to be what was hashed when it came.
    return { content, sha256: document.sha256 };
  };
}

function entriesOf(papers: readonly ArchivedPaper[], read: ReadPaper, heading: string): ZipEntry[] {
  const sums: Promise<string>[] = [];
  const listed = (name: string, make: () => Promise<Content>): ZipEntry => ({
    name,
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
    ...papers.map((paper) => listed(paper.path, () => read(paper))),
    ...stamped.map(({ stamp, tokenPath }) => extra(tokenPath, async () => stamp!.token)),
    extra('tokens/ca.pem', async () => rootsOf(stamped)),
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

function rootsOf(stamped: readonly ArchivedPaper[]): Buffer {
  const roots = new Set(stamped.map(({ stamp }) => stamp!.trusted.trim()));
  return Buffer.from([...roots].map((root) => `${root}\n`).join(''));
}

/** Token, SHA-256 of the original, time of the stamp in seconds since 1970, file. */
function tokenIndex(stamped: readonly ArchivedPaper[]): Buffer {
  const lines = stamped.map(({ document, stamp, tokenPath, path: file }) =>
    [
      tokenPath,
      document.sha256.toString('hex'),
      unixSeconds(fixedClock(stamp!.stampedAt)),
      file,
    ].join('\t'),
  );
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
