import type { evidenceContract as contract, Input } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { DocumentId } from './document.ts';
import { readDocuments } from './document.store.ts';
import { viewsOf } from './document-view.ts';

const rowsByDefault = 50;

type Wanted = Input<typeof contract.listEvidence>;
type Bound = { id: DocumentId; holder: TenantId; isOfPeriod: boolean; isOfPerson: boolean };

/**
 * Newest first: papers of the tenant, and those of the provider that are bound to something of it.
 * The two stand under different shard keys, are asked for one after the other and merged by id.
 */
export async function listEvidence(tx: Transaction, input: Wanted) {
  const limit = input.limit ?? rowsByDefault;
  const bound = await boundDocuments(tx, input);
  const own = await pageOf(tx, tx.tenantId, input, bound);
  const house = tx.tenantId === tx.houseId ? [] : await pageOf(tx, tx.houseId, input, bound);
  const found = [...own, ...house].toSorted((a, b) => (a < b ? 1 : -1));
  const ids = found.slice(0, limit);
  const documents = [
    ...(await readDocuments(tx, tx.tenantId, ids)),
    ...(tx.tenantId === tx.houseId ? [] : await readDocuments(tx, tx.houseId, ids)),
  ].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const next = found.length > limit ? ids.at(-1)! : null;
  return ok({ rows: await viewsOf(tx, documents), next });
}

async function boundDocuments(tx: Transaction, wanted: Wanted): Promise<Bound[]> {
  const { period = null, search = '' } = wanted;
  const pattern = patternOf(search);
  return tx.sql<Bound>`
    select document_id as id, document_tenant_id as holder,
           bool_or(period = ${period}) is true as "isOfPeriod",
           bool_or(person_name ilike ${pattern}) is true as "isOfPerson"
      from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and revoked_at is null
     group by document_id, document_tenant_id`;
}

/** Up to one more than the page holds, so that the end is known. */
async function pageOf(
  tx: Transaction,
  holder: TenantId,
  wanted: Wanted,
  bound: readonly Bound[],
): Promise<DocumentId[]> {
  const { search = '', after = '', limit = rowsByDefault } = wanted;
  const [period, kind, stampState] = [wanted.period, wanted.kind, wanted.stampState].map(
    (filter) => filter ?? null,
  );
  const ofHolder = bound.filter((one) => one.holder === holder);
  const isForeign = holder !== tx.tenantId;
  if (isForeign && ofHolder.length === 0) return [];
  const pattern = patternOf(search);
  const start = isUuid(after) ? after : null;
  const rows = await tx.sql<{ id: DocumentId }>`
    select d.id
      from evidence.document d
      left join evidence.time_stamp s
        on s.shard_key = d.shard_key and s.tenant_id = d.tenant_id and s.document_id = d.id
     where d.shard_key = ${shardKeyOf(holder)} and d.tenant_id = ${holder}
       and (not ${isForeign}::boolean or d.id = any (${idsOf(ofHolder, () => true)}::uuid[]))
       and (${period}::text is null or d.period = ${period}
            or d.id = any (${idsOf(ofHolder, (one) => one.isOfPeriod)}::uuid[]))
       and (${pattern}::text is null or d.file_name ilike ${pattern}
            or d.verification_code ilike ${pattern}
            or d.id = any (${idsOf(ofHolder, (one) => one.isOfPerson)}::uuid[]))
       and (${kind}::text is null or d.kind = ${kind})
       and (${stampState}::text is null
            or (s.document_id is null) = (${stampState} = 'waiting'))
       and (${start}::uuid is null or d.id < ${start})
     order by d.id desc
     limit ${limit + 1}`;
  return rows.map(({ id }) => id);
}

function idsOf(bound: readonly Bound[], isWanted: (one: Bound) => boolean): DocumentId[] {
  return bound.filter(isWanted).map(({ id }) => id);
}

function patternOf(search: string): string | null {
  return search === '' ? null : `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
