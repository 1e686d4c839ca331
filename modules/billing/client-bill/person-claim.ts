import type { Fen, Id, PayPeriod } from '@heyi/kernel';
import type { EmploymentId, EntityId } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import type { BillId } from './client-bill.ts';

/** News: a confirmed bill asks people who have left for their own part of differences. */
export type PeopleAsked = {
  readonly clientBillId: BillId;
  readonly period: PayPeriod;
  readonly claims: readonly {
    readonly employmentId: EmploymentId;
    readonly legalEntityId: EntityId;
    readonly amount: Fen;
  }[];
};

/** News of payroll: a claim is settled with the person, in parts. */
export type ClaimSettled = {
  readonly movementId: Id;
  readonly clientBillId: BillId | null;
  readonly employmentId: EmploymentId;
  readonly legalEntityId: EntityId;
  readonly amount: Fen;
};

/** Claims stand with payroll's personal receivables; a refund to a leaver is none. */
export async function askPeople(tx: Transaction, clientBillId: BillId): Promise<void> {
  const rows = await tx.sql<PeopleAsked['claims'][number] & { period: PayPeriod }>`
    select c.period, l.employment_id as "employmentId", l.legal_entity_id as "legalEntityId",
           sum(l.amount_fen)::bigint as amount
      from billing.client_bill_line l
      join billing.client_bill c
        on c.shard_key = l.shard_key and c.tenant_id = l.tenant_id and c.id = l.bill_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.bill_id = ${clientBillId} and l.settlement = 'person' and not l.is_held
     group by c.period, l.employment_id, l.legal_entity_id
    having sum(l.amount_fen) > 0
     order by l.employment_id, l.legal_entity_id`;
  const [first] = rows;
  if (!first) return;
  const claims = rows.map(({ period: _period, ...claim }) => claim);
  const payload: PeopleAsked = { clientBillId, period: first.period, claims };
  await publish(tx, { type: 'client_bill.people_asked', payload });
}

/** The next bill asks the client for it; heard again it changes nothing. */
export async function keepClaimSettlement(tx: Transaction, news: ClaimSettled): Promise<void> {
  if (news.clientBillId === null) return;
  await tx.sql`
    insert into billing.person_claim_settlement
           (shard_key, tenant_id, id, bill_id, employment_id, legal_entity_id, amount_fen,
            settled_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${news.movementId}, ${news.clientBillId},
            ${news.employmentId}, ${news.legalEntityId}, ${news.amount}, ${tx.now})
    on conflict (shard_key, tenant_id, id) do nothing`;
}
