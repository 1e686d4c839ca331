import { type Fen, formatYuan, type PayPeriod, type Result } from '@heyi/kernel';
import type { Policy } from '@heyi/policy';
import type { Reason } from '../reason.ts';
import { type CaseInput, isFields } from './case-input.ts';

export type CaseFacts = Readonly<Record<string, unknown>>;

/** A result in the words of the case, or why there is none. */
export type CaseResult =
  | {
      readonly ok: true;
      readonly actual: Readonly<Record<string, unknown>>;
      /** Of the calculation that gave it; of several, in their order. */
      readonly reasons?: readonly Reason[];
    }
  | { readonly ok: false; readonly reason: string };

/** What a rule's calculation of a case gets. */
export type CaseContext = {
  readonly policy: Policy;
  readonly rule: string;
  readonly input: CaseInput;
  /** Month whose law applies: the case's own, else the newest month of the policy. */
  readonly on: PayPeriod;
};

export type CaseRule = readonly [name: RegExp, calculate: (context: CaseContext) => CaseResult];

/** Stands for a result until the caller reports the problems of the input. */
export const notRead: CaseResult = { ok: false, reason: 'malformed' };

/** A failure in one line: its code and the facts that it carries. */
export function failureText(failure: { readonly code: string }): string {
  const { code, ...facts } = failure;
  const words = Object.values(facts as Record<string, string>).map(String);
  return [code, ...words].join(' ');
}

export function answer<T>(
  result: Result<T, { code: string }>,
  fields: (value: T) => Record<string, unknown>,
): CaseResult {
  if (!result.ok) return { ok: false, reason: failureText(result.failure) };
  return { ok: true, actual: fields(result.value), reasons: reasonsIn(result.value) };
}

/** A result carries the reason of itself, a list those of its parts. */
function reasonsIn(value: unknown): Reason[] {
  if (Array.isArray(value)) return value.flatMap(reasonsIn);
  if (!isFields(value)) return [];
  if ('reason' in value) return [value['reason'] as Reason];
  return 'withholding' in value ? reasonsIn(value['withholding']) : [];
}

/** Amounts as yuan text. */
export function amounts(fields: Readonly<Record<string, Fen>>): Record<string, string> {
  const texts = Object.entries(fields).map(([name, value]) => [name, formatYuan(value)]);
  return Object.fromEntries(texts) as Record<string, string>;
}
