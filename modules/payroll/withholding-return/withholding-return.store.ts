import { type Fen, newId, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EntityId } from '../taxpayer-registration/withholding-entity.ts';
import type { ReturnId, ReturnState, WithholdingReturn } from './withholding-return.ts';

export async function loadReturn(tx: Transaction, id: ReturnId): Promise<WithholdingReturn | null> {
  const [row] = await tx.sql<WithholdingReturn>`
    select w.id, w.legal_entity_id as "entityId", e.name as "entityName",
           e.uscc as "taxpayerNumber", e.tax_bureau_name as "taxBureauName",
           w.tax_period as "taxPeriod", w.number, w.corrects_id as "correctsId",
           w.correction_reason as "correctionReason", w.state, w.deadline,
           w.is_deadline_provisional as "isDeadlineProvisional",
           w.source_hash is distinct from
             -- Its own period alone: as a join it would add up the year of the whole tenant.
             (select p.source_hash from payroll.declarable_period p
               where p.shard_key = w.shard_key and p.tenant_id = w.tenant_id
                 and p.legal_entity_id = w.legal_entity_id and p.tax_period = w.tax_period)
             as "isOutdated", w.people,
           w.zero_tax_people as "zeroTaxPeople", w.income, w.exempt, w.tax,
           w.tax_declared_before as "taxDeclaredBefore", l.lines, w.compared, w.differing,
           w.difference, w.difference_accepted as "differenceAccepted", l.unregistered,
           w.receipt_number as "receiptNumber", w.refusal, w.paid_amount as "paidAmount",
           w.late_fee as "lateFee", w.paid_on as "paidOn", w.voucher_number as "voucherNumber",
           w.evidence_id as "evidenceId", w.created_at as "createdAt",
           exists (select from payroll.withholding_return o
                    where o.shard_key = w.shard_key and o.tenant_id = w.tenant_id
                      and o.legal_entity_id = w.legal_entity_id and o.number > 0
                      and left(o.tax_period, 4) = left(w.tax_period, 4)
                      and o.tax_period < w.tax_period
                      and o.state in ('computed', 'differs', 'sent', 'rejected'))
             as "hasEarlierCorrection",
           exists (select from payroll.withholding_return o
                    where o.shard_key = w.shard_key and o.tenant_id = w.tenant_id
                      and o.legal_entity_id = w.legal_entity_id and o.number > 0
                      and left(o.tax_period, 4) = left(w.tax_period, 4)
                      and o.tax_period < w.tax_period and o.id > w.id
                      and o.state in ('accepted', 'taxPaid', 'evidenced')) as "mustFollow",
           exists (select from payroll.withholding_return o
                    where o.shard_key = w.shard_key and o.tenant_id = w.tenant_id
                      and o.legal_entity_id = w.legal_entity_id and o.tax_period = w.tax_period
                      and o.number > w.number and o.state <> 'cancelled') as "hasCorrection"
      from payroll.withholding_return w
      join people.legal_entity e
        on e.shard_key = w.shard_key and e.tenant_id = w.tenant_id and e.id = w.legal_entity_id
     cross join lateral (
             select count(*)::int as lines,
                    count(*) filter (where g.taxpayer_id is null)::int as unregistered
               from payroll.return_line n
               left join payroll.taxpayer_registration g
                 on g.shard_key = n.shard_key and g.tenant_id = n.tenant_id
                and g.taxpayer_id = n.taxpayer_id and g.reported_key_hash = g.key_hash
              where n.shard_key = w.shard_key and n.tenant_id = w.tenant_id
                and n.return_id = w.id) l
     where w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId} and w.id = ${id}`;
  return row ?? null;
}

/** Locks first, reads second: what the locking statement itself reads may be as old as the wait. */
export async function loadReturnForUpdate(
  tx: Transaction,
  id: ReturnId,
): Promise<WithholdingReturn | null> {
  await tx.sql`
    select from payroll.withholding_return
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return loadReturn(tx, id);
}

/** Two who open the return of one period wait for each other here. */
export async function lockPeriod(
  tx: Transaction,
  entityId: EntityId,
  taxPeriod: PayPeriod,
): Promise<void> {
  const name = `${entityId} ${taxPeriod} return`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${name}, 4727022))`;
}

export async function newestReturn(
  tx: Transaction,
  entityId: EntityId,
  taxPeriod: PayPeriod,
): Promise<ReturnId | null> {
  const [row] = await tx.sql<{ id: ReturnId }>`
    select id from payroll.withholding_return
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${entityId} and tax_period = ${taxPeriod} and state <> 'cancelled'
     order by number desc limit 1`;
  return row?.id ?? null;
}

export type NewReturn = {
  readonly entityId: EntityId;
  readonly taxPeriod: PayPeriod;
  readonly number: number;
  readonly correctsId: ReturnId | null;
  readonly correctionReason: string | null;
  readonly deadline: PlainDate;
  readonly isDeadlineProvisional: boolean;
  readonly taxDeclaredBefore: Fen;
};

/** A return without lines yet; see gather-return.ts. */
export async function insertReturn(tx: Transaction, row: NewReturn): Promise<ReturnId> {
  const id: ReturnId = newId<'wht'>();
  await tx.sql`
    insert into payroll.withholding_return (
           shard_key, tenant_id, id, legal_entity_id, tax_period, number, corrects_id,
           correction_reason, state, deadline, is_deadline_provisional, source_hash, people,
           zero_tax_people, income, exempt, tax, tax_declared_before, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${row.entityId}, ${row.taxPeriod},
            ${row.number}, ${row.correctsId}, ${row.correctionReason}, 'computed', ${row.deadline},
            ${row.isDeadlineProvisional}, '', 0, 0, 0, 0, 0, ${row.taxDeclaredBefore}, ${tx.now})`;
  return id;
}

export type ReturnChange = {
  readonly action: string;
  readonly state: Exclude<ReturnState, 'pending'>;
  readonly note?: string | null | undefined;
};

/** Moves the return to a state, and says in its history who did it. */
export async function moveReturn(
  tx: Transaction,
  id: ReturnId,
  change: ReturnChange,
): Promise<void> {
  await tx.sql`
    update payroll.withholding_return set state = ${change.state}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  await tx.sql`
    insert into payroll.return_event (shard_key, tenant_id, id, return_id, action, state, note,
                                      account_id, actor_name, at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${id}, ${change.action}, ${change.state},
            ${change.note ?? null}, ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now})`;
}
