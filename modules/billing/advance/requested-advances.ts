import type { Id } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

export type RequestedAdvances = {
  readonly clientId: TenantId;
  readonly subjectId: Id<'run'> | null;
  readonly count: number;
};

/** 垫付 of every visible client that nobody has decided, by what needs the money. */
export async function requestedAdvances(tx: Transaction): Promise<RequestedAdvances[]> {
  return tx.sql<RequestedAdvances>`
    select tenant_id as "clientId", subject_id as "subjectId", count(*)::int as count
      from billing.advance
     where state = 'requested'
     group by tenant_id, subject_id`;
}
