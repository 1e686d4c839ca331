import type { EvidenceSubjects, SubjectFacts } from '@heyi/evidence';
import { type Registration, visibleRegistrations } from '@heyi/people';
import { monthFacts } from '../declaration/declaration-evidence.ts';
import type { OfficialBillId } from './official-bill.ts';
import { billOf, type StoredBill } from './official-bill.store.ts';

export function billFacts(bill: StoredBill, { kind }: Pick<Registration, 'kind'>): SubjectFacts {
  const { legalEntityName, cityName, agencyName, period } = bill;
  const place = `${legalEntityName} ${cityName ?? agencyName} ${period}`;
  return monthFacts(kind, period, place, '费款账单');
}

/** Papers about a bill: the file as it came. */
export const billEvidence: EvidenceSubjects = {
  kind: 'officialBill',
  describe: async (tx, id) => {
    const bill = await billOf(tx, id as OfficialBillId);
    if (!bill) return null;
    return billFacts(bill, (await visibleRegistrations(tx)).get(bill.registrationId)!);
  },
  people: async (tx, id) => {
    const rows = await tx.sql<{ name: string }>`
      select distinct person_name as name from insurance.official_bill_row
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and bill_id = ${id}`;
    return rows.map(({ name }) => ({ name, documentNumber: null }));
  },
};
