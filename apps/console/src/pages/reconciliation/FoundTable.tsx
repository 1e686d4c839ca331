import { type Column, QueryTable, Section } from '@heyi/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRows } from '../../rows.ts';
import { Filters, type Found, nothingFiltered } from './Filters.tsx';
import { MatchDrawer, type Opened } from './MatchDrawer.tsx';

/** What both tabs ask with: the chosen account, what is filtered, where the page goes on. */
export type Asked = Found & {
  tenantId: string;
  limit: number;
  payerAccountId?: string;
  after?: string;
};

/** One side of a comparison: filtered, opened to see or to match. */
export function FoundTable<Row extends { id: string }>(props: {
  side: 'lines' | 'entries';
  tenantId: string;
  payerAccountId: string | null;
  load: (asked: Asked) => Promise<{ rows: Row[]; next: string | null }>;
  open: (row: Row) => Opened;
  columns: Column<Row>[];
}): ReactNode {
  const { t } = useTranslation();
  const { side, tenantId, payerAccountId, load } = props;
  const [filter, setFilter] = useState<Found>(nothingFiltered);
  const [opened, setOpened] = useState<Opened | null>(null);
  const found = useRows(['reconciled', side, tenantId, payerAccountId, filter], (cursor) =>
    load({
      tenantId,
      limit: 100,
      ...(payerAccountId ? { payerAccountId } : {}),
      ...filter,
      ...cursor,
    }),
  );
  return (
    <Section title={t(`reconciliation.${side}`)} note={t(`reconciliation.${side}Note`)}>
      <Filters value={filter} onChange={setFilter} />
      <QueryTable<Row>
        label={t(`reconciliation.${side}`)}
        rowKey={(row) => row.id}
        empty={t(`reconciliation.${side}Empty`)}
        onOpen={(row) => setOpened(props.open(row))}
        columns={props.columns}
        {...found.table}
      />
      <MatchDrawer tenantId={tenantId} opened={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}
