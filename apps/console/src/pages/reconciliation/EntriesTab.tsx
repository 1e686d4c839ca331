import { type Column, QueryTable, Section } from '@heyi/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useRows } from '../../rows.ts';
import { useClients } from '../../shell/client.ts';
import { EntryName } from './EntryName.tsx';
import { Filters, type Found, nothingFiltered } from './Filters.tsx';
import { MatchDrawer, type Opened } from './MatchDrawer.tsx';
import { movedColumn } from './moved-column.tsx';
import { RuleTag } from './RuleTag.tsx';
import type { Entry } from './reconciliation.ts';

/** What our books say should stand on the statements. */
export function EntriesTab(props: { tenantId: string; payerAccountId: string | null }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, payerAccountId } = props;
  const [filter, setFilter] = useState<Found>(nothingFiltered);
  const [opened, setOpened] = useState<Opened | null>(null);
  const entries = useRows(['bookEntries', tenantId, payerAccountId, filter], (cursor) =>
    api.listBookEntries({
      tenantId,
      limit: 100,
      ...(payerAccountId ? { payerAccountId } : {}),
      ...filter,
      ...cursor,
    }),
  );
  return (
    <Section title={t('reconciliation.entries')} note={t('reconciliation.entriesNote')}>
      <Filters value={filter} onChange={setFilter} />
      <QueryTable<Entry>
        label={t('reconciliation.entries')}
        rowKey={(row) => row.id}
        empty={t('reconciliation.entriesEmpty')}
        onOpen={(row) => setOpened({ entry: row })}
        columns={useEntryColumns()}
        {...entries.table}
      />
      <MatchDrawer tenantId={tenantId} opened={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}

function useEntryColumns(): Column<Entry>[] {
  const { t } = useTranslation();
  const clients = useClients();
  const nameOf = (clientId: string) =>
    clients.data?.rows.find(({ id }) => id === clientId)?.shortName ?? '';
  return [
    { title: t('reconciliation.bookedOn'), dataIndex: 'bookedOn', fixed: 'left' },
    movedColumn<Entry>(t('reconciliation.amount')),
    {
      title: t('reconciliation.entryKind'),
      key: 'kind',
      render: (_, row) => <EntryName entry={row} />,
    },
    { title: t('reconciliation.books'), key: 'client', render: (_, row) => nameOf(row.clientId) },
    {
      title: t('reconciliation.reference'),
      key: 'reference',
      render: (_, row) => row.reference ?? row.bankReference ?? row.subjectId,
    },
    {
      title: t('reconciliation.matched'),
      key: 'match',
      render: (_, row) => <RuleTag rule={row.rule} />,
    },
  ];
}
