import { fail, ok, type Result } from '@heyi/kernel';
import { readPageCount, readSheet } from '@heyi/platform';
import { isSheet } from './document.ts';

export type InspectFailure = { readonly code: 'evidence.unreadable' | 'evidence.locked' };

/** Pages of a paper, or sheets of a workbook, when it can really be opened and read. */
export async function inspectDocument(
  type: string,
  content: Buffer,
): Promise<Result<number, InspectFailure>> {
  if (isSheet({ type })) {
    const read = await readSheet(content, {}, () => undefined);
    return read.ok ? ok(read.value.sheets.length) : fail({ code: 'evidence.unreadable' as const });
  }
  const counted = await readPageCount(type, content);
  if (counted.ok) return counted;
  const isLocked = counted.failure.code === 'pages.locked';
  return fail({ code: isLocked ? ('evidence.locked' as const) : ('evidence.unreadable' as const) });
}
