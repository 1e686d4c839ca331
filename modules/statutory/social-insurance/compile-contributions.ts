import {
  fen,
  ok,
  type PayPeriod,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  type Result,
  roundSmallFraction,
  type Rounding,
} from '@heyi/kernel';
import type { Policy } from '@heyi/policy';
import type { Reason } from '../reason.ts';
import { type Party, partyContribution } from './contribution.ts';
import {
  type ContributionKind,
  type ContributionSelection,
  type SchemeFailure,
  schemeInForce,
  type SchemeLine,
  type UnknownKind,
} from './contribution-scheme.ts';

/** Numbers written for each kind: base, employer amount, employee amount. */
export const numbersPerLine = 3;

/** What a stored payslip line keeps of its reason, beside the declared base and the rate. */
export type ReasonDescriptor = {
  readonly index: number;
  readonly kind: ContributionKind;
  readonly party: Party;
};

/**
 * The scheme of one city, month, unit and person group, prepared for a run. `calculate` allocates
 * nothing and does integer arithmetic only; the order of lines and descriptors depends on nothing
 * but the selection and the pinned policy.
 */
export type CompiledContributions = {
  readonly pin: string;
  readonly period: PayPeriod;
  readonly lines: readonly SchemeLine[];
  readonly unknowns: readonly UnknownKind[];
  readonly descriptors: readonly ReasonDescriptor[];
  /** One declared base for all kinds; writes `lines.length × 3` numbers from `offset` on. */
  calculate(declaredBase: number, out: NumberSink, offset: number): void;
  /** One declared base for each line, read from `bases[0 … lines.length − 1]`. */
  calculateEach(bases: ArrayLike<number>, out: NumberSink, offset: number): void;
  /** The reason exactly as the explaining form gives it. */
  rebuildReason(descriptorIndex: number, declaredBase: number): Reason;
};

export type NumberSink = { [index: number]: number };

type CompiledLine = {
  readonly floor: number;
  readonly cap: number;
  readonly employerRate: number;
  readonly employeeRate: number;
  readonly employerFixed: number;
  readonly employeeFixed: number;
  readonly employerRounding: Rounding;
  readonly employeeRounding: Rounding;
};

export function compileContributions(
  policy: Policy,
  period: PayPeriod,
  selection: ContributionSelection,
): Result<CompiledContributions, SchemeFailure> {
  const scheme = schemeInForce(policy, period, selection);
  if (!scheme.ok) return scheme;
  const { lines, unknowns } = scheme.value;
  const compiled = lines.map(compileLine);
  const descriptors = lines.flatMap(({ kind }, index): ReasonDescriptor[] => [
    { index: index * 2, kind, party: 'employer' },
    { index: index * 2 + 1, kind, party: 'employee' },
  ]);
  return ok({
    pin: policy.pin,
    period,
    lines,
    unknowns,
    descriptors,
    calculate(declaredBase, out, offset) {
      for (let index = 0; index < compiled.length; index += 1) {
        charge(compiled[index]!, declaredBase, out, offset + index * numbersPerLine);
      }
    },
    calculateEach(bases, out, offset) {
      for (let index = 0; index < compiled.length; index += 1) {
        charge(compiled[index]!, bases[index]!, out, offset + index * numbersPerLine);
      }
    },
    rebuildReason(descriptorIndex, declaredBase) {
      const { kind, party } = descriptors[descriptorIndex]!;
      const { figure, employerRate, employeeRate } = lines[descriptorIndex >> 1]!;
      const rate: Rate = rateFromPpm(party === 'employer' ? employerRate : employeeRate);
      return partyContribution({ kind, party, figure, rate, declared: fen(declaredBase) }).reason;
    },
  });
}

function compileLine({ figure, employerRate, employeeRate }: SchemeLine): CompiledLine {
  const { floor, cap, employer, employee } = figure.value;
  return {
    floor: floor ?? -Infinity,
    cap: cap ?? Infinity,
    employerRate,
    employeeRate,
    employerFixed: employer.fixed,
    employeeFixed: employee.fixed,
    employerRounding: employer.rounding,
    employeeRounding: employee.rounding,
  };
}

/** A base is far below 4.5 billion fen, so base × rate stays an exact double. */
function charge(line: CompiledLine, declared: number, out: NumberSink, at: number): void {
  const base = declared < line.floor ? line.floor : declared > line.cap ? line.cap : declared;
  out[at] = base;
  out[at + 1] =
    roundSmallFraction(base * line.employerRate, ratePpmOne, line.employerRounding) +
    line.employerFixed;
  out[at + 2] =
    roundSmallFraction(base * line.employeeRate, ratePpmOne, line.employeeRounding) +
    line.employeeFixed;
}
