import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { names } from '@heyi/contract';
import { type Fen, formatYuan, type PlainDate, shanghaiDate } from '@heyi/kernel';
import { cityName } from '@heyi/people';
import type {
  ColumnSpec,
  PrintRequest,
  WritableRow,
  WritableRows,
  WritableSheet,
} from '@heyi/platform';
import type { BillLineView, BillView } from './client-bill.ts';

const template = readFileSync(join(import.meta.dirname, 'bill.typ'), 'utf8');

export type BillParts = Pick<
  BillView,
  | 'period'
  | 'state'
  | 'amount'
  | 'dueOn'
  | 'byKind'
  | 'byCity'
  | 'byCostCentre'
  | 'confirmedBy'
  | 'confirmedAt'
>;
export type BillParties = { readonly clientName: string; readonly entityName: string };
type Language = 'zh' | 'en';

const column = (
  kind: 'text' | 'money',
  key: string,
  title: string,
  titleEn: string,
): ColumnSpec => ({ kind, key, title, titleEn });

/** Summary, splits by cost centre and city, and everything by person: the sums are those of the bill. */
export function billSheets(
  bill: BillParts,
  lines: WritableRows,
  parties: BillParties,
  language: Language,
): WritableSheet[] {
  const heading = [
    language === 'zh'
      ? `${parties.clientName} ${bill.period} 客户账单（${names.billState[bill.state].zh}）`
      : `${parties.clientName} ${bill.period} client bill (${names.billState[bill.state].en})`,
  ];
  const asked = bill.byKind.filter(({ settlement }) => settlement === 'asked');
  const shown = bill.byKind.filter(({ settlement }) => settlement !== 'asked');
  const summary = (rows: typeof asked) =>
    rows.map(({ kind, settlement, amount, lineCount }) => ({
      kind: names.billLineKind[kind][language],
      settlement: names.billSettlement[settlement][language],
      lineCount: String(lineCount),
      amount,
    }));
  const columns = [
    column('text', 'kind', '项目', 'Item'),
    column('text', 'settlement', '收取方式', 'Settled'),
    column('text', 'lineCount', '行数', 'Lines'),
    column('money', 'amount', '金额', 'Amount'),
  ];
  const place = (
    name: string,
    key: string,
    title: string,
    titleEn: string,
    rows: WritableRow[],
  ) => ({
    name,
    heading,
    totalRow: true,
    columns: [column('text', key, title, titleEn), column('money', 'amount', '金额', 'Amount')],
    rows,
  });
  const nobody = language === 'zh' ? '（未分）' : '(none)';
  return [
    { name: '汇总', heading, totalRow: true, columns, rows: summary(asked) },
    { name: '不在本账单收取', heading, totalRow: true, columns, rows: summary(shown) },
    place(
      '按成本中心',
      'centre',
      '成本中心',
      'Cost centre',
      bill.byCostCentre.map(({ costCentre, amount }) => ({ centre: costCentre ?? nobody, amount })),
    ),
    place(
      '按城市',
      'city',
      '城市',
      'City',
      bill.byCity.map(({ cityCode, amount }) => ({ city: placeOf(cityCode) ?? nobody, amount })),
    ),
    { name: '人员明细', heading, totalRow: true, columns: personColumns, rows: lines },
  ];
}

const personColumns: readonly ColumnSpec[] = [
  column('text', 'name', '姓名', 'Name'),
  column('text', 'number', '工号', 'Employee no.'),
  column('text', 'city', '城市', 'City'),
  column('text', 'centre', '成本中心', 'Cost centre'),
  column('text', 'kind', '项目', 'Item'),
  column('text', 'subject', '险种或服务', 'Kind or service'),
  column('text', 'period', '所属月', 'Month'),
  column('text', 'estimate', '预估', 'Estimate'),
  column('money', 'employer', '单位部分', 'Employer'),
  column('money', 'employee', '个人部分', 'Employee'),
  column('money', 'amount', '金额', 'Amount'),
];

export function personRow(line: BillLineView, language: Language): WritableRow {
  const { subject, employer, employee } = line;
  const isSplit = employer !== 0 || employee !== 0;
  return {
    name: line.personName,
    number: line.employeeNo,
    city: placeOf(line.cityCode),
    centre: line.costCentre,
    kind: names.billLineKind[line.kind][language],
    subject: subject && (names.billSubject[subject]?.[language] ?? subject),
    period: line.period,
    estimate: line.isEstimate ? (language === 'zh' ? '预扣' : 'yes') : null,
    employer: isSplit ? employer : null,
    employee: isSplit ? employee : null,
    amount: line.amount,
  };
}

function placeOf(cityCode: string | null): string | null {
  return cityCode && (cityName('socialInsurance', cityCode) ?? cityCode);
}

/** One page or two of sums; the list by person is the workbook's. */
export function billRequest(
  bill: BillParts,
  parties: BillParties,
  printedOn: PlainDate,
): PrintRequest {
  const asked = bill.byKind.filter(({ settlement }) => settlement === 'asked');
  const shown = bill.byKind.filter(({ settlement }) => settlement !== 'asked');
  const data = {
    company: parties.entityName,
    facts: [
      { name: '客户', value: parties.clientName },
      { name: '账单月', value: bill.period },
      { name: '付款日', value: bill.dueOn },
      {
        name: '状态',
        value:
          bill.confirmedBy === null
            ? names.billState[bill.state].zh
            : `${names.billState[bill.state].zh}（${bill.confirmedBy} ${bill.confirmedAt && shanghaiDate(bill.confirmedAt)} 确认）`,
      },
    ],
    lines: asked.map(({ kind, lineCount, amount }) => [
      names.billLineKind[kind].zh,
      String(lineCount),
      grouped(amount),
    ]),
    total: grouped(bill.amount),
    shown: shown.map(({ kind, settlement, lineCount, amount }) => [
      `${names.billLineKind[kind].zh}（${names.billSettlement[settlement].zh}）`,
      String(lineCount),
      grouped(amount),
    ]),
    centres: bill.byCostCentre.map((row) => [row.costCentre ?? '（未分）', grouped(row.amount)]),
    cities: bill.byCity.map((row) => [placeOf(row.cityCode) ?? '（未分）', grouped(row.amount)]),
    footer: `打印日期 ${printedOn}。金额单位：元。人员明细见随附表格。`,
  };
  return { template, data, date: printedOn };
}

function grouped(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',');
}
