import { amountColumn, QueryTable, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { placeOfReturn, toneOfReturn } from '../../tax/returns.ts';
import type { RunPanelProps } from '../run.ts';
import { type ReturnRow, useReturnsOf } from '../RunFacts.tsx';

/** Filing is of the entity, not of the run: how the returns of its entities stand. */
export function FilePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const table = useTable(useReturns(run));
  return (
    <>
      <Alert
        showIcon
        style={{ marginBottom: 12 }}
        title={`${t('runs.taxPeriod')} ${run.taxPeriod}`}
        description={t('runs.file.text')}
        action={<Link to={`/clients/${tenantId}/tax` as never}>{t('runs.file.go')}</Link>}
      />
      {may('tax:read') && (
        <QueryTable<ReturnRow>
          label={t('runs.steps.file')}
          rowKey={(row) => `${row.entityId}-${row.number}`}
          empty={t('runs.file.none')}
          columns={[
            {
              title: t('tax.agent'),
              key: 'entity',
              render: (_, row) => <EntityLink row={row} tenantId={tenantId} />,
            },
            {
              title: t('runs.state'),
              key: 'state',
              render: (_, row) => (
                <StateTag tone={toneOfReturn[row.state]} text={t(`tax.states.${row.state}`)} />
              ),
            },
            { title: t('runs.deadline'), dataIndex: 'deadline' },
            { title: t('runs.people'), dataIndex: 'people', align: 'right' },
            amountColumn<ReturnRow>(t('tax.income'), 'income', (row) => row.income),
            amountColumn<ReturnRow>(t('tax.tax'), 'tax', (row) => row.tax),
          ]}
          {...table}
        />
      )}
    </>
  );
}

function useReturns(run: RunPanelProps['run']) {
  const query = useReturnsOf(run);
  return { ...query, data: query.data && { rows: query.data } } as Parameters<
    typeof useTable<ReturnRow>
  >[0];
}

function EntityLink({ row, tenantId }: { row: ReturnRow; tenantId: string }): ReactNode {
  if (row.id === null) return row.entityName;
  const place = placeOfReturn(tenantId, row.tenantId, row.id);
  return (
    <Link to={place.to} search={place.search}>
      {row.entityName}
    </Link>
  );
}
