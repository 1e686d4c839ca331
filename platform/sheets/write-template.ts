import type { Writable } from 'node:stream';
import { formatYuan } from '@heyi/kernel';
import { columnLetter } from './cell.ts';
import { type ColumnKind, type ColumnSpec, titleOf } from './column.ts';
import { dataRowXml, rowXml, styleOf, type WritableRows, widthOf } from './write-workbook.ts';
import type { Locale } from './wording.ts';
import { cellStyle, inPieces, type SheetXml, textCellXml, writeXlsx } from './xlsx-writer.ts';

/** The lists of choices apply to this many rows. */
const validatedRows = 20_000;

const words = {
  'zh-CN': {
    notes: '填写说明',
    choices: '选项',
    sampleMark: '示例：',
    required: '必填',
    optional: '选填',
    headers: ['列名', '是否必填', '格式', '可选项', '示例', '说明'],
    pickOne: '请从下拉列表中选择。',
  },
  en: {
    notes: 'How to fill in',
    choices: 'Choices',
    sampleMark: 'Sample: ',
    required: 'required',
    optional: 'optional',
    headers: ['Column', 'Required', 'Format', 'Choices', 'Sample', 'Note'],
    pickOne: 'Choose from the list.',
  },
} as const;

const formatWords: { readonly [kind in ColumnKind]: { readonly [L in Locale]: string } } = {
  text: { 'zh-CN': '文本', en: 'text' },
  identifier: { 'zh-CN': '号码（文本格式，保留全部数字）', en: 'number kept as text' },
  money: { 'zh-CN': '金额（元，最多两位小数）', en: 'amount in yuan, two decimals' },
  date: { 'zh-CN': '日期，如 2026-11-05', en: 'date such as 2026-11-05' },
  month: { 'zh-CN': '月份，如 2026-11', en: 'month such as 2026-11' },
  integer: { 'zh-CN': '整数', en: 'whole number' },
  decimal: { 'zh-CN': '数字', en: 'number' },
  rate: { 'zh-CN': '比例，如 5% 或 0.05', en: 'rate such as 5% or 0.05' },
  choice: { 'zh-CN': '从列表选择', en: 'choose from the list' },
};

/**
 * The workbook that people fill in: header (required columns stand out), a sample row that an
 * import skips, lists for choices, and a sheet that explains each column. With rows it is an export
 * that can be edited and imported again, and has no sample.
 */
export async function writeTemplate(
  target: Writable,
  name: string,
  columns: readonly ColumnSpec[],
  options: { readonly locale?: Locale; readonly rows?: WritableRows } = {},
): Promise<void> {
  const locale = options.locale ?? 'zh-CN';
  const sheets: SheetXml[] = [
    {
      name,
      columns: columns.map((column) => ({ width: widthOf(column), style: styleOf(column.kind) })),
      frozenRows: 1,
      rows: options.rows
        ? inPieces(filledXml(columns, options.rows, locale))
        : [headerXml(columns, locale), sampleXml(columns, locale)],
      after: validationsXml(columns, locale),
    },
    {
      name: words[locale].notes,
      columns: [18, 10, 26, 36, 24, 60].map((width) => ({ width, style: cellStyle.note })),
      frozenRows: 1,
      rows: notesXml(columns, locale),
    },
  ];
  if (columns.some(({ kind }) => kind === 'choice')) sheets.push(choicesSheet(columns, locale));
  await writeXlsx(target, sheets);
}

function headerXml(columns: readonly ColumnSpec[], locale: Locale): string {
  const cells = columns.map((column, index) => {
    const style = column.required === true ? cellStyle.requiredHeader : cellStyle.header;
    const mark = column.required === true ? '*' : '';
    return textCellXml(columnLetter(index), 1, mark + titleOf(column, locale), style);
  });
  return rowXml(1, cells.join(''));
}

async function* filledXml(
  columns: readonly ColumnSpec[],
  rows: WritableRows,
  locale: Locale,
): AsyncGenerator<string> {
  let row = 1;
  yield headerXml(columns, locale);
  for await (const values of rows) {
    row += 1;
    yield dataRowXml(row, columns, values);
  }
}

function sampleXml(columns: readonly ColumnSpec[], locale: Locale): string {
  const cells = columns.map((column, index) => {
    const mark = index === 0 ? words[locale].sampleMark : '';
    return textCellXml(columnLetter(index), 2, mark + sampleOf(column), cellStyle.sample);
  });
  return rowXml(2, cells.join(''));
}

function sampleOf(column: ColumnSpec): string {
  return column.sample ?? (column.kind === 'choice' ? (column.choices[0]?.label ?? '') : '');
}

function notesXml(columns: readonly ColumnSpec[], locale: Locale): string[] {
  const { headers, required, optional } = words[locale];
  const header = headers.map((text, index) =>
    textCellXml(columnLetter(index), 1, text, cellStyle.header),
  );
  const lines = columns.map((column, at) => {
    const texts = [
      titleOf(column, locale),
      column.required === true ? required : optional,
      formatText(column, locale),
      choiceLabels(column, locale).join('、'),
      sampleOf(column),
      (locale === 'en' ? column.noteEn : column.note) ?? '',
    ];
    const cells = texts.map((text, index) =>
      textCellXml(columnLetter(index), at + 2, text, cellStyle.note),
    );
    return rowXml(at + 2, cells.join(''));
  });
  return [rowXml(1, header.join('')), ...lines];
}

function formatText(column: ColumnSpec, locale: Locale): string {
  const text = formatWords[column.kind][locale];
  if (column.kind !== 'money' || column.max === undefined) return text;
  return `${text}, ≤ ${formatYuan(column.max)}`;
}

function choiceLabels(column: ColumnSpec, locale: Locale): string[] {
  if (column.kind !== 'choice') return [];
  return column.choices.map(({ label, labelEn }) => (locale === 'en' ? labelEn : label));
}

/** The lists stand on a hidden sheet: written into the rule they may hold 255 characters only. */
function choicesSheet(columns: readonly ColumnSpec[], locale: Locale): SheetXml {
  const lists = columns.map((column) => choiceLabels(column, locale));
  const height = Math.max(...lists.map((list) => list.length));
  const rows = Array.from({ length: height }, (_, at) => {
    const cells = lists.map((list, index) =>
      at < list.length ? textCellXml(columnLetter(index), at + 1, list[at]!, cellStyle.text) : '',
    );
    return rowXml(at + 1, cells.join(''));
  });
  const widths = columns.map(() => ({ width: 16, style: cellStyle.text }));
  return { name: words[locale].choices, hidden: true, columns: widths, frozenRows: 0, rows };
}

function validationsXml(columns: readonly ColumnSpec[], locale: Locale): string {
  const rules = columns.flatMap((column, index) => {
    if (column.kind !== 'choice') return [];
    const letter = columnLetter(index);
    const list = `'${words[locale].choices}'!$${letter}$1:$${letter}$${column.choices.length}`;
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1"` +
        ` error="${words[locale].pickOne}" sqref="${letter}2:${letter}${validatedRows + 1}">` +
        `<formula1>${list}</formula1></dataValidation>`,
    ];
  });
  if (rules.length === 0) return '';
  return `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}
