import { fail, type Fen, ok, parseYuan, type Result, zeroFen } from '@heyi/kernel';
import {
  type Cell,
  type ColumnSpec,
  locateTable,
  type SheetFailure,
  type SheetRow,
  type TableLayout,
} from '@heyi/platform';
import type { BillLayout } from '@heyi/statutory';

export type BillColumn = BillLayout['columns'][number] & {
  readonly index: number;
  readonly header: string;
};

/** A layout as it was found in a file: what each column means, and where the rows begin. */
export type FoundLayout = {
  readonly layout: BillLayout;
  readonly headerLast: number;
  readonly columns: readonly BillColumn[];
};

function specsOf(layout: BillLayout): ColumnSpec[] {
  return layout.columns.map(({ titles, required }, index) => ({
    kind: 'text',
    key: `column${index}`,
    title: titles[0]!,
    titleEn: titles[0]!,
    synonyms: titles,
    required,
  }));
}

/**
 * The layout whose columns the head has most of; of two alike the one of the city. A failure is the
 * one of the layout that was named, or of the city's.
 */
export function findLayout(
  layouts: readonly BillLayout[],
  cityCode: string,
  head: readonly SheetRow[],
): Result<FoundLayout, SheetFailure> {
  const isOfCity = (layout: BillLayout) => layout.cityCodes.includes(cityCode);
  const tried = [...layouts].toSorted((a, b) => (isOfCity(b) ? 1 : 0) - (isOfCity(a) ? 1 : 0));
  let best: FoundLayout | null = null;
  let failure: SheetFailure | null = null;
  for (const layout of tried) {
    const located = locateTable(head, specsOf(layout));
    if (!located.ok) {
      failure ??= located.failure;
      continue;
    }
    const found = foundOf(layout, located.value);
    if (best === null || found.columns.length > best.columns.length) best = found;
  }
  return best === null ? fail(failure!) : ok(best);
}

function foundOf(layout: BillLayout, table: TableLayout): FoundLayout {
  const columns = table.columns.map(({ key, index, header }) => ({
    ...layout.columns[Number(key.slice('column'.length))]!,
    index,
    header,
  }));
  return { layout, headerLast: table.headerLast, columns };
}

/** An empty cell is nothing; null is what is no amount. */
export function amountOf(cell: Cell | null): Fen | null {
  if (cell === null || cell.text === '' || cell.text === '-') return zeroFen;
  return parseYuan(cell.text) ?? parseYuan(cell.text.replaceAll(/[,，\s]/g, ''));
}
