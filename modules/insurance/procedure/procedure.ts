import type { insuranceTaskContract as contract, Output } from '@heyi/contract';
import type { Id, PayPeriod } from '@heyi/kernel';
import type { RegistrationId, RegistrationKind } from '@heyi/people';
import { enrolmentProcedure, type ProcedureValue } from '@heyi/statutory';

export type ProcedureId = Id<'prc'>;
export type OwnProcedure = Output<typeof contract.setProcedure>;
export type OwnProcedures = ReadonlyMap<RegistrationId, readonly OwnProcedure[]>;

type Fields = Pick<
  OwnProcedure,
  | 'enrolDay'
  | 'stopDay'
  | 'backContributionDay'
  | 'enrolEffective'
  | 'stopEffective'
  | 'payment'
  | 'backContributionMonths'
  | 'reasonCodes'
  | 'signIn'
  | 'filingFirst'
  | 'injuryFromJoining'
>;

/** How an agency takes changes in a month, as far as it is known. A null is not known. */
export type Procedure = Fields & {
  /** The days or months in it are unknown, or nobody has verified them. */
  readonly provisional: boolean;
};

export type AgencyUnit = {
  readonly id: RegistrationId;
  readonly kind: RegistrationKind;
  readonly cityCode: string;
};

export function cityProcedure(unit: Omit<AgencyUnit, 'id'>, period: PayPeriod) {
  const regime = unit.kind === 'housingFund' ? 'housing-fund' : 'social-insurance';
  return enrolmentProcedure(regime, unit.cityCode, period);
}

/** What holds in the month: the registration's own values, and the city's where it has none. */
export function procedureIn(
  own: readonly OwnProcedure[],
  unit: Omit<AgencyUnit, 'id'>,
  period: PayPeriod,
): Procedure {
  const held = own
    .filter(({ validFrom }) => validFrom <= period)
    .reduce<OwnProcedure | null>(
      (last, one) => (last === null || one.validFrom > last.validFrom ? one : last),
      null,
    );
  return merged(held, cityProcedure(unit, period));
}

function merged(own: OwnProcedure | null, city: ProcedureValue | null): Procedure {
  const enrolDay = own?.enrolDay ?? city?.enrolDay ?? null;
  const stopDay = own?.stopDay ?? city?.stopDay ?? null;
  const isOwn = own !== null && own.enrolDay !== null && own.stopDay !== null;
  const isUnsure = isOwn ? own.mark === 'own-knowledge' : (city?.unverified ?? true);
  return {
    enrolDay,
    stopDay,
    backContributionDay: own?.backContributionDay ?? city?.backContributionDay ?? null,
    enrolEffective: own?.enrolEffective ?? city?.enrolEffective ?? null,
    stopEffective: own?.stopEffective ?? city?.stopEffective ?? null,
    payment: own?.payment ?? city?.payment ?? null,
    backContributionMonths: own?.backContributionMonths ?? city?.backContributionMonths ?? null,
    reasonCodes: own?.reasonCodes ?? [],
    signIn: own?.signIn ?? null,
    filingFirst: own?.filingFirst ?? city?.filingFirst ?? null,
    injuryFromJoining: own?.injuryFromJoining ?? city?.injuryFromJoining ?? null,
    provisional: isUnsure || enrolDay === null || stopDay === null,
  };
}
