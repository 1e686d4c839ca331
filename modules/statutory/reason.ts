import {
  type Fen,
  formatRate,
  formatYuan,
  type PlainDate,
  type Rate,
  type Rounding,
  roundings,
} from '@heyi/kernel';
import type { EvidenceMark, InForce } from '@heyi/policy';
import { type RuleId, rules } from './rules.ts';

/** A figure of the state as a reason quotes it: its value, since when, how well it was read. */
export type ReasonFigure = {
  readonly key: string;
  readonly appliesFrom: PlainDate;
  readonly value: unknown;
  readonly sources: readonly string[];
  readonly mark: EvidenceMark;
  readonly unverified: boolean;
  readonly carriedForward: boolean;
};

/** Why a number is what it is. Plain JSON: it is stored with the line it explains. */
export type Reason = {
  readonly rule: RuleId;
  readonly article: string;
  readonly figures: readonly ReasonFigure[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly rounding: Rounding | null;
  readonly output: Readonly<Record<string, string>>;
};

export type ReasonFacts = {
  readonly figures: readonly InForce<unknown>[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly rounding: Rounding | null;
  readonly output: Readonly<Record<string, string>>;
};

export function reason(rule: RuleId, facts: ReasonFacts): Reason {
  return {
    rule,
    article: rules[rule].article,
    figures: facts.figures.map(reasonFigure),
    inputs: facts.inputs,
    rounding: facts.rounding,
    output: facts.output,
  };
}

export function reasonFigure(figure: InForce<unknown>): ReasonFigure {
  return {
    key: figure.key,
    appliesFrom: figure.appliesFrom,
    value: figure.raw,
    sources: figure.sources,
    mark: figure.mark,
    unverified: figure.unverified,
    carriedForward: figure.carriedForward,
  };
}

/** Amounts in the form of JSON: yuan text. */
export function yuanTexts<const R extends Readonly<Record<string, Fen>>>(
  amounts: R,
): { readonly [K in keyof R]: string } {
  const texts = Object.entries(amounts).map(([name, amount]) => [name, formatYuan(amount)]);
  return Object.fromEntries(texts) as { [K in keyof R]: string };
}

export function rateTexts<const R extends Readonly<Record<string, Rate>>>(
  rates: R,
): { readonly [K in keyof R]: string } {
  const texts = Object.entries(rates).map(([name, value]) => [name, formatRate(value)]);
  return Object.fromEntries(texts) as { [K in keyof R]: string };
}

export type ReasonLanguage = 'zh-CN' | 'en';

/** One line for people: the calculation in words, its rounding, and what is unsure about it. */
export function explain(of: Reason, language: ReasonLanguage): string {
  const template = language === 'zh-CN' ? rules[of.rule].zh : rules[of.rule].en;
  const facts: Readonly<Record<string, string>> = { ...of.inputs, ...of.output };
  const line = template.replace(/\{(\w+)\}/g, (_whole, name: string) => facts[name] ?? '—');
  const isCarried = of.figures.some((figure) => figure.carriedForward);
  const isUnverified = of.figures.some((figure) => figure.unverified);
  if (language === 'zh-CN') {
    const rounding = of.rounding ? `，${roundings[of.rounding]}` : '';
    const doubts = [isCarried && '暂沿用上期数值', isUnverified && '数值未核'].filter(Boolean);
    return `${line}${rounding}${doubts.length > 0 ? `（${doubts.join('，')}）` : ''}。${of.article}`;
  }
  const rounding = of.rounding ? `, rounded ${of.rounding.replaceAll('_', ' ')}` : '';
  const doubts = [isCarried && 'carried forward', isUnverified && 'not verified'].filter(Boolean);
  return `${line}${rounding}${doubts.length > 0 ? ` (${doubts.join(', ')})` : ''}. ${of.article}`;
}
