import { join } from 'node:path';
import type { payrollContract } from '@heyi/contract';
import { formatYuan, type Fen } from '@heyi/kernel';
import { type Layout, readLayout } from '@heyi/platform';

export type ReturnSheet = (typeof payrollContract.returnSheets)[number];

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
  files.map((name) => [name, readLayout(join(import.meta.dirname, 'layouts'), name)] as const),
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

export function amountText(amount: Fen): string {
  return formatYuan(amount);
}
