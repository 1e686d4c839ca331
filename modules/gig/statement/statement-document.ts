import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fen, formatYuan, type PayPeriod, type PlainDate, subtract, sum } from '@heyi/kernel';
import type { PrintRequest } from '@heyi/platform';
import type { PayableIncomeKind } from '../income/income-line.ts';
import type { StatementSpan } from './load-statement.ts';

export type StatementRow = {
  readonly period: PayPeriod;
  readonly incomeKind: PayableIncomeKind;
  readonly receipts: Fen;
  /** VAT and its surcharges. */
  readonly vat: Fen;
  /** Receipts without VAT: what income tax is computed from. */
  readonly income: Fen;
  readonly tax: Fen;
};

export type Statement = {
  readonly span: StatementSpan;
  readonly entityName: string;
  readonly taxpayerNumber: string;
  readonly workerName: string;
  readonly documentMasked: string;
  readonly externalWorkerId: string;
  readonly rows: readonly StatementRow[];
  /** How the tax of the year came to be, where it is cumulative. */
  readonly explanation: string | null;
  readonly printedOn: PlainDate;
};

const template = readFileSync(join(import.meta.dirname, 'statement.typ'), 'utf8');

const kindNames: Readonly<Record<PayableIncomeKind, string>> = {
  labourRemuneration: '劳务报酬所得',
  incidentalIncome: '偶然所得',
};

/** What the printer takes. 完税证明 and 纳税记录 are the bureau's alone, and the paper says so. */
export function statementRequest(statement: Statement): PrintRequest {
  const { rows } = statement;
  const total = (of: (row: StatementRow) => Fen) => grouped(sum(rows.map(of)));
  const data = {
    company: statement.entityName,
    span: spanText(statement.span),
    facts: [
      { name: '姓名', value: statement.workerName },
      { name: '证件号码', value: statement.documentMasked },
      { name: '平台编号', value: statement.externalWorkerId },
      { name: '扣缴义务人识别号', value: statement.taxpayerNumber },
    ],
    rows: rows.map((row) => ({
      period: row.period,
      kind: kindNames[row.incomeKind],
      receipts: grouped(row.receipts),
      vat: grouped(row.vat),
      income: grouped(row.income),
      tax: grouped(row.tax),
      net: grouped(netOf(row)),
    })),
    total: {
      receipts: total(({ receipts }) => receipts),
      vat: total(({ vat }) => vat),
      income: total(({ income }) => income),
      tax: total(({ tax }) => tax),
      net: total(netOf),
    },
    notes: [
      ...(statement.span.environment === 'sandbox'
        ? ['沙箱数据：没有真实付款，不能作为任何凭证。']
        : []),
      ...(statement.explanation === null ? [] : [statement.explanation]),
      '退回的款项不在本单内；税款所属期为实际付款的月份。',
      '本单由扣缴义务人出具，用于核对扣缴金额，不是完税证明；完税证明和纳税记录由税务机关开具。',
    ],
    footer: `打印日期 ${statement.printedOn}。如有疑问，请向所在平台提出。`,
  };
  return { template, data, date: statement.printedOn };
}

function netOf({ receipts, vat, tax }: StatementRow): Fen {
  return subtract(subtract(receipts, vat), tax);
}

/** "2026年11月", or "2026年" where it is a whole year. */
export function spanText({ first, last }: StatementSpan): string {
  const [year, month] = first.split('-');
  return first === last ? `${year}年${month}月` : `${year}年`;
}

/** "14,747.30", as people read amounts. */
function grouped(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',');
}
