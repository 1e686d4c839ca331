import type { Fen, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import { narrowAll } from './cell.ts';
import type { Facts, Locale, Wording } from './wording.ts';

/** One value of a closed list: stored as `code`, shown as `label`. */
export type Choice = {
  readonly code: string;
  readonly label: string;
  readonly labelEn: string;
  readonly synonyms?: readonly string[];
};

/** What each kind of column gives: amounts as Fen, rates in ppm, decimals as exact text. */
export type ColumnValues = {
  text: string;
  /** A number that is no quantity (document, account, employee number): digits and letters. */
  identifier: string;
  money: Fen;
  date: PlainDate;
  month: PayPeriod;
  integer: number;
  decimal: string;
  rate: Rate;
  choice: string;
};
export type ColumnKind = keyof ColumnValues;
export type ColumnValue = ColumnValues[ColumnKind];

/** A refusal of the caller's own, with its wording. */
export type CustomProblem = {
  readonly code: string;
  readonly wording: Wording;
  readonly facts?: Facts;
};

type Column<Kind extends ColumnKind> = {
  readonly kind: Kind;
  readonly key: string;
  readonly title: string;
  readonly titleEn: string;
  /** Other headers under which the column comes; a two-row header is joined: 养老保险个人. */
  readonly synonyms?: readonly string[];
  readonly required?: boolean;
  readonly note?: string;
  readonly noteEn?: string;
  /** The cell of the sample row of a template. */
  readonly sample?: string;
  /** Characters, when the column is written; by kind otherwise. */
  readonly width?: number;
  /** A rule of the caller's on a value that has the right shape. */
  readonly check?: (value: NoInfer<ColumnValues[Kind]>) => CustomProblem | null;
};

export type ColumnSpec =
  | (Column<'text'> & { readonly maxLength?: number })
  | (Column<'identifier'> & { readonly maxLength?: number })
  | (Column<'money'> & { readonly allowNegative?: boolean; readonly max?: Fen })
  | Column<'date'>
  | Column<'month'>
  | (Column<'integer'> & { readonly min?: number; readonly max?: number })
  | (Column<'decimal'> & {
      readonly decimals: number;
      readonly min?: number;
      readonly max?: number;
    })
  | (Column<'rate'> & { readonly min?: Rate; readonly max?: Rate })
  | (Column<'choice'> & { readonly choices: readonly Choice[] });

/** The values of one valid row by column key; null where an optional cell is empty. */
export type RowValues<Columns extends readonly ColumnSpec[]> = {
  [Spec in Columns[number] as Spec['key']]: Spec extends { required: true }
    ? ColumnValues[Spec['kind']]
    : ColumnValues[Spec['kind']] | null;
};

export function titleOf(column: ColumnSpec, locale: Locale): string {
  return locale === 'en' ? column.titleEn : column.title;
}

/**
 * The form in which headers and choices are compared: without spaces, line breaks, star marks and
 * punctuation, full-width and capital letters made plain. A unit in brackets, as in 基本工资（元）, goes.
 */
export function comparable(text: string): string {
  return narrowAll(text)
    .replace(/\((?:元|%|天|小时|必填|选填|人民币|yuan|required|optional)\)/gi, '')
    .replace(/[\s*:;,.、。·/\\_\-()[\]【】“”"'’‘?!]/g, '')
    .toLowerCase();
}
