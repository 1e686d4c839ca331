import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, type Column, grouped, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useTable } from '../../../rows.ts';
import type { RunPanelProps } from '../run.ts';

type FundingView = AnswerOf<'getRunFunding'>;
type Row = FundingView['rows'][number];

/** 待到款 and 已到款, account by account. */
export function Funding({
  run,
  tenantId,
  isBegun,
}: RunPanelProps & { isBegun: boolean }): ReactNode {
  const { t } = useTranslation();
  const funding = useQuery({
    queryKey: ['funding', run.id, run.state],
    queryFn: () => api.getRunFunding({ tenantId, runId: run.id }),
  });
  const columns: Column<Row>[] = [
    {
      title: t('runs.entity'),
      key: 'entity',
      render: (_, row) => <Entity row={row} />,
    },
    {
      title: t('runs.pay.account'),
      key: 'account',
      render: (_, row) =>
        row.payerAccountMasked ?? <StateTag tone="bad" text={t('runs.pay.noAccount')} />,
    },
    { title: t('runs.people'), dataIndex: 'people', align: 'right' },
    {
      title: t('obligations.needed'),
      key: 'needed',
      align: 'right',
      render: (_, row) => <Needed row={row} />,
    },
    amountColumn<Row>(t('obligations.heldPart'), 'held', (row) => row.held),
    amountColumn<Row>(t('runs.pay.applied'), 'applied', (row) => row.applied),
    amountColumn<Row>(t('runs.pay.available'), 'available', (row) => row.available),
    amountColumn<Row>(t('runs.pay.missing'), 'missing', (row) => row.missing),
    {
      title: t('runs.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag
          tone={row.isFunded ? 'good' : 'warn'}
          text={t(row.isFunded ? 'runs.states.funded' : 'runs.states.awaitingFunds')}
        />
      ),
    },
  ];
  return (
    <section>
      {funding.data && !isBegun && <Standing funding={funding.data} tenantId={tenantId} />}
      <Typography.Title level={3} style={{ fontSize: 14, margin: '0 0 8px' }}>
        {t('runs.pay.funds')}
      </Typography.Title>
      <p className="heyi-quiet" style={{ margin: '0 0 8px' }}>
        {t('obligations.fundsNote')}
      </p>
      <QueryTable<Row>
        label={t('runs.pay.funds')}
        rowKey={(row) => `${row.entityId}-${row.payerAccountId ?? ''}`}
        empty={t('common.empty')}
        columns={columns}
        {...useTable(funding)}
      />
    </section>
  );
}

/** The sum, and what it is made of where more than wages goes through us. */
function Needed({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  const parts: [name: string, amount: string | null][] = [
    [t('obligations.wages'), row.wages],
    [t('obligations.tax'), row.tax],
    [t('obligations.contributions'), row.contributions],
  ];
  return (
    <>
      <AmountText value={row.needed} />
      {row.isProvider && (
        <div className="heyi-quiet">
          {parts.map(
            ([name, amount]) =>
              amount !== null && (
                <div key={name}>
                  {name} {grouped(amount)}
                </div>
              ),
          )}
        </div>
      )}
    </>
  );
}

/** What the entity pays itself is told here, and asked for nowhere. */
function Entity({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  const { selfPaidTax, selfPaidContributions } = row;
  return (
    <>
      {row.entityName}
      {!row.isProvider && (
        <div className="heyi-quiet">
          {t('obligations.selfPaid')}：
          {t('obligations.selfPaidDetail', {
            tax: grouped(selfPaidTax),
            contributions: selfPaidContributions === null ? '–' : grouped(selfPaidContributions),
          })}
        </div>
      )}
    </>
  );
}

function Standing(props: { funding: FundingView; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const { funding, tenantId } = props;
  if (funding.isFunded) {
    return (
      <Alert showIcon type="success" title={t('runs.pay.funded')} style={{ marginBottom: 12 }} />
    );
  }
  return (
    <Alert
      showIcon
      type="warning"
      style={{ marginBottom: 12 }}
      title={t('runs.pay.short', { amount: grouped(funding.missing) })}
      action={<Link to={`/clients/${tenantId}/funds` as never}>{t('runs.pay.toFunds')}</Link>}
    />
  );
}
