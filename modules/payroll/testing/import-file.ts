import { assert } from '@heyi/kernel';
import {
  acceptedRows,
  type CellError,
  type ImportKind,
  type ImportRow,
  readTable,
  type RowOutcome,
  type TenantId,
} from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';

export type Imported = {
  readonly outcomes: readonly RowOutcome[];
  readonly errors: readonly CellError[];
};

/** Takes a file in as the import engine does: columns, judgement, commit of what is accepted. */
export async function importFile(
  world: TestHost,
  tenantId: TenantId,
  kind: ImportKind,
  file: { subjectId: string; content: Uint8Array },
): Promise<Imported> {
  return world.as(tenantId, async (tx) => {
    assert((await kind.refusal(tx, file.subjectId)) === null, 'the subject takes rows');
    const rows: ImportRow[] = [];
    const errors: CellError[] = [];
    const columns = await kind.columns(tx, file.subjectId);
    const read = await readTable(file.content, columns, {}, (row) => {
      if (row.ok) rows.push({ number: row.row, values: row.values });
      else errors.push(...row.errors);
    });
    assert(read.ok, read.ok ? '' : `not a table: ${JSON.stringify(read.failure)}`);
    const outcomes = await kind.judge(tx, file.subjectId, rows as never);
    await kind.commit(tx, file.subjectId, acceptedRows(rows, outcomes) as never);
    return { outcomes, errors };
  });
}
