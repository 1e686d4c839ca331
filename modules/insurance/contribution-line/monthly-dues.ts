import { fen, type Fen, type PayPeriod } from '@heyi/kernel';
import {
  type CompiledContributions,
  compileContributions,
  numbersPerLine,
  type Policy,
  type Reason,
  type UnknownKind,
} from '@heyi/statutory';
import type { LineKind } from './contribution-line.ts';
import { type InsuredMonth, isProvisional, selectionOf, unknownIn } from './insured-month.ts';

/** What one kind of a month comes to. */
export type DueLine = {
  readonly kind: LineKind;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly provisional: boolean;
  /** Of the employer's part and of the person's own; made when it is asked for. */
  readonly reasons: () => { readonly employer: Reason; readonly employee: Reason };
};

export type Due = {
  readonly lines: readonly DueLine[];
  readonly unknowns: readonly UnknownKind[];
};

type Scheme = {
  readonly compiled: CompiledContributions | null;
  readonly provisional: readonly boolean[];
  readonly unknowns: readonly UnknownKind[];
};

/**
 * What a month costs by a policy, for many people: the same as {@link dueIn}, but what a city asks of
 * people insured alike is looked up once, and reasons are made for those who are told them.
 */
export class MonthlyDues {
  readonly #policy: Policy;
  readonly #period: PayPeriod;
  readonly #schemes = new Map<string, Scheme>();
  readonly #numbers: number[] = [];

  constructor(policy: Policy, period: PayPeriod) {
    this.#policy = policy;
    this.#period = period;
  }

  of(month: InsuredMonth): Due {
    const { compiled, provisional, unknowns } = this.#schemeOf(month);
    if (compiled === null) return { lines: [], unknowns };
    const numbers = this.#numbers;
    compiled.calculate(month.base, numbers, 0);
    const lines = compiled.lines.map(({ kind }, index): DueLine => {
      const at = index * numbersPerLine;
      return {
        kind: kind as LineKind,
        base: fen(numbers[at]!),
        employer: fen(numbers[at + 1]!),
        employee: fen(numbers[at + 2]!),
        provisional: provisional[index]!,
        reasons: () => ({
          employer: compiled.rebuildReason(index * 2, month.base),
          employee: compiled.rebuildReason(index * 2 + 1, month.base),
        }),
      };
    });
    return { lines, unknowns };
  }

  #schemeOf(month: InsuredMonth): Scheme {
    const key = keyOf(month);
    let known = this.#schemes.get(key);
    if (known === undefined) {
      known = schemeOf(this.#policy, this.#period, month);
      this.#schemes.set(key, known);
    }
    return known;
  }
}

function schemeOf(policy: Policy, period: PayPeriod, month: InsuredMonth): Scheme {
  const made = compileContributions(policy, period, selectionOf(month));
  if (!made.ok) return { compiled: null, provisional: [], unknowns: unknownIn(month, period) };
  const compiled = made.value;
  const { unknowns } = compiled;
  return { compiled, provisional: compiled.lines.map(isProvisional), unknowns };
}

/** Everything that {@link selectionOf} looks at. */
function keyOf(month: InsuredMonth): string {
  const { registrationKind, cityCode, insuredType, hukouType, tier } = month;
  const { housingFundRatePpm, supplementaryRatePpm, injuryRatePpm } = month;
  const rates = `${housingFundRatePpm} ${supplementaryRatePpm} ${injuryRatePpm}`;
  return `${registrationKind} ${cityCode} ${rates} ${hukouType} ${insuredType} ${tier}`;
}
