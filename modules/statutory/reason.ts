import {
  type Fen,
  formatRate,
  formatYuan,
  type PlainDate,
  type Rate,
  type Rounding,
  roundings,
} from '@heyi/kernel';
import type { EvidenceMark, InForce, Title } from '@heyi/policy';
import { type RuleId, rules } from './rules.ts';

/** A figure of the state as a reason quotes it: its value, since when, how well it was read. */
export type ReasonFigure = {
  readonly key: string;
  readonly title: Title;
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
    title: figure.title,
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
  const words = language === 'zh-CN' ? chineseWords : englishWords;
  const facts: Readonly<Record<string, string>> = { ...of.inputs, ...of.output };
  const line = words
    .template(of.rule)
    .replace(/\{(\w+)\}/g, (_whole, name: string) => words.fact(facts[name] ?? ''));
  const rounding = of.rounding === null ? '' : words.rounded(of.rounding);
  const carried = of.figures.filter(({ carriedForward }) => carriedForward);
  const unverified = of.figures.filter((figure) => figure.unverified);
  const doubts = [
    carried.length > 0 ? words.carried(carried) : null,
    unverified.length > 0 ? words.unverified(unverified) : null,
  ].filter((doubt) => doubt !== null);
  const doubt = doubts.length > 0 ? words.inBrackets(doubts) : '';
  return `${line}${rounding}${doubt}${words.stop}${of.article}`;
}

type Words = {
  /** A value as a sentence has it: whether something holds is yes or no. */
  readonly fact: (value: string) => string;
  readonly stop: string;
  readonly template: (rule: RuleId) => string;
  readonly rounded: (rounding: Rounding) => string;
  readonly carried: (figures: readonly ReasonFigure[]) => string;
  readonly unverified: (figures: readonly ReasonFigure[]) => string;
  readonly inBrackets: (doubts: readonly string[]) => string;
};

function factWords(words: Readonly<Record<string, string>>) {
  return (value: string): string => words[value] ?? value;
}

const chineseTitles = (figures: readonly ReasonFigure[]) =>
  figures.map(({ title }) => title.zh).join('、');

const chineseWords: Words = {
  fact: factWords({ '': '无', true: '是', false: '否' }),
  stop: '。',
  template: (rule) => rules[rule].zh,
  rounded: (rounding) => `，${roundings[rounding]}`,
  carried: (figures) => `暂沿用上期：${chineseTitles(figures)}`,
  unverified: (figures) => `未核：${chineseTitles(figures)}`,
  inBrackets: (doubts) => `（${doubts.join('；')}）`,
};

const englishTitles = (figures: readonly ReasonFigure[]) =>
  figures.map(({ title }) => title.en).join(', ');

const englishWords: Words = {
  fact: factWords({ '': 'none', true: 'yes', false: 'no' }),
  stop: '. ',
  template: (rule) => rules[rule].en,
  rounded: (rounding) => `, rounded ${rounding.replaceAll('_', ' ')}`,
  carried: (figures) => `carried forward: ${englishTitles(figures)}`,
  unverified: (figures) => `not verified: ${englishTitles(figures)}`,
  inBrackets: (doubts) => ` (${doubts.join('; ')})`,
};
