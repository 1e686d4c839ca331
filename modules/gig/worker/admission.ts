import type { gigWorkerContract as contract } from '@heyi/contract';
import { type PlainDate, yearOf } from '@heyi/kernel';

export type WorkerState = (typeof contract.workerStates)[number];
export type AdmissionReason = (typeof contract.admissionReasons)[number];
export type IdentityOutcome = (typeof contract.identityOutcomes)[number];
export type AccountTrouble = (typeof contract.accountTroubles)[number];
export type BlockKind = (typeof contract.blockKinds)[number];

/** Everything that admission depends on, as it stands now. */
export type AdmissionFacts = {
  readonly identity: IdentityOutcome;
  readonly birthDate: PlainDate | null;
  readonly hasAgreement: boolean;
  readonly hasAuthorisation: boolean;
  /** The lists that hold the document. */
  readonly listed: readonly BlockKind[];
  /** Employed by the client on the day. */
  readonly isEmployee: boolean;
  /** A bank said so: cured by another account or by the operator. */
  readonly accountTrouble: AccountTrouble | null;
  readonly isSuspended: boolean;
  readonly hasLeft: boolean;
};

export type Admission = {
  readonly state: WorkerState;
  readonly reasons: readonly AdmissionReason[];
};

const final: ReadonlySet<AdmissionReason> = new Set([
  'identityDisagrees',
  'underAge',
  'blocked',
  'conflictDirector',
  'conflictShareholder',
  'conflictEmployee',
]);

const halting: ReadonlySet<AdmissionReason> = new Set([
  'accountFrozen',
  'accountClosed',
  'accountNameDiffers',
  'suspendedByOperator',
]);

/** Who may withdraw today, and every reason against it, the gravest state first. */
export function admit(facts: AdmissionFacts, minimumAge: number, today: PlainDate): Admission {
  const against: readonly (readonly [boolean, AdmissionReason])[] = [
    [!facts.hasAgreement, 'agreementUnsigned'],
    [!facts.hasAuthorisation, 'authorisationMissing'],
    [facts.identity === 'unchecked', 'identityUnchecked'],
    [facts.identity === 'noAnswer', 'identityNoAnswer'],
    [facts.accountTrouble === 'frozen', 'accountFrozen'],
    [facts.accountTrouble === 'closed', 'accountClosed'],
    [facts.accountTrouble === 'nameDiffers', 'accountNameDiffers'],
    [facts.identity === 'disagrees', 'identityDisagrees'],
    [isUnder(minimumAge, facts.birthDate, today), 'underAge'],
    [facts.listed.includes('blocked'), 'blocked'],
    [facts.listed.includes('director'), 'conflictDirector'],
    [facts.listed.includes('shareholder'), 'conflictShareholder'],
    [facts.isEmployee, 'conflictEmployee'],
    [facts.isSuspended, 'suspendedByOperator'],
    [facts.hasLeft, 'left'],
  ];
  const reasons = against.flatMap(([holds, reason]) => (holds ? [reason] : []));
  return { state: stateOf(reasons), reasons };
}

function stateOf(reasons: readonly AdmissionReason[]): WorkerState {
  if (reasons.includes('left')) return 'left';
  if (reasons.some((reason) => final.has(reason))) return 'refused';
  if (reasons.some((reason) => halting.has(reason))) return 'suspended';
  return reasons.length > 0 ? 'pending' : 'admitted';
}

/** Somebody is of an age from the birthday on; born on 29 February, from 1 March in other years. */
export function isUnder(age: number, birthDate: PlainDate | null, today: PlainDate): boolean {
  if (birthDate === null) return true;
  return today < `${yearOf(birthDate) + age}${birthDate.slice(4)}`;
}
