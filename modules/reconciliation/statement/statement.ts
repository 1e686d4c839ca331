import { createHash } from 'node:crypto';
import type { reconciliationContract } from '@heyi/contract';
import {
  addDays,
  fail,
  type Fen,
  fen,
  formatYuan,
  type Instant,
  ok,
  type PlainDate,
  sum,
} from '@heyi/kernel';

export type StatementSource = (typeof reconciliationContract.statementSources)[number];
export type LineKind = (typeof reconciliationContract.lineKinds)[number];

/** A line as the bank tells it; money that comes in is positive. */
export type BankLine = {
  readonly bankReference: string;
  readonly kind: LineKind;
  readonly bookedOn: PlainDate;
  readonly bookedAt: Instant | null;
  readonly amount: Fen;
  /** After the line; null where the bank tells none. */
  readonly balance: Fen | null;
  /** Ours: of an order, a pay file or a batch. */
  readonly reference: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyAccount: string | null;
  readonly remark: string | null;
};

/** One day of one account. */
export type DayStatement = {
  readonly day: PlainDate;
  readonly opening: Fen | null;
  readonly closing: Fen | null;
  readonly lines: readonly BankLine[];
};

/** What a file tells of one account, from a day to a day. */
export type AccountStatement = {
  /** Null where the file does not name it. */
  readonly account: string | null;
  readonly currency: string | null;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly opening: Fen | null;
  readonly closing: Fen | null;
  readonly lines: readonly BankLine[];
};

/** A file of more days than this is no statement. */
const daysMax = 400;

/**
 * The days of a statement, each with its own opening and closing; or what contradicts itself in it.
 * A statement is never put right: a file that does not add up has lost or doubled lines.
 */
export function judgeStatement(statement: AccountStatement, today: PlainDate) {
  const { from, until, currency, lines } = statement;
  if (currency !== null && currency !== 'CNY') {
    return fail({ code: 'statement.currency_refused' as const, currency });
  }
  const stray = lines.find(({ bookedOn }) => bookedOn < from || bookedOn > until);
  if (stray) {
    const { bankReference, bookedOn: day } = stray;
    return fail({ code: 'statement.day_differs' as const, bankReference, day });
  }
  if (until > today) return fail({ code: 'statement.in_the_future' as const, day: until });
  const wrong = contradictionIn(statement);
  if (wrong !== null) return fail({ code: 'statement.does_not_add_up' as const, ...wrong });
  return ok(daysOf(statement));
}

/** Where opening, lines and closing, or the balances from line to line, do not fit. */
function contradictionIn(statement: AccountStatement) {
  const { opening, closing, lines, until } = statement;
  if (opening !== null && closing !== null) {
    const moved = sum(lines.map(({ amount }) => amount));
    if (opening + moved !== closing) return apart(until, opening, moved, closing);
  }
  let balance = opening;
  for (const line of lines) {
    if (line.balance === null) balance = balance === null ? null : fen(balance + line.amount);
    else if (balance !== null && balance + line.amount !== line.balance) {
      return apart(line.bookedOn, balance, line.amount, line.balance);
    } else balance = line.balance;
  }
  return null;
}

function apart(day: PlainDate, opening: Fen, moved: Fen, closing: Fen) {
  return {
    day,
    opening: formatYuan(opening),
    sum: formatYuan(moved),
    closing: formatYuan(closing),
    difference: formatYuan(fen(closing - opening - moved)),
  };
}

/** Days without a line have a statement too: nothing moved is something the bank said. */
function daysOf(statement: AccountStatement): DayStatement[] {
  const byDay = Map.groupBy(statement.lines, ({ bookedOn }) => bookedOn);
  const days: DayStatement[] = [];
  let opening = statement.opening;
  for (let day = statement.from; day <= statement.until; day = addDays(day, 1)) {
    const lines = byDay.get(day) ?? [];
    const closing = opening === null ? null : fen(opening + sum(lines.map((line) => line.amount)));
    days.push({ day, opening, closing, lines });
    opening = closing;
    if (days.length > daysMax) break;
  }
  return days;
}

/** Opening and closing from the balances beside the lines; null where there are none. */
export function balancesOf(lines: readonly BankLine[]) {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || first.balance === null || !last || last.balance === null) {
    return { opening: null, closing: null };
  }
  return { opening: fen(first.balance - first.amount), closing: last.balance };
}

/** The lines from the oldest on, when their balances follow from one to the next; else null. */
export function chainOf(lines: readonly BankLine[]): readonly BankLine[] | null {
  return [lines, lines.toReversed()].find(isChain) ?? null;
}

function isChain(lines: readonly BankLine[]): boolean {
  return lines.every(({ balance, amount }, index) => {
    if (balance === null) return false;
    return index === 0 || lines[index - 1]!.balance! + amount === balance;
  });
}

/** The same content has the same hash, whatever file it came in. */
export function contentHash({ opening, closing, lines }: DayStatement): Buffer {
  const hash = createHash('sha256').update(`${opening}|${closing}\n`);
  for (const { bankReference, bookedOn, amount, reference } of lines) {
    hash.update(`${bankReference}|${bookedOn}|${amount}|${reference}\n`);
  }
  return hash.digest();
}

/** Counts lines that are the same to the last letter: the second of them has no second event. */
export function occurrencesOf(lines: readonly BankLine[]): number[] {
  const seen = new Map<string, number>();
  return lines.map(({ bankReference, bookedOn, amount }) => {
    const key = `${bankReference}|${bookedOn}|${amount}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return occurrence;
  });
}
