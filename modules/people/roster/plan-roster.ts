import { providerEmploys } from '@heyi/clients';
import { newId, periodOf, type PlainDate } from '@heyi/kernel';
import {
  type ImportRow,
  type RowProblem,
  type TenantCipher,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import type { EntityId, LegalEntity } from '../legal-entity/legal-entity.ts';
import { type CheckedAccount, checkAccount } from '../payee-account/payee-account.ts';
import {
  checkDocument,
  checkPerson,
  checkPhone,
  type CheckedPerson,
  type PersonId,
  writtenName,
} from '../person/person.ts';
import { documentHash } from '../person/person.store.ts';
import {
  judgeTerms,
  refusalOf,
  threeInOneGround,
  type ThreeInOneGround,
} from '../three-in-one/three-in-one.store.ts';
import { planEnrolments } from './plan-enrolments.ts';
import { changesOf, placeRow } from './place-row.ts';
import type { RosterValues } from './roster-columns.ts';
import type { RosterWrite, RowPlan } from './roster-plan.ts';
import { rosterProblems as problems } from './roster-problems.ts';
import {
  type KnownEmployment,
  knownEmployments,
  type KnownPerson,
  knownPeople,
  numberHolders,
} from './roster.store.ts';

export type RosterGround = ThreeInOneGround & {
  readonly tenantId: Transaction['tenantId'];
  readonly today: PlainDate;
  /** Entities that can be the employer in the client's mode. */
  readonly employers: readonly LegalEntity[];
  readonly hosts: readonly LegalEntity[];
  readonly cipher: TenantCipher;
};

/** A row whose own cells are right, before the database is asked. */
export type CheckedRow = {
  readonly values: RosterValues;
  readonly person: CheckedPerson;
  readonly account: CheckedAccount | null;
  readonly hash: Buffer;
  readonly key: string;
  readonly contractEntityId: EntityId;
};

type Checked = CheckedRow | { readonly problems: readonly RowProblem[] };

/**
 * What each row would write, judged against the database as it is, in eight statements whatever the
 * number of rows. Rows are judged in the order of the sheet: of two for one person and entity, the
 * second is the duplicate.
 */
export async function planRoster(
  tx: Transaction,
  rows: readonly ImportRow<RosterValues>[],
): Promise<RowPlan[]> {
  const ground = await rosterGround(tx);
  const checked = rows.map(({ values }) => checkRow(ground, values));
  const good = checked.filter((row): row is CheckedRow => !('problems' in row));
  const people = await knownPeople(
    tx,
    good.map(({ person, hash }) => ({ kind: person.documentKind, hash })),
  );
  const byKey = new Map(people.map((one) => [`${one.documentKind} ${one.documentHash}`, one]));
  const employments = Map.groupBy(
    await knownEmployments(tx, [...new Set(people.map(({ id }) => id))]),
    ({ personId }) => personId,
  );
  const numbers = good.flatMap(({ values }) => values.employeeNumber ?? []);
  const plan = new RosterPlan(ground, byKey, employments, await numberHolders(tx, numbers));
  return checked.map((row) =>
    'problems' in row ? { outcome: 'invalid', problems: row.problems } : plan.judge(row),
  );
}

async function rosterGround(tx: Transaction): Promise<RosterGround> {
  const ground = await threeInOneGround(tx);
  const all = [...ground.entities.values()];
  const employer = providerEmploys(ground.mode) ? tx.houseId : tx.tenantId;
  return {
    ...ground,
    tenantId: tx.tenantId,
    today: tx.today,
    employers: all.filter(({ tenantId }) => tenantId === employer),
    hosts: all.filter(({ tenantId }) => tenantId === tx.tenantId),
    cipher: await tenantCipher(tx),
  };
}

function checkRow(ground: RosterGround, values: RosterValues): Checked {
  const found: RowProblem[] = [];
  const documentKind = values.documentKind ?? 'idCard';
  const document = checkDocument(documentKind, values.documentNumber);
  if (document === null) found.push({ key: 'documentNumber', problem: problems.document });
  const phone = values.phone === null ? null : checkPhone(values.phone);
  if (values.phone !== null && phone === null)
    found.push({ key: 'phone', problem: problems.phone });
  const account = accountOf(values);
  if (account && 'problem' in account) found.push(account);
  const contractEntityId =
    values.contractEntityId ?? (ground.employers.length === 1 ? ground.employers[0]!.id : null);
  if (contractEntityId === null) {
    found.push({ key: 'contractEntityId', problem: problems.contractEntity });
  }
  if (values.endsOn !== null && values.endsOn < values.startsOn) {
    found.push({ key: 'endsOn', problem: problems.ends });
  }
  if (found.length > 0 || document === null || contractEntityId === null)
    return { problems: found };
  const person = checkPerson({ ...values, documentKind, phone: phone ?? undefined });
  if (!person.ok) return { problems: [{ key: 'documentNumber', problem: problems.document }] };
  const hash = documentHash(ground.cipher, documentKind, document.number);
  return {
    values,
    person: person.value,
    account: account as CheckedAccount | null,
    hash,
    key: `${documentKind} ${hash.toString('hex')}`,
    contractEntityId,
  };
}

function accountOf(values: RosterValues): CheckedAccount | RowProblem | null {
  const { accountNumber, bankName, bankCode } = values;
  if (accountNumber === null) return null;
  if (bankName === null) return { key: 'bankName', problem: problems.bank };
  const holderName = values.holderName ?? values.name;
  const account = checkAccount({ accountNumber, bankName, bankCode, holderName });
  return account.ok ? account.value : { key: 'accountNumber', problem: problems.account };
}

/** Judges row after row and remembers what the rows before have taken. */
class RosterPlan {
  readonly #ground: RosterGround;
  readonly #people: ReadonlyMap<string, KnownPerson>;
  readonly #employments: ReadonlyMap<PersonId, readonly KnownEmployment[]>;
  readonly #numbers: Map<string, PersonId>;
  readonly #newPeople = new Map<string, PersonId>();
  readonly #seen = new Set<string>();

  constructor(
    ground: RosterGround,
    people: ReadonlyMap<string, KnownPerson>,
    employments: ReadonlyMap<PersonId, readonly KnownEmployment[]>,
    numbers: Map<string, PersonId>,
  ) {
    this.#ground = ground;
    this.#people = people;
    this.#employments = employments;
    this.#numbers = numbers;
  }

  judge(row: CheckedRow): RowPlan {
    const place = `${row.key} ${row.contractEntityId}`;
    if (this.#seen.has(place)) return { outcome: 'duplicate' };
    this.#seen.add(place);
    const known = this.#people.get(row.key) ?? null;
    if (known && writtenName(known.name) !== row.person.name) {
      return invalid('name', problems.nameDiffers);
    }
    const personId = known?.id ?? this.#newPeople.get(row.key) ?? newId<'per'>();
    const theirs = (this.#employments.get(personId) ?? []).filter(
      (one) => one.contractEntityId === row.contractEntityId,
    );
    const before = matching(theirs, row.values);
    if (before === 'overlaps') return invalid('startsOn', problems.overlaps);
    const placed = placeRow(this.#ground, row, before);
    if ('problem' in placed) return { outcome: 'invalid', problems: [placed] };
    const enrolments = planEnrolments(this.#ground, row, { placed, before });
    if ('problem' in enrolments) return { outcome: 'invalid', problems: [enrolments] };
    const insuring = insuringIds(before, this.#ground.today);
    const begun = enrolments.flatMap(({ begins }) => begins?.registration.id ?? []);
    if (refusalOf(judgeTerms(this.#ground, placed, [...insuring, ...begun]))) {
      return invalid('insuranceEntityId', problems.thirdParty);
    }
    if (!this.#takeNumber(row, personId)) return invalid('employeeNumber', problems.numberTaken);
    const isNewPerson = known === null && !this.#newPeople.has(row.key);
    if (known === null) this.#newPeople.set(row.key, personId);
    const changes = changesOf(this.#ground, row, { known, before, placed });
    const write: RosterWrite = {
      ...changes,
      personId,
      newPerson: isNewPerson ? row.person : null,
      employmentId: before?.id ?? newId<'emp'>(),
      newEmployment: before === null,
      enrolments,
    };
    if (before === null) return { outcome: 'created', write };
    return hasChange(write) ? { outcome: 'updated', write } : { outcome: 'unchanged' };
  }

  /** Numbers of those who leave are free for others. */
  #takeNumber({ values, contractEntityId }: CheckedRow, personId: PersonId): boolean {
    if (values.employeeNumber === null || values.endsOn !== null) return true;
    const key = `${contractEntityId} ${values.employeeNumber}`;
    const holder = this.#numbers.get(key);
    if (holder !== undefined && holder !== personId) return false;
    this.#numbers.set(key, personId);
    return true;
  }
}

function invalid(key: keyof RosterValues, problem: RowProblem['problem']): RowPlan {
  return { outcome: 'invalid', problems: [{ key, problem }] };
}

/** The employment that the row is about: begun on the same day, or running; null for a new one. */
function matching(
  theirs: readonly KnownEmployment[],
  values: RosterValues,
): KnownEmployment | 'overlaps' | null {
  const same = theirs.find(({ startsOn }) => startsOn === values.startsOn);
  const candidate = same ?? theirs.find(({ endsOn }) => endsOn === null) ?? null;
  const others = theirs.filter((one) => one !== candidate);
  const meets = ({ startsOn, endsOn }: KnownEmployment) =>
    (endsOn === null || endsOn >= values.startsOn) &&
    (values.endsOn === null || startsOn <= values.endsOn);
  return others.some(meets) ? 'overlaps' : candidate;
}

function insuringIds(before: KnownEmployment | null, today: PlainDate) {
  const running = before?.enrolments.filter(
    ({ stopPeriod }) => stopPeriod === null || stopPeriod >= periodOf(today),
  );
  return running?.map(({ registrationId }) => registrationId) ?? [];
}

function hasChange(write: RosterWrite): boolean {
  const { changedPerson, account, employment, terms, enrolments } = write;
  return Boolean(changedPerson || account || employment || terms || enrolments.length > 0);
}
