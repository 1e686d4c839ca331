import { AssertionError } from '@heyi/kernel';
import type { Policy } from '@heyi/policy';
import { isFields } from './case-input.ts';
import { decimalUnits, firstDifference } from './compare.ts';
import type { CaseFacts, CaseResult } from './case-result.ts';
import { calculateIncomeTaxCase } from './income-tax-case.ts';
import { calculateSocialInsuranceCase } from './social-insurance-case.ts';

/** What became of one worked case. `known` marks a published amount that no rule yields. */
export type CaseOutcome = {
  readonly id: string;
  readonly actual: unknown;
  readonly pass: boolean;
  readonly known?: true;
  readonly reason?: string;
};

export type CaseSubject = 'income-tax' | 'social-insurance';

const calculations: Record<CaseSubject, (policy: Policy, facts: CaseFacts) => CaseResult> = {
  'income-tax': calculateIncomeTaxCase,
  'social-insurance': calculateSocialInsuranceCase,
};

/** Runs every case of a file: a list of cases, or an object whose lists hold them. */
export function runWorkedCases(
  policy: Policy,
  subject: CaseSubject,
  document: unknown,
): readonly CaseOutcome[] {
  return casesOf(document).map((facts, index) => runCase(policy, subject, facts, index));
}

function casesOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (!isFields(document)) return [document];
  const lists = Object.values(document).filter((value) => Array.isArray(value));
  return lists.length > 0 ? lists.flat() : [document];
}

function runCase(policy: Policy, subject: CaseSubject, facts: unknown, index: number): CaseOutcome {
  if (!isFields(facts)) {
    return { id: `#${index + 1}`, actual: null, pass: false, reason: 'malformed: not an object' };
  }
  const given = facts['id'];
  const isNamed = typeof given === 'string' || typeof given === 'number';
  const id = isNamed ? String(given) : `#${index + 1}`;
  const result = calculateSafely(policy, subject, facts);
  if (!result.ok) return { id, actual: null, pass: false, reason: result.reason };

  const { actual } = result;
  const expected = expectedOf(facts);
  if (Object.keys(expected).length === 0) {
    return { id, actual, pass: false, reason: 'malformed: nothing is expected' };
  }
  const tolerance = decimalUnits(facts['tolerance']) ?? 0n;
  const difference = firstDifference(expected, actual, tolerance);
  if (difference === null) return { id, actual, pass: true };
  if (facts['engineAgrees'] !== false) return { id, actual, pass: false, reason: difference };
  const why = typeof facts['note'] === 'string' ? `; ${facts['note']}` : '';
  return { id, actual, pass: false, known: true, reason: `known: ${difference}${why}` };
}

/** An amount out of range ends one case, not the file; anything else that throws is a bug. */
function calculateSafely(policy: Policy, subject: CaseSubject, facts: CaseFacts): CaseResult {
  try {
    return calculations[subject](policy, facts);
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    return { ok: false, reason: `malformed: ${error.message}` };
  }
}

const flatExpectations = ['retirementMonth', 'delayMonths', 'lateFee'];

/** Retirement and late-fee cases carry what they expect beside their facts. */
function expectedOf(facts: CaseFacts): Readonly<Record<string, unknown>> {
  if (isFields(facts['expected'])) return facts['expected'];
  const entries = Object.entries(facts).filter(([name]) => flatExpectations.includes(name));
  return Object.fromEntries(entries);
}
