import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { readTable } from '@heyi/platform';
import type { gigLayout } from '../tax/gig-sheet.ts';

type Sheet = Readonly<Record<string, string>>[];

/** The rows of a sheet by field, read back as its receiver would. */
export async function rowsIn(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  layout: ReturnType<typeof gigLayout>,
): Promise<Sheet> {
  const content = body instanceof Uint8Array ? body : await buffer(body as Readable);
  const columns = layout.columns.flatMap(({ title, field }) =>
    field === null ? [] : [{ kind: 'text' as const, key: field, title, titleEn: title }],
  );
  const rows: Sheet = [];
  const read = await readTable(content, columns, {}, (row) => {
    assert.ok(row.ok);
    rows.push(row.values as Sheet[number]);
  });
  assert.ok(read.ok);
  return rows;
}
