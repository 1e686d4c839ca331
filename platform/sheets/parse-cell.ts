import {
  fail,
  type Fen,
  formatPercent,
  formatYuan,
  ok,
  parsePayPeriod,
  parsePlainDate,
  parseRate,
  parseYuan,
  type Rate,
  ratePpmOne,
  rateFromPpm,
  type Result,
  unreachable,
  yuan,
} from '@heyi/kernel';
import { type Cell, dayOfSerial, narrowAll, shiftPoint } from './cell.ts';
import { type ColumnSpec, type ColumnValue, comparable } from './column.ts';
import { type CellCode, cellWordings, type Facts, type Wording } from './wording.ts';

export type CellProblem = {
  readonly code: string;
  readonly wording: Wording;
  readonly facts: Facts;
};
type Parsed = Result<ColumnValue, CellProblem>;

const moneyMaxDefault = yuan('999999999.99');
const rateMaxDefault = rateFromPpm(ratePpmOne);
const textMaxDefault = 200;

/** Marks by which people say that there is nothing. */
const blankPattern = /^(?:-+|—+|–|\/|\\|无|N\/?A)$/i;

/** The value of one cell under its column; null when the cell is empty and the column optional. */
export function parseCell(
  column: ColumnSpec,
  cell: Cell | null,
): Result<ColumnValue | null, CellProblem> {
  if (cell === null || isBlank(column, cell)) {
    return column.required === true ? refuse('cell.required') : ok(null);
  }
  if (cell.problem !== undefined) return refuse(cell.problem, { value: cell.text });
  const parsed = parseFilled(column, cell);
  if (!parsed.ok) return parsed;
  // Each parser gives the value of its own kind, which the union no longer shows.
  const check = column.check as
    | ((value: ColumnValue) => ReturnType<NonNullable<typeof column.check>>)
    | undefined;
  const problem = check?.(parsed.value);
  return problem ? fail({ facts: {}, ...problem }) : parsed;
}

function isBlank(column: ColumnSpec, cell: Cell): boolean {
  const isWords =
    column.kind === 'text' || column.kind === 'choice' || column.kind === 'identifier';
  return !isWords && blankPattern.test(cell.text);
}

function refuse(code: CellCode, facts: Facts = {}) {
  return fail<CellProblem>({ code, wording: cellWordings[code], facts });
}

function parseFilled(column: ColumnSpec, cell: Cell): Parsed {
  switch (column.kind) {
    case 'text':
      return withinLength(cell.text, column.maxLength);
    case 'identifier':
      return parseIdentifier(cell.text, column.maxLength);
    case 'money':
      return parseMoney(cell.text, column.allowNegative ?? false, column.max ?? moneyMaxDefault);
    case 'date':
      return parseDay(cell);
    case 'month':
      return parseMonth(cell);
    case 'integer':
      return parseInteger(cell.text, column.min, column.max);
    case 'decimal':
      return parseDecimal(cell.text, column.decimals, column.min, column.max);
    case 'rate':
      return parseShare(cell.text, column.min ?? rateFromPpm(0), column.max ?? rateMaxDefault);
    case 'choice':
      return parseChoice(column.choices, cell.text);
    default:
      return unreachable(column);
  }
}

function withinLength(text: string, max: number = textMaxDefault): Parsed {
  return [...text].length > max ? refuse('cell.too_long', { max }) : ok(text);
}

/** Spaces between groups of digits are left out; letters become capitals. */
function parseIdentifier(text: string, max: number | undefined): Parsed {
  const compact = narrowAll(text).replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-Z\-_/.]+$/.test(compact)) return refuse('cell.not_an_identifier');
  return withinLength(compact, max);
}

/** Needs no change: how most amounts are stored. */
const plainPattern = /^(?:0|[1-9]\d{0,11})(?:\.\d?[1-9])?$/;

/**
 * Plain decimal text without currency signs and thousands separators; null when it is no number.
 */
function numberText(text: string): string | null {
  if (plainPattern.test(text)) return text;
  const plain = narrowAll(text)
    .replace(/\s/g, '')
    .replace(/−/g, '-')
    .replace(/^([+-]?)[¥￥]/, '$1')
    .replace(/元$/, '');
  const accounting = /^\((.*)\)$/.exec(plain);
  const signed = accounting ? `-${accounting[1]}` : plain;
  if (!/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?$/.test(signed) || !/\d/.test(signed))
    return null;
  const sign = signed.startsWith('-') ? '-' : '';
  const [whole = '', decimals = ''] = signed.replace(/[+\-,]/g, '').split('.');
  const kept = decimals.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const magnitude = kept === '' ? digits : `${digits}.${kept}`;
  return magnitude === '0' ? '0' : sign + magnitude;
}

