import {
  type Fen,
  isRounding,
  parsePayPeriod,
  payPeriod,
  parsePlainDate,
  parseRate,
  parseYuan,
  type PayPeriod,
  periodOf,
  type Rate,
  rateFromPpm,
  type Rounding,
  zeroFen,
} from '@heyi/kernel';

/** Stands for a month that could not be read; no figure governs it. */
const unreadMonth = payPeriod('1900-01');

/**
 * Reads the fields of a worked case written by others. A field that is missing or malformed is
 * noted in `problems` and read as zero, so a case is judged malformed as a whole, never a crash.
 */
export class CaseInput {
  readonly problems: string[];
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: unknown, problems: string[] = []) {
    this.problems = problems;
    this.#fields = isFields(fields) ? fields : {};
    if (!isFields(fields)) problems.push('not an object');
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  names(): string[] {
    return Object.keys(this.#fields);
  }

  amount(name: string): Fen {
    return this.#read(name, (text) => parseYuan(text), 'an amount in yuan', zeroFen);
  }

  amountOr(name: string, fallback: Fen): Fen {
    return this.has(name) ? this.amount(name) : fallback;
  }

  /** The sum of every one of these fields that is present. */
  amounts(...names: readonly string[]): readonly Fen[] {
    return names.filter((name) => this.has(name)).map((name) => this.amount(name));
  }

  rate(name: string): Rate {
    return this.#read(name, (text) => parseRate(text), 'an exact rate', rateFromPpm(0));
  }

  rateOr<T>(name: string, fallback: T): Rate | T {
    return this.has(name) ? this.rate(name) : fallback;
  }

  whole(name: string, minimum: number): number {
    const read = (text: string) => {
      const value = /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : null;
      return value !== null && value >= minimum ? value : null;
    };
    return this.#read(name, read, `a whole number from ${minimum}`, minimum);
  }

  text(name: string): string {
    return this.#read(name, (text) => (text === '' ? null : text), 'text', '');
  }

  textOr<T>(name: string, fallback: T): string | T {
    return this.has(name) ? this.text(name) : fallback;
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    if (typeof value !== 'boolean' && value !== undefined) {
      this.problems.push(`${name}: expected true or false`);
    }
    return value === true;
  }

  rounding(name: string): Rounding {
    const read = (text: string): Rounding | null => (isRounding(text) ? text : null);
    return this.#read<Rounding>(name, read, 'a rounding rule', 'half_up_fen');
  }

  month(name: string): PayPeriod {
    return this.#read(name, monthOfText, 'a month', unreadMonth);
  }

  monthOr<T>(name: string, fallback: T): PayPeriod | T {
    return this.has(name) ? this.month(name) : fallback;
  }

  list(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (Array.isArray(value)) return value;
    this.problems.push(`${name}: expected a list`);
    return [];
  }

  #read<T>(name: string, parse: (text: string) => T | null, expected: string, zero: T): T {
    const value = this.#fields[name];
    const isReadable = typeof value === 'string' || typeof value === 'number';
    const parsed = isReadable ? parse(String(value)) : null;
    if (parsed !== null) return parsed;
    this.problems.push(`${name}: expected ${expected}`);
    return zero;
  }
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** "2026-03", the last month of "2026-Q1" or of "2026", or the month of a day. */
function monthOfText(text: string): PayPeriod | null {
  const quarter = /^(\d{4})-?Q([1-4])$/.exec(text);
  if (quarter) {
    const month = Number.parseInt(quarter[2]!, 10) * 3;
    return parsePayPeriod(`${quarter[1]}-${String(month).padStart(2, '0')}`);
  }
  if (/^\d{4}$/.test(text)) return parsePayPeriod(`${text}-12`);
  const day = parsePlainDate(text);
  return day ? periodOf(day) : parsePayPeriod(text);
}
