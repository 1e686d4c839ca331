import { isUuid, parsePlainDate, parseYuan, type Fen, type PlainDate } from '@heyi/kernel';

/** Where a page of a list by day goes on: after this day and id, newest first. */
export type PageStart = { readonly day: PlainDate | null; readonly id: string | null };

export function cursorOf(row: { readonly bookedOn: PlainDate; readonly id: string }): string {
  return `${row.bookedOn} ${row.id}`;
}

export function startOf(after: string | undefined): PageStart {
  const [day = '', id = ''] = (after ?? '').split(' ');
  const parsed = parsePlainDate(day);
  return parsed === null || !isUuid(id) ? { day: null, id: null } : { day: parsed, id };
}

/** What somebody looks for: a part of a text, and an amount when it is one. */
export type Sought = { readonly part: string | null; readonly amount: Fen | null };

export function soughtBy(search: string | undefined): Sought {
  if (search === undefined) return { part: null, amount: null };
  const amount = parseYuan(search.replaceAll(',', ''));
  return { part: `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`, amount };
}
