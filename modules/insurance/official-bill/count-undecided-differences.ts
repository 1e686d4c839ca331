import type { PayPeriod } from '@heyi/kernel';
import { cityName, type RegistrationKind } from '@heyi/people';
import type { TenantId, Transaction } from '@heyi/platform';
import type { OfficialBillId } from './official-bill.ts';

type UndecidedBill = {
  readonly clientId: TenantId;
  readonly officialBillId: OfficialBillId;
  readonly period: PayPeriod;
  /** The city of the unit, or its agency where that serves no one city. */
  readonly place: string;
  readonly count: number;
};

type Row = Omit<UndecidedBill, 'place'> & {
  readonly registrationKind: RegistrationKind;
  readonly cityCode: string;
  readonly agencyName: string;
};

/** Of every bill that is open: as many differences as its list shows of those undecided. */
export async function countUndecidedDifferences(tx: Transaction): Promise<UndecidedBill[]> {
  const rows = await tx.sql<Row>`
    select b.tenant_id as "clientId", b.id as "officialBillId", b.period,
           r.kind as "registrationKind", r.city_code as "cityCode",
           r.agency_name as "agencyName", count(*)::int as count
      from insurance.official_bill b
      join people.registration r
        on r.shard_key = b.shard_key and r.tenant_id = b.tenant_id and r.id = b.registration_id
      join insurance.bill_difference d
        on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.bill_id = b.id
     where b.state = 'read' and d.decision is null
     group by b.tenant_id, b.id, b.period, r.kind, r.city_code, r.agency_name`;
  return rows.map(({ registrationKind, cityCode, agencyName, ...bill }) => ({
    ...bill,
    place: cityName(registrationKind, cityCode) ?? agencyName,
  }));
}
