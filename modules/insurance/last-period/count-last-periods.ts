import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

type UnconfirmedLeavers = {
  readonly clientId: TenantId;
  readonly count: number;
  /** The client's cut-off that comes first. */
  readonly dueOn: PlainDate | null;
};

/** Leavers of each client whose last month nobody has confirmed: as many as the list has rows. */
export async function countLastPeriods(tx: Transaction): Promise<UnconfirmedLeavers[]> {
  return tx.sql<UnconfirmedLeavers>`
    select tenant_id as "clientId", count(distinct employment_id)::int as count,
           min(client_cutoff) as "dueOn"
      from insurance.unconfirmed_stop
     group by tenant_id`;
}
