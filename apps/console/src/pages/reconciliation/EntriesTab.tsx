import type { Column } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useClients } from '../../shell/client.ts';
import { EntryName } from './EntryName.tsx';
import { FoundTable } from './FoundTable.tsx';
import { movedColumn } from './moved-column.tsx';
import { RuleTag } from './RuleTag.tsx';
import type { Entry } from './reconciliation.ts';

/** What our books say should stand on the statements. */
export function EntriesTab(props: { tenantId: string; payerAccountId: string | null }): ReactNode {
  const columns = useEntryColumns();
  return (
    <FoundTable<Entry>
      side="entries"
      tenantId={props.tenantId}
      payerAccountId={props.payerAccountId}
      load={(asked) => api.listBookEntries(asked)}
      open={(entry) => ({ entry })}
      columns={columns}
    />
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
