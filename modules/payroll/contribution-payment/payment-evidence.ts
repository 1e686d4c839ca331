import type { EvidenceSubjects, SubjectFacts, SubjectPerson } from '@heyi/evidence';
import { monthFacts } from '@heyi/insurance';
import type { PayPeriod } from '@heyi/kernel';
import { type Registration, visibleRegistrations } from '@heyi/people';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { type ContributionPaymentId, readPayments } from './contribution-payment.store.ts';

type Unit = Pick<Registration, 'kind' | 'cityName' | 'agencyName' | 'legalEntityName'>;

export function paymentFacts(unit: Unit, period: PayPeriod): SubjectFacts {
  const { kind, cityName, agencyName, legalEntityName } = unit;
  const place = `${legalEntityName} ${cityName ?? agencyName}`;
  return monthFacts(kind, period, `${place} ${period}`, '缴款');
}

/** What the client's part of a payment is proven by; its people are those insured in the month. */
export const paymentEvidence: EvidenceSubjects = {
  kind: 'contributionPayment',
  describe: async (tx, id) => {
    const found = await paymentOf(tx, id);
    return found && paymentFacts(found.registration, found.period);
  },
  people: async (tx, id) => {
    const found = await paymentOf(tx, id);
    return found === null ? [] : insuredPeople(tx, found.registration, found.period);
  },
};

async function paymentOf(tx: Transaction, id: string) {
  const [payment] = await readPayments(tx, { id: id as ContributionPaymentId });
  if (!payment || payment.revokedAt !== null) return null;
  const registration = (await visibleRegistrations(tx)).get(payment.registrationId);
  return registration ? { registration, period: payment.contributionPeriod } : null;
}

type Insured = { name: string; sealed: Buffer };

async function insuredPeople(
  tx: Transaction,
  { id }: Registration,
  period: PayPeriod,
): Promise<SubjectPerson[]> {
  const insured = await tx.sql<Insured>`
    select distinct p.person_name as name, p.document_sealed as sealed
      from people.enrolled_person e
      join people.payable_employment p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id
       and p.employment_id = e.employment_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.registration_id = ${id} and e.start_period <= ${period}
       and (e.stop_period is null or e.stop_period >= ${period})`;
  const cipher = await tenantCipher(tx);
  return insured.map(({ name, sealed }) => ({ name, documentNumber: cipher.open(sealed) }));
}
