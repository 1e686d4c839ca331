import type { Fen, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import type { RowProblem } from '@heyi/platform';
import type { EmploymentId, LeavingReason, PlacedTerms } from '../employment/employment.ts';
import type { EnrolmentId, InsuredType } from '../enrolment/enrolment.ts';
import type { CheckedAccount } from '../payee-account/payee-account.ts';
import type { CheckedPerson, HukouType, PersonId } from '../person/person.ts';
import type { Registration } from '../registration/registration.ts';

export type EnrolmentWrite = {
  readonly id: EnrolmentId;
  /** Set when the enrolment begins; null for new terms of a running one. */
  readonly begins: { readonly registration: Registration } | null;
  readonly fromPeriod: PayPeriod;
  readonly base: Fen;
  readonly housingFundRate: Rate | null;
  readonly supplementaryRate: Rate | null;
  readonly tier: string | null;
  readonly insuredType: InsuredType;
};

/** What one accepted row writes; null parts stay as they are. */
export type RosterWrite = {
  readonly personId: PersonId;
  readonly newPerson: CheckedPerson | null;
  readonly changedPerson: {
    readonly phone: string | null;
    readonly hukouType: HukouType | null;
  } | null;
  readonly account: CheckedAccount | null;
  readonly employmentId: EmploymentId;
  readonly newEmployment: boolean;
  /** Number and days, of a new employment or when they change. */
  readonly employment: {
    readonly employeeNumber: string | null;
    readonly startsOn: PlainDate;
    readonly endsOn: PlainDate | null;
    readonly leavingReason: LeavingReason | null;
  } | null;
  readonly terms: (PlacedTerms & { readonly appliesFrom: PlainDate }) | null;
  readonly enrolments: readonly EnrolmentWrite[];
};

export type RowPlan =
  | { readonly outcome: 'created' | 'updated'; readonly write: RosterWrite }
  | { readonly outcome: 'unchanged' | 'duplicate' }
  | { readonly outcome: 'invalid'; readonly problems: readonly RowProblem[] };
