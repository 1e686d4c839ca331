import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { payrollContract } from '@heyi/contract';
import { formatYuan, type Fen } from '@heyi/kernel';
import type { ColumnSpec, WritableRow } from '@heyi/platform';

export type ReturnSheet = (typeof payrollContract.returnSheets)[number];

/** One column of a sheet of 自然人电子税务局（扣缴端）; a null field is a column we leave empty. */
export type LayoutColumn = {
  readonly title: string;
  readonly field: string | null;
  readonly required?: boolean;
  /** Other headers it comes under, in files that we read. */
  readonly synonyms?: readonly string[];
  /** An amount that may be negative. */
  readonly signed?: boolean;
};

/**
 * A sheet as data: the client program changes its templates, and a new version is a new file. `mark`
 * says how sure the columns are.
 */
export type Layout = {
  readonly layout: string;
  readonly version: string;
  readonly title: string;
  readonly mark: 'official-quoted' | 'secondary' | 'own-knowledge';
  readonly source: string;
  readonly columns: readonly LayoutColumn[];
};

const files = [
  'taxpayer-registration',
  'taxpayer-feedback',
  'wages',
  'annual-bonus',
  'labour-remuneration',
  'non-resident-wages',
  'bureau-calculation',
] as const;

type LayoutFile = (typeof files)[number];

const layouts = new Map(
  files.map((name) => {
    const path = join(import.meta.dirname, 'layouts', `${name}.json`);
    return [name, JSON.parse(readFileSync(path, 'utf8')) as Layout];
  }),
);

export function layoutOf(name: LayoutFile): Layout {
  return layouts.get(name)!;
}

const fileOfSheet: Readonly<Record<ReturnSheet, LayoutFile>> = {
  wages: 'wages',
  annualBonus: 'annual-bonus',
  labourRemuneration: 'labour-remuneration',
  nonResidentWages: 'non-resident-wages',
};

export function sheetLayout(sheet: ReturnSheet): Layout {
  return layoutOf(fileOfSheet[sheet]);
}

/** Every cell is text: an amount has two decimals and no separators, a document number all digits. */
export function layoutColumns(layout: Layout): ColumnSpec[] {
  return layout.columns.map(({ title, field }, index) => ({
    kind: 'text',
    key: field ?? `empty${index}`,
    title,
    titleEn: title,
  }));
}

/** Values by field, as the sheet writes them. */
export type LayoutRow = Readonly<Record<string, string | null>>;

/** A row of the sheet. A required field without a value is a bug: its caller has checked it. */
export function layoutRow(layout: Layout, values: LayoutRow): WritableRow {
  for (const { title, field, required } of layout.columns) {
    if (required && !values[field!]) throw new Error(`${layout.title}: ${title} is empty`);
  }
  return values;
}

export function amountText(amount: Fen): string {
  return formatYuan(amount);
}
