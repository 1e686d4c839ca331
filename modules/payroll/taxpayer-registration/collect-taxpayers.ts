import type { Input, payrollContract as contract } from '@heyi/contract';
import { addMonths, firstDayOf, ok, periodOf } from '@heyi/kernel';
import { documentTypeName } from '@heyi/people';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { registrationCounts } from './list-taxpayers.ts';
import {
  keyFactsOf,
  missingOf,
  employmentTypeOf,
  standingStretch,
  type TaxpayerFacts,
} from './taxpayer-facts.ts';
import {
  type CollectedRow,
  type KnownTaxpayer,
  knownTaxpayers,
  type NewTaxpayer,
  paidPeople,
  type PaidPersonRow,
  putRegistrations,
  putTaxpayers,
  tenantsPaidBy,
} from './taxpayer-registration.store.ts';
import { enterTenants, type EntityId, withholdingEntity } from './withholding-entity.ts';

/** Rows of one statement. */
const batchSize = 2_000;

/** Takes over who the entity pays, from every client it pays for; what changed has to be reported. */
export async function collectTaxpayers(
  tx: Transaction,
  input: Input<typeof contract.collectTaxpayers>,
) {
  const entity = await withholdingEntity(tx, input.entityId);
  if (!entity.ok) return entity;
  await collect(tx, input.entityId);
  const counts = await registrationCounts(tx, input.entityId);
  const { people, joiners, leavers, changed, keyField, incomplete } = counts;
  return ok({ people, joiners, leavers, changed, keyField, incomplete });
}

/** A person at the entity with all employments there, opened from the clients' keys. */
type Paid = {
  row: PaidPersonRow;
  documentNumber: string;
  phone: string | null;
  stretches: PaidPersonRow[];
};

async function collect(tx: Transaction, entityId: EntityId): Promise<void> {
  // Two who collect at once: the second finds what the first has written.
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${`${entityId} taxpayers`}, 4727021))`;
  const people = await gatherPaid(tx, entityId);
  const cipher = await tenantCipher(tx);
  const newcomers = [...people].map(([documentHash, { row, documentNumber }]): NewTaxpayer => ({
    documentHash,
    documentKind: row.documentKind,
    documentSealed: cipher.seal(documentNumber).toString('hex'),
    documentMasked: row.documentMasked,
    personName: row.personName,
  }));
  for (const batch of batchesOf(newcomers)) await putTaxpayers(tx, entityId, batch);
  const known = await knownTaxpayers(tx, entityId);
  const moved = [...people].flatMap(([hash, paid]): CollectedRow[] => {
    const taxpayer = known.get(hash)!;
    const facts = factsOf(tx, paid, taxpayer);
    const text = JSON.stringify(facts);
    const factsHash = cipher.lookup('taxpayer facts', text).toString('hex');
    if (factsHash === taxpayer.factsHash) return [];
    return [
      {
        taxpayerId: taxpayer.id,
        personName: facts.personName,
        documentType: documentTypeName(facts.documentKind, facts.documentNumber, facts.nationality),
        employeeNo: facts.employeeNo,
        employedFrom: facts.employedFrom,
        leftOn: facts.leftOn,
        factsSealed: cipher.seal(text).toString('hex'),
        factsHash,
        keyHash: cipher.lookup('taxpayer key facts', keyFactsOf(facts)).toString('hex'),
        isLeaver: facts.leftOn !== null,
        missing: missingOf(facts),
      },
    ];
  });
  for (const batch of batchesOf(moved)) await putRegistrations(tx, entityId, batch);
}

/**
 * By document. Whoever left before last month is of interest only when known as a taxpayer: a year's
 * leavers of a client that comes in are not reported.
 */
async function gatherPaid(tx: Transaction, entityId: EntityId): Promise<Map<string, Paid>> {
  const known = await knownTaxpayers(tx, entityId);
  const lastMonth = firstDayOf(addMonths(periodOf(tx.today), -1));
  const since = firstDayOf(addMonths(periodOf(tx.today), -24));
  const people = new Map<string, Paid>();
  for (const entered of await enterTenants(tx, await tenantsPaidBy(tx, entityId))) {
    const cipher = await tenantCipher(entered);
    for (const row of await paidPeople(entered, entityId, since)) {
      const hash = row.documentHash.toString('hex');
      const isLate = row.paidUntil !== null && row.paidUntil < lastMonth;
      if (isLate && !known.has(hash)) continue;
      const before = people.get(hash);
      if (before) {
        before.stretches.push(row);
        continue;
      }
      people.set(hash, {
        row,
        documentNumber: cipher.open(row.documentSealed),
        phone: row.phoneSealed === null ? null : cipher.open(row.phoneSealed),
        stretches: [row],
      });
    }
  }
  return people;
}

function factsOf(
  tx: Transaction,
  { row, documentNumber, phone, stretches }: Paid,
  known: KnownTaxpayer,
): TaxpayerFacts {
  const stretch = standingStretch(stretches, tx.today);
  const first = known.firstEmployment;
  return {
    personName: row.personName,
    documentKind: row.documentKind,
    documentNumber,
    nationality: row.nationality,
    sex: row.sex,
    birthDate: row.birthDate,
    phone,
    employmentType: employmentTypeOf(stretch.employmentForm),
    employedFrom: stretch.paidFrom,
    leftOn: stretch.paidUntil !== null && stretch.paidUntil < tx.today ? stretch.paidUntil : null,
    employeeNo: stretch.employeeNo,
    position: stretch.position,
    firstEmployment: first === 'none' ? null : first,
    takesBasicDeduction: known.takesBasicDeduction,
  };
}

export function* batchesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += batchSize)
    yield rows.slice(from, from + batchSize);
}
