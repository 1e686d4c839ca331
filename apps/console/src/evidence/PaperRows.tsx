import { type Column, QueryTable } from '@heyi/ui';
import type { AnswerOf } from '@heyi/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useRows } from '../rows.ts';
import type { Mark } from './evidence.ts';
import type { Paper } from './PaperPage.tsx';

type Row = AnswerOf<'listEvidenceRows'>['rows'][number];

/** A sheet as rows of text; where marks are changed, rows are chosen. */
export function PaperRows(props: {
  paper: Paper;
  sheet: number;
  marks: readonly Mark[];
  onChange: ((marks: Mark[]) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { paper, sheet, marks, onChange } = props;
  const { tenantId, evidenceId, asCopy } = paper;
  const rows = useRows(['evidenceRows', tenantId, evidenceId, sheet, asCopy], (cursor) =>
    api.listEvidenceRows({ tenantId, evidenceId, sheet, asCopy: String(asCopy), ...cursor }),
  );
  const width = Math.max(1, ...(rows.table.rows ?? []).map(({ cells }) => cells.length));
  const columns: Column<Row>[] = [
    { title: '#', dataIndex: 'row', align: 'right', width: 56, fixed: 'left' },
    ...Array.from({ length: width }, (_, index): Column<Row> => ({
      title: letterOf(index),
      key: `c${index}`,
      render: (_row, { cells }) => cells[index] ?? '',
    })),
  ];
  const here = marks.filter((mark) => mark.kind === 'row' && mark.sheet === sheet);
  const others = marks.filter((mark) => mark.kind === 'row' && mark.sheet !== sheet);
  const keys = here.map((mark) => String(mark.kind === 'row' && mark.row));
  return (
    <QueryTable<Row>
      label={t('evidence.sheet', { sheet })}
      rowKey={({ row }) => String(row)}
      empty={t('evidence.rowsEmpty')}
      columns={columns}
      chosen={({ row }) => keys.includes(String(row))}
      height={520}
      {...(onChange && {
        selection: {
          keys,
          onChange: (chosen) =>
            onChange([
              ...others,
              ...chosen.map((key): Mark => ({ kind: 'row', sheet, row: Math.trunc(+key) })),
            ]),
        },
      })}
      {...rows.table}
    />
  );
}

/** A, B … Z, AA. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
