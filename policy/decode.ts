import {
  type Fen,
  isRounding,
  parsePayPeriod,
  parsePlainDate,
  parseRate,
  parseYuan,
  type PayPeriod,
  type PlainDate,
  type Rate,
  type Rounding,
} from '@heyi/kernel';

/** Reads one value of a policy file; a malformed file is a bug of the release, so it throws. */
export type Decoder<T> = (raw: unknown, path: string) => T;

export type Decoded<D> = D extends Decoder<infer T> ? T : never;

class PolicyFileError extends Error {
  override name = 'PolicyFileError';
}

export function refuse(path: string, expected: string, raw: unknown): never {
  throw new PolicyFileError(`${path}: expected ${expected}, found ${JSON.stringify(raw)}`);
}

export const text: Decoder<string> = (raw, path) =>
  typeof raw === 'string' && raw !== '' ? raw : refuse(path, 'text', raw);

export const flag: Decoder<boolean> = (raw, path) =>
  typeof raw === 'boolean' ? raw : refuse(path, 'true or false', raw);

export const integer: Decoder<number> = (raw, path) =>
  typeof raw === 'number' && Number.isSafeInteger(raw) ? raw : refuse(path, 'a whole number', raw);

/** "5000.00": yuan with exactly two decimals, read as fen. */
export const amount: Decoder<Fen> = (raw, path) => {
  const parsed = typeof raw === 'string' && /\.\d{2}$/.test(raw) ? parseYuan(raw) : null;
  return parsed ?? refuse(path, 'yuan with two decimals', raw);
};

/** "0.16", "21.75" or "3": an exact decimal, read in parts per million. */
export const ratio: Decoder<Rate> = (raw, path) =>
  (typeof raw === 'string' ? parseRate(raw) : null) ?? refuse(path, 'an exact decimal', raw);

export const day: Decoder<PlainDate> = (raw, path) =>
  (typeof raw === 'string' ? parsePlainDate(raw) : null) ?? refuse(path, 'a day', raw);

export const month: Decoder<PayPeriod> = (raw, path) =>
  (typeof raw === 'string' ? parsePayPeriod(raw) : null) ?? refuse(path, 'a month', raw);

export const rounding: Decoder<Rounding> = (raw, path) =>
  typeof raw === 'string' && isRounding(raw) ? raw : refuse(path, 'a rounding rule', raw);

export function oneOf<const T extends string>(...names: readonly T[]): Decoder<T> {
  return (raw, path) => {
    const name = names.find((candidate) => candidate === raw);
    return name ?? refuse(path, names.join(' | '), raw);
  };
}

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (raw, path) => (raw === null || raw === undefined ? null : decoder(raw, path));
}

export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (raw, path) =>
    Array.isArray(raw)
      ? raw.map((item, index) => decoder(item, `${path}[${index}]`))
      : refuse(path, 'a list', raw);
}

/** An object with exactly these fields; the file writes them in snake case. */
export function record<F extends Record<string, Decoder<unknown>>>(
  fields: F,
): Decoder<{ readonly [K in keyof F]: Decoded<F[K]> }> {
  const names = Object.keys(fields).map((field) => ({ field, name: snakeCase(field) }));
  const known = new Set(names.map(({ name }) => name));
  return (raw, path) => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return refuse(path, 'an object', raw);
    }
    const source = raw as Record<string, unknown>;
    for (const name of Object.keys(source)) {
      if (!known.has(name)) refuse(`${path}.${name}`, `one of ${[...known].join(', ')}`, name);
    }
    const decoded = names.map(({ field, name }) => [
      field,
      fields[field]!(source[name], `${path}.${name}`),
    ]);
    return Object.fromEntries(decoded) as { [K in keyof F]: Decoded<F[K]> };
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (found) => `_${found.toLowerCase()}`);
}
