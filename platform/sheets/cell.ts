import { addDays, fromEpochDay, type PlainDate, plainDate } from '@heyi/kernel';
import type { CellCode } from './wording.ts';

/** What the file says the cell is; every cell of a CSV file is text. */
export type CellKind = 'text' | 'number' | 'percent' | 'date' | 'time' | 'boolean' | 'error';

/**
 * One filled cell. `text` is exact: a number in plain decimals, a percent as "5%", a day as
 * `YYYY-MM-DD`, with its time of day after a space when it has one.
 */
export type Cell = {
  readonly kind: CellKind;
  readonly text: string;
  /** Set when the file itself has lost or never held the value. */
  readonly problem?: CellCode;
  /** The value belongs to a merged range and is repeated here from its first cell. */
  readonly merged?: 'down' | 'across';
};

/** One row with its number in the file (from 1). Empty cells are null; empty rows are not given. */
export type SheetRow = { readonly row: number; readonly cells: readonly (Cell | null)[] };

/** Excel keeps 15 significant digits of a number; what was typed beyond is already gone. */
const significantDigits = 15;
const plainNumberPattern = /^-?(?:0|[1-9]\d{0,13})(?:\.\d{0,4}[1-9])?$/;
const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * The exact decimal text of a stored number, free of binary noise: "1.2300000000000001" is "1.23",
 * "1E3" is "1000". Null when it is not a number.
 */
export function decimalText(stored: string): { text: string; lostDigits: boolean } | null {
  const plain = stored.length <= significantDigits && plainNumberPattern.test(stored);
  if (plain && stored !== '-0') return { text: stored, lostDigits: false };
  const match = numberPattern.exec(stored);
  const digitsGiven = match ? match[2]! + (match[3] ?? '') : '';
  if (!match || digitsGiven === '') return null;
  const leadingZeros = digitsGiven.length - digitsGiven.replace(/^0+/, '').length;
  let digits = digitsGiven.slice(leadingZeros);
  if (digits === '') return { text: '0', lostDigits: false };
  let point = match[2]!.length + Number(match[4] ?? '0') - leadingZeros;
  if (point > significantDigits) return { text: stored, lostDigits: true };
  if (point < -significantDigits) return { text: '0', lostDigits: false };
  if (digits.length > significantDigits) {
    const up = digits.charCodeAt(significantDigits) >= 53;
    const rounded = String(BigInt(digits.slice(0, significantDigits)) + (up ? 1n : 0n));
    point += rounded.length - significantDigits;
    digits = rounded;
  }
  const text = placePoint(digits, point);
  return { text: match[1] === '-' && text !== '0' ? `-${text}` : text, lostDigits: false };
}

function placePoint(digits: string, point: number): string {
  if (point <= 0) return withoutTrailingZeros(`0.${'0'.repeat(-point)}${digits}`);
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return withoutTrailingZeros(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

function withoutTrailingZeros(text: string): string {
  return text.replace(/\.?0+$/, '');
}

/** Moves the point of plain decimal text: `shiftPoint("0.085", 2)` is "8.5". */
export function shiftPoint(text: string, places: number): string {
  const negative = text.startsWith('-');
  const [whole = '', decimals = ''] = (negative ? text.slice(1) : text).split('.');
  const digits = (whole + decimals).replace(/^0+/, '');
  if (digits === '') return '0';
  const dropped = whole.length + decimals.length - digits.length;
  const shifted = placePoint(digits, whole.length + places - dropped);
  return negative ? `-${shifted}` : shifted;
}

const unixEpochSerial = 25_569;
const serialMax = 2_958_465;
/** Days between the serials of the 1900 and the 1904 calendar of Excel. */
export const serial1904Offset = 1462;

/**
 * The day of an Excel serial in the 1900 calendar. Serial 60 is the day that never was
 * (1900-02-29), so smaller ones are a day off. Null outside 1900-01-01 … 9999-12-31.
 */
export function dayOfSerial(serial: number): PlainDate | null {
  if (!Number.isInteger(serial) || serial < 1 || serial > serialMax || serial === 60) return null;
  if (serial < 60) return addDays(plainDate('1900-01-01'), serial - 1);
  return fromEpochDay(serial - unixEpochSerial);
}

/** A serial with its time of day to the nearest second, without any time zone. */
export function dateCell(stored: string, offset: number): Cell {
  const serial = Number(stored) + offset;
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const wholeDays = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  const time = clockText(seconds % 86_400);
  if (wholeDays === 0) return { kind: 'time', text: time };
  const day = dayOfSerial(wholeDays);
  if (day === null) return { kind: 'date', text: stored, problem: 'cell.date_does_not_exist' };
  return { kind: 'date', text: time === '00:00' ? day : `${day} ${time}` };
}

function clockText(seconds: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  const minutes = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? minutes : `${minutes}:${part(seconds % 60)}`;
}

/** Fullwidth digits and letters: what an input method leaves behind. */
const fullWidthPattern = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g;
const oddSpacePattern = /[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g;
const invisiblePattern = /[\u200B-\u200D\u2060\uFEFF\u00AD]|[^\P{Cc}\t\n\r]/gu;
const needsCleaning = /[^\u0020-\u007E\u4E00-\u9FFF]|^ | $/;

/**
 * Text as it is compared and stored: full-width digits and letters made plain, ideographic and
 * no-break spaces made plain, invisible characters removed, trimmed. Punctuation stays as written.
 */
export function normaliseText(text: string): string {
  if (!needsCleaning.test(text)) return text;
  return text
    .replace(fullWidthPattern, narrow)
    .replace(oddSpacePattern, ' ')
    .replace(invisiblePattern, '')
    .replace(/\r\n?/g, '\n')
    .trim();
}

/** The plain form of any full-width character, punctuation too: for numbers, days and headers. */
export function narrowAll(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, narrow);
}

function narrow(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** 0 is "A", 27 is "AB". */
export function columnLetter(index: number): string {
  let text = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
  }
  return text;
}
