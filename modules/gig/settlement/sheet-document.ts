import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fen, formatYuan, negate, type PlainDate, shanghaiDate } from '@heyi/kernel';
import type { PrintRequest } from '@heyi/platform';
import type { Sheet } from './sheet.ts';

const template = readFileSync(join(import.meta.dirname, 'sheet.typ'), 'utf8');

export type SheetPart = { readonly title: string; readonly titleEn: string; readonly amount: Fen };

/** The equation of a sheet, line by line: each is added to the one before. */
export function sheetParts(sheet: Sheet): SheetPart[] {
  const { withdrawn, returned } = sheet;
  const part = (title: string, titleEn: string, amount: Fen) => ({ title, titleEn, amount });
  return [
    part('期初余额', 'Opening', sheet.opening),
    part('本期充值', 'Top-ups', sheet.topUps),
    part('垫付（净额）', 'Advances, net', sheet.advances),
    part('提现税前金额', 'Withdrawn, gross', negate(withdrawn.gross)),
    part('提现服务费', 'Service fee', negate(withdrawn.fee)),
    part('退回税前金额', 'Came back, gross', returned.gross),
    part('退回服务费', 'Fee given back', returned.fee),
    part('账户其他收支', 'Other movements of the account', sheet.other),
    part('期末余额', 'Closing', sheet.closing),
  ];
}

export function titleOf(sheet: Sheet): string {
  const { unit, firstDay, programName } = sheet;
  return `结算单_${programName}_${unit === 'day' ? firstDay : firstDay.slice(0, 7)}`;
}

/** What the printer takes. */
export function sheetRequest(
  sheet: Sheet,
  about: {
    readonly clientName: string;
    readonly entityName: string;
    readonly printedOn: PlainDate;
  },
): PrintRequest {
  const { withdrawn, returned } = sheet;
  const moved = [withdrawn, returned].map(({ count, gross, tax, vat, fee, net }) => [
    String(count),
    ...[gross, tax, vat, net, fee].map(grouped),
  ]);
  const state = sheet.confirmedBy
    ? `${sheet.confirmedBy} 已确认 ${sheet.confirmedAt && shanghaiDate(sheet.confirmedAt)}`
    : '待客户确认';
  const data = {
    company: about.entityName,
    facts: [
      { name: '客户', value: about.clientName },
      { name: '结算方案', value: sheet.programName },
      { name: '结算期', value: `${sheet.firstDay} 至 ${sheet.lastDay}` },
      { name: '状态', value: state },
    ],
    parts: sheetParts(sheet).map(({ title, amount }) => ({ title, amount: grouped(amount) })),
    moved: [
      ['提现', ...moved[0]!],
      ['退回（取消、失败、退汇）', ...moved[1]!],
    ],
    notes: [
      '提现按受理日（挂起的按恢复日）、退回按冲回日计入；充值按核销日计入。',
      '增值税一列含附加税费；实付 = 税前 − 个人所得税 − 增值税及附加。',
    ],
    footer: `打印日期 ${about.printedOn}。金额单位：元。`,
  };
  return { template, data, date: about.printedOn };
}

/** "14,747.30", as people read amounts. */
function grouped(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',');
}
