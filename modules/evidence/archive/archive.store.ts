import type { evidenceContract as contract } from '@heyi/contract';
import type { Instant, PayPeriod } from '@heyi/kernel';
import {
  copyOut,
  quote,
  quoteAll,
  shardKeyOf,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { DocumentId, EvidenceDocument } from '../document/document.ts';
import { readDocuments } from '../document/document.store.ts';
import type { ArchivedBinding, Placeable } from './archived.ts';

export type EvidenceService = contract.EvidenceService;

/** Without its token, which is large: {@link tokensOf} reads a few at a time. */
export type EvidenceStamp = {
  readonly id: DocumentId;
  readonly stampedAt: Instant;
  readonly authority: string;
};

type Bound = ArchivedBinding & { id: DocumentId; holder: TenantId; isWhole: boolean };

/** Papers of the client that are about the month, or bound to something of it. */
export async function archivedPapers(tx: Transaction, period: PayPeriod): Promise<Placeable[]> {
  const bound = await boundIn(tx, period);
  const own = await documentsAbout(tx, period);
  const documents = new Map<DocumentId, EvidenceDocument>(own.map((one) => [one.id, one]));
  const stamps = new Map<DocumentId, EvidenceStamp>();
  for (const holder of new Set([tx.tenantId, ...bound.map((one) => one.holder)])) {
    const unread = new Set(
      bound.filter((one) => one.holder === holder && !documents.has(one.id)).map(({ id }) => id),
    );
    for (const one of await readDocuments(tx, holder, [...unread])) documents.set(one.id, one);
    const held = [...documents.values()].filter(({ tenantId }) => tenantId === holder);
    const found = await stampsOf(
      tx,
      holder,
      held.map(({ id }) => id),
    );
    for (const stamp of found) stamps.set(stamp.id, stamp);
  }
  const byDocument = Map.groupBy(bound, ({ id }) => id);
  return [...documents.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((document) => {
      const bindings = byDocument.get(document.id) ?? [];
      const isForeign = document.tenantId !== tx.tenantId;
      const isCopy = isForeign && !bindings.some(({ isWhole }) => isWhole);
      return { document, bindings, stamp: stamps.get(document.id) ?? null, isCopy };
    });
}

async function boundIn(tx: Transaction, period: PayPeriod): Promise<Bound[]> {
  return tx.sql<Bound>`
    select document_id as id, document_tenant_id as holder, service, person_name as "personName",
           period, title, marks @> '[{"kind": "whole"}]' as "isWhole"
      from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and revoked_at is null
       and document_id in (select b.document_id from evidence.binding b
                            where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
                              and b.period = ${period} and b.revoked_at is null)
     order by id`;
}

async function documentsAbout(tx: Transaction, period: PayPeriod): Promise<EvidenceDocument[]> {
  const rows = await tx.sql<{ id: DocumentId }>`
    select id from evidence.document
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and period = ${period}`;
  return readDocuments(
    tx,
    tx.tenantId,
    rows.map(({ id }) => id),
  );
}

function stampsOf(
  tx: Transaction,
  holder: TenantId,
  ids: readonly DocumentId[],
): Promise<EvidenceStamp[]> {
  return tx.sql<EvidenceStamp>`
    select document_id as id, stamped_at as "stampedAt", authority
      from evidence.time_stamp
     where shard_key = ${shardKeyOf(holder)} and tenant_id = ${holder}
       and document_id = any (${ids}::uuid[])`;
}

/** The tokens of papers that one tenant holds, as COPY hands them out: no text of twice their size. */
export async function tokensOf(
  tx: Transaction,
  holder: TenantId,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, Buffer>> {
  const rows = await copyOut(
    tx,
    `select document_id, token from evidence.time_stamp
      where shard_key = ${shardKeyOf(holder)} and tenant_id = ${quote(holder)}
        and document_id in (${quoteAll(ids)})`,
  );
  const tokens = new Map<DocumentId, Buffer>();
  while (rows.next()) tokens.set(rows.uuid() as DocumentId, rows.bytes());
  return tokens;
}

/** The roots against which they were verified when they came, each once. */
export async function rootsOf(
  tx: Transaction,
  holder: TenantId,
  ids: readonly DocumentId[],
): Promise<string[]> {
  const rows = await tx.sql<{ pem: string }>`
    select distinct chain_pem as pem from evidence.time_stamp
     where shard_key = ${shardKeyOf(holder)} and tenant_id = ${holder}
       and document_id = any (${ids}::uuid[])`;
  return rows.map(({ pem }) => pem.trim());
}
