import { names, type Words } from '@heyi/contract';
import type { PayPeriod } from '@heyi/kernel';
import {
  type ContributionKind,
  contributionKinds,
  type ContributionSelection,
  type OvertimeKind,
  type Party,
  type WithholdingMethod,
} from '@heyi/statutory';
import type { IncomeKind } from '../taxpayer/income-kind.ts';
import type { PayItem } from '../scheme/pay-scheme.store.ts';
import type { LineType } from './member.ts';
import type { ProrationMethod } from './run-frame.ts';

/** What a line of a payslip is called, and in which group it stands. */
export type DictionaryItem = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly group: ItemGroup;
  readonly sequence: number;
  readonly payItemId: string | null;
};

export type ItemGroup =
  | PayItem['itemClass']
  | 'ownContribution'
  | 'employerContribution'
  | 'tax'
  | 'recovery';

/**
 * Why a line is what it is, as far as it is the same for many people. With the line's inputs and the
 * pinned policy the full reason is built again: see payslip/explain-line.ts.
 */
export type ReasonDescriptor =
  | { readonly rule: 'payTerm' }
  | { readonly rule: 'payTermChange' }
  | { readonly rule: 'partMonth'; readonly method: ProrationMethod; readonly days: number }
  | { readonly rule: 'presentDays' }
  | { readonly rule: 'absence'; readonly method: ProrationMethod }
  | { readonly rule: 'absentAllMonth' }
  | { readonly rule: 'sickLeave'; readonly method: ProrationMethod; readonly payPercent: number }
  | { readonly rule: 'overtime'; readonly kind: OvertimeKind }
  | { readonly rule: 'oneOff' }
  | {
      readonly rule: 'billedContribution';
      readonly kind: ContributionKind;
      readonly party: Party;
      readonly isBill: boolean;
      readonly type: LineType;
      readonly period: string;
    }
  | {
      readonly rule: 'estimatedContribution';
      readonly selection: ContributionSelection;
      readonly period: PayPeriod;
      readonly kind: ContributionKind;
      readonly party: Party;
    }
  | { readonly rule: 'trueUp'; readonly party: Party; readonly period: string }
  | { readonly rule: 'withholding'; readonly method: WithholdingMethod }
  | { readonly rule: 'monthlyTax'; readonly kind: IncomeKind }
  | { readonly rule: 'annualBonus'; readonly isResident: boolean }
  | { readonly rule: 'recovery' };

/** Hands out one index for each different descriptor. */
export class ReasonDictionary {
  readonly descriptors: ReasonDescriptor[] = [];
  private readonly indexes = new Map<string, number>();

  /** `key` tells descriptors apart; it is cheaper to make than the descriptor. */
  indexOf(key: string, describe: () => ReasonDescriptor): number {
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    const index = this.descriptors.push(describe()) - 1;
    this.indexes.set(key, index);
    return index;
  }
}

export const contributionNames: Readonly<Record<ContributionKind, Words>> = {
  ...names.contributionKind,
  disabledFund: { zh: '残疾人就业保障金', en: 'Disabled-employment fund' },
};

/** Where the lines of a kind stand in the dictionary. */
export type ItemPlaces = {
  readonly ownContribution: number;
  readonly employerContribution: number;
  readonly ownAdjustment: number;
  readonly employerAdjustment: number;
  readonly tax: number;
  readonly bonusTax: number;
  readonly recovery: number;
};

/** The client's items first, at their own indexes; then what every payslip may have. */
export function itemDictionary(items: readonly PayItem[]): {
  readonly entries: readonly DictionaryItem[];
  readonly places: ItemPlaces;
} {
  const entries: DictionaryItem[] = items.map((item) => ({
    code: item.code,
    nameZh: item.nameZh,
    nameEn: item.nameEn,
    group: item.itemClass,
    sequence: item.sequence,
    payItemId: item.id,
  }));
  const add = (
    code: string,
    names: readonly [string, string],
    group: ItemGroup,
    sequence: number,
  ) =>
    entries.push({ code, nameZh: names[0], nameEn: names[1], group, sequence, payItemId: null }) -
    1;
  const ofKinds = (party: '个人' | '单位', group: ItemGroup, sequence: number) => {
    const first = entries.length;
    for (const [index, kind] of contributionKinds.entries()) {
      const { zh, en } = contributionNames[kind];
      const whose = party === '个人' ? 'own' : 'employer';
      add(`${whose}.${kind}`, [`${zh}（${party}）`, `${en}, ${whose}`], group, sequence + index);
    }
    return first;
  };
  const ownContribution = ofKinds('个人', 'ownContribution', 10_000);
  const employerContribution = ofKinds('单位', 'employerContribution', 30_000);
  const places: ItemPlaces = {
    ownContribution,
    employerContribution,
    ownAdjustment: add(
      'own.adjustment',
      ['社保公积金补差（个人）', 'Contribution differences, own'],
      'ownContribution',
      10_900,
    ),
    employerAdjustment: add(
      'employer.adjustment',
      ['社保公积金补差（单位）', 'Contribution differences, employer'],
      'employerContribution',
      30_900,
    ),
    tax: add('tax', ['个人所得税', 'Income tax'], 'tax', 20_000),
    bonusTax: add('bonusTax', ['全年一次性奖金个税', 'Tax on the annual bonus'], 'tax', 20_010),
    recovery: add('recovery', ['扣回个人欠款', 'Receivable recovered'], 'recovery', 25_000),
  };
  return { entries, places };
}
