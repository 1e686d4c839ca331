import { AmountText, amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ReadStatement } from '../funds/ReadStatement.tsx';
import type { Account, Statement } from './reconciliation.ts';

/** The days that the bank has told, with what is open of each and where days are missing. */
export function StatementsTab(props: {
  tenantId: string;
  payerAccountId: string | null;
  accounts: readonly Account[];
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, payerAccountId, accounts } = props;
  const [reading, setReading] = useState(false);
  const statements = useRows(['statements', tenantId, payerAccountId], (cursor) =>
    api.listStatements({
      tenantId,
      limit: 60,
      ...(payerAccountId ? { payerAccountId } : {}),
      ...cursor,
    }),
  );
  const isLinked = accounts.some(({ channel }) => channel !== 'file');
  const maskOf = (id: string) =>
    accounts.find((account) => account.payerAccountId === id)?.accountMasked ?? '';
  return (
    <Section
      title={t('reconciliation.statements')}
      note={t('reconciliation.statementsNote')}
      actions={
        isLinked && may('receipt:write') ? (
          <Button onClick={() => setReading(true)}>{t('funds.statement.read')}</Button>
        ) : null
      }
    >
      <QueryTable<Statement>
        label={t('reconciliation.statements')}
        rowKey={(row) => row.id}
        empty={t('reconciliation.statementsEmpty')}
        {...statements.table}
        columns={[
          { title: t('reconciliation.day'), dataIndex: 'day', fixed: 'left' },
          {
            title: t('reconciliation.account'),
            key: 'account',
            render: (_, row) => maskOf(row.payerAccountId),
          },
          {
            title: t('reconciliation.state'),
            key: 'state',
            render: (_, row) => <DayState statement={row} />,
          },
          amountColumn<Statement>(t('reconciliation.opening'), 'opening', (row) => row.opening),
          amountColumn<Statement>(t('reconciliation.amountIn'), 'in', (row) => row.amountIn),
          amountColumn<Statement>(t('reconciliation.amountOut'), 'out', (row) => row.amountOut),
          amountColumn<Statement>(t('reconciliation.closing'), 'closing', (row) => row.closing),
          {
            title: t('reconciliation.lineCount'),
            key: 'lines',
            align: 'right',
            render: (_, row) => row.lineCount,
          },
          {
            title: t('reconciliation.source'),
            key: 'source',
            render: (_, row) => t(`reconciliation.sources.${row.source}`),
          },
          {
            title: t('reconciliation.readBy'),
            key: 'read',
            render: (_, row) => `${row.readBy} ${formatInstant(row.readAt)}`,
          },
        ]}
      />
      <ReadStatement tenantId={tenantId} open={reading} onClose={() => setReading(false)} />
    </Section>
  );
}

function DayState({ statement }: { statement: Statement }): ReactNode {
  const { t } = useTranslation();
  const hasGap = statement.gap !== null && statement.gap !== '0.00';
  if (hasGap) {
    return (
      <>
        <StateTag tone="bad" text={t('reconciliation.gap')} /> <AmountText value={statement.gap} />
      </>
    );
  }
  if (statement.lineCount === 0) {
    return <StateTag tone="neutral" text={t('reconciliation.dayQuiet')} />;
  }
  if (statement.openLines === 0) {
    return <StateTag tone="good" text={t('reconciliation.dayAgrees')} />;
  }
  const text = t('reconciliation.dayOpen', { count: statement.openLines });
  return <StateTag tone="warn" text={text} />;
}
