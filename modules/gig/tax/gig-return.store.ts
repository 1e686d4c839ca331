import { type Fen, type Id, newId, type PayPeriod, type PlainDate, sum } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { GigReturn, GigReturnId } from './gig-return.ts';
import { type EntityMonth, paidHash, type PaidLine } from './paid-month.store.ts';

type Row = Omit<GigReturn, 'isOutdated'>;

/** Returns of the tenant, the newest month and correction first. */
export async function returnsOf(
  tx: Transaction,
  filter: { id?: GigReturnId; taxPeriod?: PayPeriod | undefined } = {},
): Promise<GigReturn[]> {
  const rows = await tx.sql<Row>`
    select r.id, r.legal_entity_id as "entityId", r.entity_name as "entityName",
           r.tax_period as "taxPeriod", r.number, r.corrects_id as "correctsId",
           r.correction_reason as "correctionReason", r.state, r.deadline,
           r.source_hash as "sourceHash", r.people, r.income, r.tax, r.vat, r.surcharges,
           r.tax_declared_before as "taxDeclaredBefore", r.receipt_number as "receiptNumber",
           r.declared_at as "declaredAt", r.declared_by as "declaredBy",
           exists (select from gig.gig_return c
                    where c.shard_key = r.shard_key and c.tenant_id = r.tenant_id
                      and c.legal_entity_id = r.legal_entity_id and c.tax_period = r.tax_period
                      and c.number > r.number and c.state <> 'cancelled') as "hasCorrection"
      from gig.gig_return r
     where r.shard_key = ${tx.tenantShardKey} and r.tenant_id = ${tx.tenantId}
       and (${filter.id ?? null}::uuid is null or r.id = ${filter.id ?? null})
       and (${filter.taxPeriod ?? null}::text is null or r.tax_period = ${filter.taxPeriod ?? null})
     order by r.tax_period desc, r.legal_entity_id, r.number desc, r.id desc`;
  const hashes = new Map<string, string>();
  for (const { entityId, taxPeriod } of rows) {
    const key = `${entityId} ${taxPeriod}`;
    if (!hashes.has(key)) hashes.set(key, await paidHash(tx, { entityId, taxPeriod }));
  }
  return rows.map((row) => ({
    ...row,
    isOutdated: row.sourceHash !== hashes.get(`${row.entityId} ${row.taxPeriod}`),
  }));
}

/** Locks first, reads second. */
export async function returnForUpdate(tx: Transaction, id: GigReturnId): Promise<GigReturn | null> {
  await tx.sql`
    select from gig.gig_return
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return (await returnsOf(tx, { id }))[0] ?? null;
}

const lockNameOf = (tx: Transaction, { entityId, taxPeriod }: EntityMonth) =>
  `${tx.tenantId} ${entityId} ${taxPeriod} gig return`;

/** Two who generate or declare the return of one month wait for each other here. */
export async function lockMonth(tx: Transaction, month: EntityMonth): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${lockNameOf(tx, month)}, 4727042))`;
}

/** Nobody declares the month before what is taken back of it is committed. */
export async function holdMonth(tx: Transaction, month: EntityMonth): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock_shared(hashtextextended(${lockNameOf(tx, month)}, 4727042))`;
}

export type NewReturn = EntityMonth & {
  readonly number: number;
  readonly correctsId: GigReturnId | null;
  readonly correctionReason: string | null;
  readonly deadline: PlainDate | null;
  readonly taxDeclaredBefore: Fen;
  readonly lines: readonly PaidLine[];
};

export async function insertReturn(tx: Transaction, row: NewReturn): Promise<GigReturnId> {
  const id: GigReturnId = newId<'gtr'>();
  const { lines } = row;
  const total = (of: (line: PaidLine) => Fen) => sum(lines.map(of));
  await tx.sql`
    insert into gig.gig_return (
           shard_key, tenant_id, id, legal_entity_id, entity_name, tax_period, number, corrects_id,
           correction_reason, state, deadline, source_hash, people, income, tax, vat, surcharges,
           tax_declared_before, created_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${id}, ${row.entityId},
            ${await entityName(tx, row.entityId)}, ${row.taxPeriod}, ${row.number},
            ${row.correctsId}, ${row.correctionReason}, 'generated', ${row.deadline},
            ${await paidHash(tx, row)}, ${new Set(lines.map(({ workerId }) => workerId)).size},
            ${total(({ income }) => income)}, ${total(({ tax }) => tax)},
            ${total(({ vat }) => vat)}, ${total(({ surcharges }) => surcharges)},
            ${row.taxDeclaredBefore}, ${tx.now})`;
  await tx.sql`
    insert into gig.gig_return_line (shard_key, tenant_id, return_id, worker_id, worker_shard_key,
                                     income_kind, receipts, income, tax, vat, surcharges)
    select ${tx.tenantShardKey}, ${tx.tenantId}, ${id}, worker_id, stripe, kind, receipts, income,
           tax, vat, surcharges
      from unnest(${lines.map(({ workerId }) => workerId)}::uuid[],
                  ${lines.map(({ shardKey }) => shardKey)}::int[],
                  ${lines.map(({ incomeKind }) => incomeKind)}::text[],
                  ${lines.map(({ receipts }) => receipts)}::bigint[],
                  ${lines.map(({ income }) => income)}::bigint[],
                  ${lines.map(({ tax }) => tax)}::bigint[],
                  ${lines.map(({ vat }) => vat)}::bigint[],
                  ${lines.map(({ surcharges }) => surcharges)}::bigint[])
        as new (worker_id, stripe, kind, receipts, income, tax, vat, surcharges)`;
  return id;
}

/** The client's entity or the provider's. */
export async function entityName(tx: Transaction, entityId: Id<'ent'>): Promise<string> {
  const [row] = await tx.sql<{ name: string }>`
    select name from people.legal_entity
     where id = ${entityId}
       and (shard_key, tenant_id) in ((${tx.tenantShardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))`;
  return row?.name ?? '';
}

/** Whether the month was declared: what comes back of it opens a correction instead of a reversal. */
export async function isMonthDeclared(tx: Transaction, month: EntityMonth): Promise<boolean> {
  const found = await tx.sql`
    select from gig.gig_return
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${month.entityId} and tax_period = ${month.taxPeriod}
       and state = 'declared'`;
  return found.length > 0;
}
