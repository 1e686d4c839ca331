import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, type Column, grouped, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import type { RunPanelProps } from '../run.ts';
import { ContributionPayments } from './ContributionPayments.tsx';
import { type Obligation, useObligationName } from './obligation.ts';
import { RecordContributionPayment } from './RecordContributionPayment.tsx';

type View = AnswerOf<'getRunObligations'>;

/** Wages, tax and contributions of the run's month: owed, paid, open; for whoever may see money. */
export function Obligations(props: RunPanelProps): ReactNode {
  return useMay()('receipt:read') ? <OpenObligations {...props} /> : null;
}

function OpenObligations({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const [paying, setPaying] = useState<Obligation | null>(null);
  const nameOf = useObligationName();
  const view = useQuery({
    queryKey: ['obligations', run.id, run.state],
    queryFn: () => api.getRunObligations({ tenantId, runId: run.id }),
  });
  const table = useTable(view);
  // What is shown is always the newest answer: a payment that was taken back stays open to look at.
  const [shown, setShown] = useState<Obligation | null>(null);
  const columns = useColumns(tenantId, { onPay: setPaying, onPayments: setShown });
  return (
    <section>
      <Flex gap={8} align="center" wrap style={{ marginBottom: 4 }}>
        <Typography.Title level={3} style={{ fontSize: 14, margin: 0 }}>
          {t('obligations.title')}
        </Typography.Title>
        {view.data && <Standing view={view.data} />}
      </Flex>
      <p className="heyi-quiet" style={{ margin: '0 0 8px' }}>
        {t('obligations.note')}
      </p>
      <QueryTable<Obligation>
        label={t('obligations.title')}
        rowKey={(row) => `${row.kind}-${row.entityId}-${row.registrationId ?? ''}`}
        empty={t('common.empty')}
        columns={columns}
        {...table}
      />
      <RecordContributionPayment
        tenantId={tenantId}
        due={
          paying && {
            registrationId: paying.registrationId!,
            period: paying.period!,
            name: nameOf(paying),
            open: paying.open,
          }
        }
        onClose={() => setPaying(null)}
      />
      <ContributionPayments
        tenantId={tenantId}
        obligation={
          view.data?.rows.find((row) => shown && row.registrationId === shown.registrationId) ??
          shown
        }
        open={shown !== null}
        onClose={() => setShown(null)}
      />
    </section>
  );
}

function useColumns(
  tenantId: string,
  on: { onPay: (row: Obligation) => void; onPayments: (row: Obligation) => void },
): Column<Obligation>[] {
  const { t } = useTranslation();
  const nameOf = useObligationName();
  return [
    {
      title: t('obligations.what'),
      key: 'what',
      render: (_, row) => (
        <>
          <strong>{nameOf(row)}</strong>
          <div className="heyi-quiet">{row.entityName}</div>
        </>
      ),
    },
    { title: t('obligations.period'), dataIndex: 'period' },
    {
      title: t('obligations.settledBy'),
      key: 'settledBy',
      render: (_, row) => t(`obligations.settlers.${row.settledBy}`),
    },
    amountColumn<Obligation>(t('obligations.payable'), 'payable', (row) => row.payable),
    amountColumn<Obligation>(t('obligations.paid'), 'paid', (row) => row.paid),
    {
      title: t('obligations.rest'),
      key: 'open',
      align: 'right',
      render: (_, row) => (
        <span className={row.open === '0.00' ? '' : 'heyi-bad'}>
          <AmountText value={row.open} strong={row.open !== '0.00'} />
        </span>
      ),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) => (
        <Actions
          row={row}
          tenantId={tenantId}
          onPay={() => on.onPay(row)}
          onPayments={() => on.onPayments(row)}
        />
      ),
    },
  ];
}

function Standing({ view }: { view: View }): ReactNode {
  const { t } = useTranslation();
  return (
    <StateTag
      tone={view.isSettled ? 'good' : 'warn'}
      text={
        view.isSettled
          ? t('obligations.settled')
          : t('obligations.open', { amount: grouped(view.open) })
      }
    />
  );
}

function Actions(props: {
  row: Obligation;
  tenantId: string;
  onPay: () => void;
  onPayments: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { row, tenantId } = props;
  if (row.kind === 'tax') {
    return <Link to={`/clients/${tenantId}/tax` as never}>{t('obligations.goTax')}</Link>;
  }
  if (row.kind === 'wages' || row.registrationId === null) return null;
  return (
    <Flex gap={6} justify="flex-end">
      {row.payments.length > 0 && (
        <Button size="small" onClick={props.onPayments}>
          {t('obligations.payments', { count: row.payments.length })}
        </Button>
      )}
      {may('contribution:pay') && row.open !== '0.00' && (
        <Button size="small" onClick={props.onPay}>
          {t('obligations.record')}
        </Button>
      )}
    </Flex>
  );
}
