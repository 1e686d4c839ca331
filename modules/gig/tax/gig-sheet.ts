import { join } from 'node:path';
import { type Layout, readLayout } from '@heyi/platform';
import type { GigReturnSheet } from './gig-return.ts';

const folder = join(import.meta.dirname, 'layouts');

const layouts = {
  labourRemuneration: readLayout(folder, 'labour-remuneration'),
  incidentalIncome: readLayout(folder, 'incidental-income'),
  valueAddedTax: readLayout(folder, 'value-added-tax'),
  platformIdentity: readLayout(folder, 'platform-identity'),
  platformIncome: readLayout(folder, 'platform-income'),
} as const;

/** The sheet as data, with how sure its columns are. */
export function gigLayout(sheet: GigReturnSheet | 'platformIdentity' | 'platformIncome'): Layout {
  return layouts[sheet];
}

/** 所得项目. The item of 公告2025年第16号 in the client program was not found. */
export const incomeItems = {
  labourRemuneration: '其他连续劳务报酬所得',
  incidentalIncome: '偶然所得',
} as const;