function decimalsOf(number: string): number {
  return number.includes('.') ? number.length - number.indexOf('.') - 1 : 0;
}

function parseMoney(text: string, allowNegative: boolean, max: Fen): Parsed {
  const number = numberText(text);
  if (number === null) return refuse('cell.not_money');
  if (number.startsWith('-') && !allowNegative) return refuse('cell.money_negative');
  if (decimalsOf(number) > 2) return refuse('cell.money_decimals');
  const amount = parseYuan(number);
  if (amount === null || Math.abs(amount) > max) {
    return refuse('cell.money_too_large', { max: formatYuan(max) });
  }
  return ok(amount);
}

const dayPatterns = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
/** Serials of 1954 to 2119: five digits that cannot be meant otherwise in a date column. */
const serialPattern = /^[2-7]\d{4}$/;

function parseDay(cell: Cell): Parsed {
  const text = narrowAll(cell.text).replace(/\s*([年月日号])\s*/g, '$1');
  for (const pattern of dayPatterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const day = parsePlainDate(`${match[1]}-${twoDigits(match[2]!)}-${twoDigits(match[3]!)}`);
    return day === null ? refuse('cell.date_does_not_exist') : ok(day);
  }
  const day = serialPattern.test(text) ? dayOfSerial(Number(text)) : null;
  return day === null ? refuse('cell.not_a_date') : ok(day);
}

function twoDigits(text: string): string {
  return text.padStart(2, '0');
}

const monthPatterns = [/^(\d{4})[-/.](\d{1,2})$/, /^(\d{4})年(\d{1,2})月?份?$/, /^(\d{4})(\d{2})$/];

/** A month, or any day of it. The number 2026.1 may have been 2026.10 and is refused. */
function parseMonth(cell: Cell): Parsed {
  const text = narrowAll(cell.text).replace(/\s/g, '');
  const ambiguous = cell.kind === 'number' && /^\d{4}\.\d$/.test(text);
  for (const pattern of monthPatterns) {
    const match = ambiguous ? null : pattern.exec(text);
    const month = match ? parsePayPeriod(`${match[1]}-${twoDigits(match[2]!)}`) : null;
    if (month !== null) return ok(month);
  }
  const day = parseDay(cell);
  const month = day.ok ? parsePayPeriod(String(day.value).slice(0, 7)) : null;
  return month === null ? refuse('cell.not_a_month') : ok(month);
}

function parseInteger(text: string, min?: number, max?: number): Parsed {
  const number = numberText(text);
  if (number === null || number.includes('.')) return refuse('cell.not_an_integer');
  const value = Number(number);
  const [low, high] = [min ?? 0, max ?? 1_000_000_000];
  return value < low || value > high ? outOfRange(low, high) : ok(value);
}

function parseDecimal(text: string, decimals: number, min?: number, max?: number): Parsed {
  const number = numberText(text);
  if (number === null) return refuse('cell.not_a_number');
  if (decimalsOf(number) > decimals) return refuse('cell.number_decimals', { max: decimals });
  const [low, high] = [min ?? 0, max ?? 1_000_000_000];
  return Number(number) < low || Number(number) > high ? outOfRange(low, high) : ok(number);
}

function outOfRange(min: number | string, max: number | string) {
  return refuse('cell.number_out_of_range', { min, max });
}

/** "5%" and "0.05" are the same rate; a bare 5 is refused, as it may mean either. */
function parseShare(text: string, min: Rate, max: Rate): Parsed {
  const match = /^(.*?)(%?)$/.exec(narrowAll(text).trim());
  const number = numberText(match?.[1] ?? '');
  if (number === null) return refuse('cell.not_a_rate');
  const share = parseRate(match?.[2] === '%' ? shiftPoint(number, -2) : number);
  if (share === null) return refuse('cell.not_a_rate');
  if (share < min || share > max) return outOfRange(formatPercent(min), formatPercent(max));
  return ok(share);
}

function parseChoice(
  choices: readonly {
    code: string;
    label: string;
    labelEn: string;
    synonyms?: readonly string[];
  }[],
  text: string,
): Parsed {
  const wanted = comparable(text);
  const found = choices.find(({ code, label, labelEn, synonyms }) =>
    [label, labelEn, code, ...(synonyms ?? [])].some((name) => comparable(name) === wanted),
  );
  if (found) return ok(found.code);
  const labels = choices.map(({ label }) => label).join('、');
  return refuse('cell.not_a_choice', { value: text, choices: labels });
}
