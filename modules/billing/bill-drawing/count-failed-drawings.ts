import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

type FailedDrawings = {
  readonly clientId: TenantId;
  readonly count: number;
  /** The day on which the first of them should have been drawn up. */
  readonly dueOn: PlainDate;
};

/** Bills of each client that could not be drawn up: as many as the list of failed ones has rows. */
export async function countFailedDrawings(tx: Transaction): Promise<FailedDrawings[]> {
  return tx.sql<FailedDrawings>`
    select tenant_id as "clientId", count(*)::int as count, min(due_on) as "dueOn"
      from billing.bill_drawing
     where failure is not null
     group by tenant_id`;
}
