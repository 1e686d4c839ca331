import { fail, ok, type Result } from '@heyi/kernel';
import { type Cell, normaliseText } from './cell.ts';
import type { ReaderOptions, RowHandler, SheetSummary } from './read-sheet.ts';
import type { SheetFailure } from './wording.ts';

export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const delimiters = [',', '\t', ';', '|'];
const sampledLines = 30;

/** Reads delimited text; the encoding and the delimiter are found out from the content. */
export async function readCsv(
  file: Buffer,
  options: ReaderOptions,
  onRow: RowHandler,
): Promise<Result<SheetSummary, SheetFailure>> {
  const { limits, firstRows } = options;
  const decoded = decode(file);
  if (decoded === null) return fail({ code: 'sheet.encoding_unknown', facts: {} });
  const { text, encoding } = decoded;
  let count = 0;
  let columns = 0;
  for (const record of csvRecords(text, detectDelimiter(text))) {
    const { row, fields } = record;
    if (fields === null) return fail({ code: 'sheet.quote_not_closed', facts: { row } });
    const cells = fields.map(cellOfField);
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    if (cells.length > limits.columns) {
      return fail({ code: 'sheet.too_many_columns', facts: { row, limit: limits.columns } });
    }
    count += 1;
    columns = Math.max(columns, cells.length);
    if (count > limits.rows) {
      return fail({ code: 'sheet.too_many_rows', facts: { limit: limits.rows } });
    }
    const pending = onRow({ row, cells });
    if (pending) await pending;
    if (count === firstRows) break;
  }
  if (count === 0) return fail({ code: 'sheet.no_rows', facts: { sheet: 'CSV' } });
  return ok({ format: 'csv', sheet: 'CSV', sheets: ['CSV'], rows: count, columns, encoding });
}

/**
 * A byte order mark decides; else valid UTF-8 is UTF-8 (GBK text hardly ever is), else GB18030,
 * which holds all of GBK. Null when the bytes are none of these.
 */
function decode(file: Buffer): { text: string; encoding: CsvEncoding } | null {
  const mark = file.toString('latin1', 0, 2);
  const candidates: CsvEncoding[] =
    mark === '\xff\xfe' ? ['utf-16le'] : mark === '\xfe\xff' ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of candidates) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(file), encoding };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** The delimiter that splits most of the first lines, quoted parts left out; else the comma. */
function detectDelimiter(text: string): string {
  const declared = /^sep=(.)\r?\n/i.exec(text);
  if (declared) return declared[1]!;
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n|\r/, sampledLines);
  let best = ',';
  let bestCount = 0;
  for (const delimiter of delimiters) {
    const count = lines.filter((line) => line.includes(delimiter)).length;
    if (count > bestCount) {
      best = delimiter;
      bestCount = count;
    }
  }
  return best;
}

type CsvRecord = { row: number; fields: string[] | null };

/**
 * RFC 4180 with the leniency of Excel: a quote opens only at the start of a field, any line end
 * counts. `row` is the record's number, as a spreadsheet would show it. An unclosed quote gives a
 * record without fields as the last one.
 */
function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  let at = /^sep=.\r?\n/i.exec(text)?.[0].length ?? 0;
  let row = at === 0 ? 0 : 1;
  const end = text.length;
  while (at < end) {
    row += 1;
    const fields: string[] = [];
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at) : bareField(text, at, delimiter);
      if (field === null) return yield { row, fields: null };
      // What follows a closing quote up to the delimiter is kept, as Excel does.
      const rest = text[at] === '"' ? bareField(text, field.end, delimiter) : null;
      fields.push(field.text + (rest?.text ?? ''));
      at = rest?.end ?? field.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    yield { row, fields };
  }
}

function quotedField(text: string, start: number): { text: string; end: number } | null {
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { text: value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function bareField(text: string, start: number, delimiter: string): { text: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') {
    end += 1;
  }
  return { text: text.slice(start, end), end };
}

const lostDigitsPattern = /^\d(?:\.\d+)?E\+\d{2,}$/i;

/** Undoes what is done to save text from Excel: `="0012"`, and `'` before a formula sign. */
function cellOfField(field: string): Cell | null {
  const forced = /^="(.*)"$/s.exec(field);
  const text = normaliseText(
    (forced ? forced[1]! : field).replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ''),
  );
  if (text === '') return null;
  if (lostDigitsPattern.test(text)) {
    return { kind: 'number', text, problem: 'cell.number_lost_digits' };
  }
  return { kind: 'text', text };
}
