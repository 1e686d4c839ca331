import type { RowProblem } from '@heyi/platform';
import { type PlacedTerms, placeTerms, termDay } from '../employment/employment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { CheckedRow, RosterGround } from './plan-roster.ts';
import type { RosterWrite } from './roster-plan.ts';
import { rosterProblems as problems } from './roster-problems.ts';
import type { KnownEmployment, KnownPerson } from './roster.store.ts';

/** In these modes the client pays for itself, and an empty cell names nobody. */
const paysElsewhere = ['agency', 'archive'];

/** The terms that the row asks for: its cells, else what is on file, else what the mode implies. */
export function placeRow(
  ground: RosterGround,
  row: CheckedRow,
  before: KnownEmployment | null,
): PlacedTerms | RowProblem {
  const { values, contractEntityId } = row;
  const form =
    values.form ?? before?.form ?? (ground.mode === 'dispatch' ? 'dispatch' : 'fullTime');
  const isInsured = values.insuranceFrom !== null || values.fundFrom !== null;
  const payer = paysElsewhere.includes(ground.mode) ? null : contractEntityId;
  const onlyHost = ground.hosts.length === 1 ? ground.hosts[0]!.id : null;
  const terms = {
    form,
    payTaxEntityId: values.payTaxEntityId ?? (before ? before.payTaxEntityId : payer),
    insuranceEntityId:
      values.insuranceEntityId ??
      before?.insuranceEntityId ??
      (isInsured ? contractEntityId : null),
    department: values.department ?? before?.department ?? null,
    costCentre: values.costCentre ?? before?.costCentre ?? null,
    position: values.position ?? before?.position ?? null,
    workCityCode: values.workCityCode,
    hostEntityId: values.hostEntityId ?? before?.hostEntityId ?? onlyHost,
  };
  const placed = placeTerms(terms, contractEntityId, ground);
  if (!placed.ok) return { key: 'hostEntityId', problem: problems.host };
  const firstTermTo = before?.firstTermTo ?? null;
  if (firstTermTo !== null && values.startsOn > firstTermTo) {
    return { key: 'startsOn', problem: problems.startsAfterRevision };
  }
  return placed.value;
}

type Changes = Pick<RosterWrite, 'changedPerson' | 'account' | 'employment' | 'terms'>;

/** The parts of the row that differ from what is on file. New terms hold from today on. */
export function changesOf(
  ground: RosterGround,
  row: CheckedRow,
  on: { known: KnownPerson | null; before: KnownEmployment | null; placed: PlacedTerms },
): Changes {
  return {
    changedPerson: on.known ? personChange(ground, row, on.known) : null,
    account: accountChange(ground, row, on.known),
    employment: employmentChange(row, on.before),
    terms: termsChange(ground, row, on.before, on.placed),
  };
}

function personChange(ground: RosterGround, row: CheckedRow, known: KnownPerson) {
  const { phone = null, hukouType } = row.person;
  const hash = phone === null ? null : ground.cipher.lookup('phone', phone).toString('hex');
  const hasNewPhone = hash !== null && hash !== known.phoneHash;
  const hasNewHukou = hukouType !== null && hukouType !== known.hukouType;
  if (!hasNewPhone && !hasNewHukou) return null;
  return { phone: hasNewPhone ? phone : null, hukouType: hasNewHukou ? hukouType : null };
}

function accountChange(ground: RosterGround, row: CheckedRow, known: KnownPerson | null) {
  const { account } = row;
  if (account === null || known === null) return account;
  const hash = ground.cipher.lookup('bank account', account.accountNumber).toString('hex');
  const bankCode = account.bankCode ?? known.bankCode;
  const isSame =
    hash === known.accountHash &&
    account.bankName === known.bankName &&
    bankCode === known.bankCode &&
    account.holderName === known.holderName;
  return isSame ? null : account;
}

function employmentChange(row: CheckedRow, before: KnownEmployment | null) {
  const { values } = row;
  const endsOn = values.endsOn ?? before?.endsOn ?? null;
  const reason = values.leavingReason ?? before?.leavingReason ?? 'other';
  const employment = {
    employeeNumber: values.employeeNumber ?? before?.employeeNumber ?? null,
    startsOn: values.startsOn,
    endsOn,
    leavingReason: endsOn === null ? null : reason,
  };
  const isSame =
    before !== null &&
    employment.employeeNumber === before.employeeNumber &&
    employment.startsOn === before.startsOn &&
    employment.endsOn === before.endsOn &&
    employment.leavingReason === before.leavingReason;
  return isSame ? null : employment;
}

function termsChange(
  ground: RosterGround,
  row: CheckedRow,
  before: KnownEmployment | null,
  placed: PlacedTerms,
) {
  const { startsOn } = row.values;
  if (before === null) return { ...placed, appliesFrom: startsOn };
  const idOf = (entity: { id: EntityId } | null) => entity?.id ?? null;
  const isSame =
    placed.form === before.form &&
    idOf(placed.payTax) === before.payTaxEntityId &&
    idOf(placed.insurance) === before.insuranceEntityId &&
    placed.department === before.department &&
    placed.costCentre === before.costCentre &&
    placed.position === before.position &&
    placed.workCityCode === before.workCityCode &&
    placed.hostEntityId === before.hostEntityId;
  if (isSame) return null;
  const endsOn = row.values.endsOn ?? before.endsOn;
  const day = termDay(ground.today, { startsOn, endsOn });
  // A change that is entered for later already begins after today: the sheet corrects that one.
  const earliest = before.firstTermTo === null ? startsOn : before.termFrom;
  return { ...placed, appliesFrom: day > earliest ? day : earliest };
}
