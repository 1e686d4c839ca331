import { names } from '@heyi/contract';
import type { EvidenceSubjects, SubjectFacts, SubjectPerson } from '@heyi/evidence';
import type { PayPeriod } from '@heyi/kernel';
import type { RegistrationKind } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { DeclarationId, DeclarationView } from './declaration.ts';
import { declarationOf } from './declaration.store.ts';

export function declarationFacts(declaration: DeclarationView): SubjectFacts {
  const { registrationKind, legalEntityName, cityName, agencyName, period } = declaration;
  const place = `${legalEntityName} ${cityName ?? agencyName}`;
  return monthFacts(registrationKind, period, `${place} ${period}`, '月度申报');
}

/** What is proven of a registration's month, titled by the kind of the registration. */
export function monthFacts(
  kind: RegistrationKind,
  period: PayPeriod,
  place: string,
  what: string,
): SubjectFacts {
  return {
    service: kind === 'housingFund' ? 'fundContributions' : 'contributions',
    period,
    personName: null,
    title: `${place} ${names.registrationKind[kind].zh}${what}`,
  };
}

/** Papers about a declaration: the agency's receipt and what belongs to it. */
export const declarationEvidence: EvidenceSubjects = {
  kind: 'declaration',
  describe: async (tx, id) => {
    const declaration = await declarationOf(tx, id as DeclarationId);
    return declaration && declarationFacts(declaration);
  },
  people: (tx, id) => declaredPeople(tx, id as DeclarationId),
};

/** By name: document numbers are sealed by the clients' keys. */
async function declaredPeople(tx: Transaction, id: DeclarationId): Promise<SubjectPerson[]> {
  const rows = await tx.sql<{ name: string }>`
    select distinct person_name as name from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}`;
  return rows.map(({ name }) => ({ name, documentNumber: null }));
}
