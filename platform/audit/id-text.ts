import { formatId, parseId } from '@heyi/kernel';

/** The bare UUID of an id as the API writes it, whatever its prefix; null for any other text. */
export function uuidOfIdText(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const prefix = text.slice(0, text.indexOf('_'));
  return /^[a-z]{3}$/.test(prefix) ? parseId(prefix, text) : null;
}

/** How the API wrote `uuid` among the ids of an entry's detail; the bare UUID when it did not. */
export function idTextAmong(detail: Readonly<Record<string, unknown>>, uuid: string): string {
  const ending = formatId('', uuid);
  const written = Object.values(detail).find(
    (value): value is string => typeof value === 'string' && value.endsWith(ending),
  );
  return written ?? uuid;
}
