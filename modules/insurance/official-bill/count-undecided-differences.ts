import type { PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { OfficialBillId } from './official-bill.ts';

type UndecidedBill = {
  readonly clientId: TenantId;
  readonly officialBillId: OfficialBillId;
  readonly period: PayPeriod;
  readonly count: number;
};

/** Of every bill that is open: as many differences as its list shows of those undecided. */
export async function countUndecidedDifferences(tx: Transaction): Promise<UndecidedBill[]> {
  return tx.sql<UndecidedBill>`
    select b.tenant_id as "clientId", b.id as "officialBillId", b.period,
           count(*)::int as count
      from insurance.official_bill b
      join insurance.bill_difference d
        on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.bill_id = b.id
     where b.state = 'read' and d.decision is null
     group by b.tenant_id, b.id, b.period`;
}
