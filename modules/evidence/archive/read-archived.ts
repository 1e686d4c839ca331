import { assert } from '@heyi/kernel';
import {
  FileOpener,
  type FileId,
  inTransaction,
  shardKeyOf,
  type TenantId,
  type Transaction,
  type ZipContent,
} from '@heyi/platform';
import { copyOf } from '../copy/copy-of.ts';
import type { DocumentId } from '../document/document.ts';
import { rootsOf, tokensOf } from './archive.store.ts';
import type { ArchivedPaper } from './archived.ts';

/** Tokens that are read together; each has some thousand bytes. */
const tokensAtOnce = 200;

export type Content = { readonly content: Buffer | ZipContent; readonly sha256: Buffer };

/** What an archive holds, read piece by piece when the transaction that listed it is over. */
export type ArchiveReader = {
  readonly paper: (paper: ArchivedPaper) => Promise<Content>;
  /** In the order of the papers. */
  readonly token: (paper: ArchivedPaper) => Promise<Buffer>;
  readonly roots: () => Promise<readonly string[]>;
  readonly close: () => void;
};

/** Originals by the keys that were opened here; the rest in transactions of its own, in its turn. */
export async function archiveReader(
  tx: Transaction,
  papers: readonly ArchivedPaper[],
): Promise<ArchiveReader> {
  const opener = new FileOpener();
  const originals = new Map<TenantId, (id: FileId, size: number) => Promise<ZipContent>>();
  for (const tenantId of new Set(papers.map(({ document }) => document.tenantId))) {
    const shardKey = shardKeyOf(tenantId);
    const holder = { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
    originals.set(tenantId, await opener.reader(holder));
  }
  const later = laterOn(tx);
  const stamped = papers.filter(({ stamp }) => stamp !== null);
  return {
    async paper({ document, isCopy }) {
      if (isCopy) return later((own) => copyOf(own, document));
      const content = await originals.get(document.tenantId)!(document.fileId, document.size);
      // What lies there is proven by its seal to be what was hashed when it came.
      return { content, sha256: document.sha256 };
    },
    token: tokenReader(later, stamped),
    roots: () =>
      later(async (own) => {
        const roots = await eachHolder(stamped, (holder, ids) => rootsOf(own, holder, ids));
        return [...new Set(roots.flat())];
      }),
    close: () => void opener.close(),
  };
}

type Later = <Value>(work: (own: Transaction) => Promise<Value>) => Promise<Value>;

function laterOn({ host, tenantId, houseId, actor, requestId, language }: Transaction): Later {
  const tenantIds = [...new Set([tenantId, houseId])];
  const scope = { tenantIds, actor, requestId, language };
  return (work) => inTransaction(host, scope, work);
}

/** A few hundred at a time, so that memory does not grow with the archive. */
function tokenReader(later: Later, stamped: readonly ArchivedPaper[]): ArchiveReader['token'] {
  const places = new Map(stamped.map(({ document }, index) => [document.id, index]));
  const read = new Map<number, Promise<Map<DocumentId, Buffer>>>();
  return async ({ document }) => {
    const place = places.get(document.id)!;
    const first = place - (place % tokensAtOnce);
    let tokens = read.get(first);
    if (tokens === undefined) {
      const batch = stamped.slice(first, first + tokensAtOnce);
      tokens = later(async (own) => {
        const found = await eachHolder(batch, (holder, ids) => tokensOf(own, holder, ids));
        return new Map(found.flatMap((one) => [...one]));
      });
      read.set(first, tokens);
      read.delete(first - 2 * tokensAtOnce);
    }
    const token = (await tokens).get(document.id);
    assert(token, 'a stamped paper has its token');
    return token;
  };
}

async function eachHolder<Value>(
  papers: readonly ArchivedPaper[],
  read: (holder: TenantId, ids: DocumentId[]) => Promise<Value>,
): Promise<Value[]> {
  const found: Value[] = [];
  for (const [holder, held] of Map.groupBy(papers, ({ document }) => document.tenantId)) {
    const ids = held.map(({ document }) => document.id);
    found.push(await read(holder, ids));
  }
  return found;
}
