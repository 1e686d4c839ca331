import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeWorkbook } from '@heyi/platform';
import { type Layout, layoutColumns, layoutRow, type LayoutRow } from './layout.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The sheet as the client program imports it: its header in the first row, people below. */
export function layoutStream(layout: Layout, rows: Iterable<LayoutRow>): PassThrough {
  const body = new PassThrough();
  const sheet = {
    name: layout.title,
    columns: layoutColumns(layout),
    rows: checkedRows(layout, rows),
  };
  writeWorkbook(body, [sheet]).catch((error: Error) => body.destroy(error));
  return body;
}

export function layoutFile(layout: Layout, rows: Iterable<LayoutRow>): Promise<Buffer> {
  return buffer(layoutStream(layout, rows));
}

function* checkedRows(layout: Layout, rows: Iterable<LayoutRow>) {
  for (const row of rows) yield layoutRow(layout, row);
}
