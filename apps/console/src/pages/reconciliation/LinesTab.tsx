import { amountColumn, QueryTable, Section } from '@heyi/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useRows } from '../../rows.ts';
import { Filters, type Found, nothingFiltered } from './Filters.tsx';
import { MatchDrawer, type Opened } from './MatchDrawer.tsx';
import { movedColumn } from './moved-column.tsx';
import { RuleTag } from './RuleTag.tsx';
import { type Line, nameOfLine } from './reconciliation.ts';

/** What the bank told, line by line, and what each is matched with. */
export function LinesTab(props: { tenantId: string; payerAccountId: string | null }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, payerAccountId } = props;
  const [filter, setFilter] = useState<Found>(nothingFiltered);
  const [opened, setOpened] = useState<Opened | null>(null);
  const lines = useRows(['statementLines', tenantId, payerAccountId, filter], (cursor) =>
    api.listStatementLines({
      tenantId,
      limit: 100,
      ...(payerAccountId ? { payerAccountId } : {}),
      ...filter,
      ...cursor,
    }),
  );
  return (
    <Section title={t('reconciliation.lines')} note={t('reconciliation.linesNote')}>
      <Filters value={filter} onChange={setFilter} />
      <QueryTable<Line>
        label={t('reconciliation.lines')}
        rowKey={(row) => row.id}
        empty={t('reconciliation.linesEmpty')}
        onOpen={(row) => setOpened({ line: row })}
        {...lines.table}
        columns={[
          { title: t('reconciliation.bookedOn'), dataIndex: 'bookedOn', fixed: 'left' },
          movedColumn<Line>(t('reconciliation.amount')),
          {
            title: t('reconciliation.counterparty'),
            key: 'counterparty',
            render: (_, row) => (
              <>
                <strong>{nameOfLine(row)}</strong>
                <div className="heyi-quiet">
                  {[row.counterpartyMasked, row.remark].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          {
            title: t('reconciliation.bankReference'),
            key: 'reference',
            render: (_, row) => (
              <>
                {row.bankReference}
                {row.occurrence > 1 && (
                  <div className="heyi-quiet">
                    {t('reconciliation.occurrence', { number: row.occurrence })}
                  </div>
                )}
              </>
            ),
          },
          {
            title: t('reconciliation.matched'),
            key: 'match',
            render: (_, row) => <RuleTag rule={row.rule} />,
          },
          amountColumn<Line>(t('reconciliation.balance'), 'balance', (row) => row.balance),
        ]}
      />
      <MatchDrawer tenantId={tenantId} opened={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}
