import { amountColumn } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FoundTable } from './FoundTable.tsx';
import { movedColumn } from './moved-column.tsx';
import { RuleTag } from './RuleTag.tsx';
import { type Line, nameOfLine } from './reconciliation.ts';

/** What the bank told, line by line, and what each is matched with. */
export function LinesTab(props: { tenantId: string; payerAccountId: string | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <FoundTable<Line>
      side="lines"
      tenantId={props.tenantId}
      payerAccountId={props.payerAccountId}
      load={(asked) => api.listStatementLines(asked)}
      open={(line) => ({ line })}
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
  );
}
