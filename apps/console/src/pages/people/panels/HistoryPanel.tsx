import { QueryTable, Section } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../../instant.ts';
import { useOperationName } from '../../../operation-name.ts';
import type { EmploymentPageView, EmploymentPanelProps } from '../people.ts';

type Entry = EmploymentPageView['history'][number];

export function HistoryPanel({ view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const operationName = useOperationName();
  return (
    <Section title={t('people.history.title')}>
      <QueryTable<Entry>
        label={t('people.history.title')}
        rowKey={(row) => `${row.occurredAt}-${row.operation}`}
        rows={view.history}
        isPending={false}
        empty={t('people.history.empty')}
        columns={[
          {
            title: t('people.history.time'),
            key: 'time',
            width: 150,
            render: (_, row) => formatInstant(row.occurredAt),
          },
          {
            title: t('people.history.operation'),
            key: 'operation',
            render: (_, row) => operationName(row.operation),
          },
          { title: t('people.history.actor'), dataIndex: 'actorName' },
        ]}
      />
    </Section>
  );
}
