import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

type OpenArrears = {
  readonly clientId: TenantId;
  readonly count: number;
  /** The oldest debt: its late fee runs the longest. */
  readonly dueOn: PlainDate;
};

/** Arrears of each client that nobody has paid: as many as the list of open ones has rows. */
export async function countOpenArrears(tx: Transaction): Promise<OpenArrears[]> {
  return tx.sql<OpenArrears>`
    select tenant_id as "clientId", count(*)::int as count, min(due_on) as "dueOn"
      from insurance.arrears
     where settled_on is null
     group by tenant_id`;
}
