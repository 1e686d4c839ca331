import type { PageText } from '@heyi/platform';
import type { SubjectPerson } from '../binding/subject.ts';
import type { EvidenceMark } from '../binding/marks.ts';
import type { TextRow } from './sheet-rows.ts';

/** A row of a paper, with the mark that keeps it. */
export type Candidate = { readonly text: string; readonly mark: EvidenceMark };

export type Found = { readonly marks: EvidenceMark[]; readonly unfound: number };

/**
 * Each person's row: by the document number, which may be masked in part, or by a name that stands in
 * one row alone. Two of one name are left to a person's eyes: one of them may be another client's.
 */
export function findRows(
  candidates: readonly Candidate[],
  people: readonly SubjectPerson[],
): Found {
  const plain = candidates.map(({ text, mark }) => ({ text: comparable(text), mark }));
  const found = people.map((person) => rowOf(plain, person));
  const marks = found.filter((mark) => mark !== null);
  return { marks, unfound: people.length - marks.length };
}

function rowOf(
  candidates: readonly Candidate[],
  { name, documentNumber }: SubjectPerson,
): EvidenceMark | null {
  const number = documentNumber === null ? null : comparable(documentNumber);
  const exact = candidates.filter(({ text }) => number !== null && text.includes(number));
  if (exact.length === 1) return exact[0]!.mark;
  const named = candidates.filter(
    ({ text }) => text.includes(comparable(name)) && mayBe(text, number),
  );
  return exact.length === 0 && named.length === 1 ? named[0]!.mark : null;
}

const numberLike = /[0-9*]{14,18}[0-9X*]?/g;

/** Whether no number in the row says that it is somebody else. */
function mayBe(text: string, number: string | null): boolean {
  if (number === null) return true;
  const told = (text.match(numberLike) ?? []).filter((one) => one.length === number.length);
  return told.every((one) => [...one].every((sign, at) => sign === '*' || sign === number[at]));
}

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s＊•×]/g, (sign) => (/\s/.test(sign) ? '' : '*'))
    .toUpperCase();
}

export function candidatesOfRows(rows: readonly TextRow[], sheet: number): Candidate[] {
  return rows.map(({ row, cells }) => ({
    // Cells side by side must not make one number out of two.
    text: cells.join('|'),
    mark: { kind: 'row', sheet, row },
  }));
}

const whole = 1_000_000;

/** A line from edge to edge, as far as half the way to its neighbours. */
export function candidatesOfTexts(texts: readonly PageText[]): Candidate[] {
  return texts.map(({ page, text, box }) => {
    const others = texts.filter((one) => one.page === page && one.box !== box);
    const above = Math.max(...others.map((one) => one.box.bottom).filter((at) => at <= box.top));
    const below = Math.min(...others.map((one) => one.box.top).filter((at) => at >= box.bottom));
    const reach = Math.trunc((box.bottom - box.top) * 0.4);
    const top = Math.max(0, box.top - reach, Math.ceil((above + box.top) / 2));
    const bottom = Math.min(whole, box.bottom + reach, Math.floor((below + box.bottom) / 2));
    return { text, mark: { kind: 'box', page, left: 0, right: whole, top, bottom } };
  });
}

const headWords = /姓名|证件|身份证|户名|单位名称|险种|所属期|回执|名单/;

/** What stands over the first row that names a number or a date of birth, as far as it looks like a head. */
export function findHead(candidates: readonly Candidate[]): EvidenceMark[] {
  const first = candidates.findIndex(({ text }) => /[0-9*]{15,}/.test(comparable(text)));
  const over = first === -1 ? [] : candidates.slice(0, first);
  return over.some(({ text }) => headWords.test(text)) ? over.map(({ mark }) => mark) : [];
}
