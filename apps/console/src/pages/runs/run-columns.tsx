import { amountColumn, type Column, CountText, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { daysUntil } from '../../instant.ts';
import { isPaidOrOver, type RunRow, toneOfState } from './run.ts';

/** Columns of runs, of one client or of several. */
export function useRunColumns(): Column<RunRow>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.run'),
      key: 'title',
      fixed: 'left',
      render: (_, row) => (
        <Link to={`/clients/${row.tenantId}/runs/${row.id}` as never}>
          <strong>{row.title}</strong>
        </Link>
      ),
    },
    { title: t('runs.kind'), key: 'kind', render: (_, row) => t(`runs.kinds.${row.kind}`) },
    {
      title: t('runs.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={toneOfState[row.state]} text={t(`runs.states.${row.state}`)} />
      ),
    },
    {
      title: t('runs.waits'),
      key: 'waitsFor',
      render: (_, row) => t(`runs.waitsFor.${row.waitsFor}`),
    },
    { title: t('runs.wageMonth'), dataIndex: 'wageMonth' },
    { title: t('runs.payDate'), key: 'payDate', render: (_, row) => <PayDate row={row} /> },
    { title: t('runs.taxPeriod'), dataIndex: 'taxPeriod' },
    {
      title: t('runs.people'),
      key: 'people',
      align: 'right',
      render: (_, row) => (row.people === null ? '—' : <CountText value={row.people} />),
    },
    amountColumn<RunRow>(t('runs.net'), 'net', (row) => row.net),
    {
      title: t('runs.steps.check'),
      key: 'findings',
      render: (_, row) => <Findings row={row} />,
    },
  ];
}

function PayDate({ row }: { row: RunRow }): ReactNode {
  const { t } = useTranslation();
  const days = daysUntil(row.payDate);
  if (isPaidOrOver(row.state)) return row.payDate;
  return (
    <>
      {row.payDate}{' '}
      <span className={days < 0 ? 'heyi-bad' : 'heyi-quiet'}>
        {days === 0
          ? t('countdown.today')
          : t(days > 0 ? 'countdown.left' : 'countdown.over', { count: Math.abs(days) })}
      </span>
    </>
  );
}

/** Counts lead to what they count. */
function Findings({ row }: { row: RunRow }): ReactNode {
  const { t } = useTranslation();
  const counts = [
    ['blocker', row.blockers, 'bad'],
    ['warning', row.openWarnings, 'warn'],
  ] as const;
  return (
    <Flex gap={6}>
      {counts.map(
        ([severity, count, tone]) =>
          count > 0 && (
            <Link
              key={severity}
              to={`/clients/${row.tenantId}/runs/${row.id}` as never}
              search={{ step: 'check', severity } as never}
              onClick={(event) => event.stopPropagation()}
            >
              <StateTag tone={tone} text={`${t(`runs.check.${severity}`)} ${count}`} />
            </Link>
          ),
      )}
    </Flex>
  );
}
