import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, CountText } from '@heyi/ui';
import { Alert, Col, Row, Skeleton, Table, Typography } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

export type Comparison = AnswerOf<'getRunComparison'>;
type Total = Comparison['totals'][number];

/** The chart is a large package: it is loaded when this step is opened. */
const BridgeChart = lazy(() => import('./BridgeChart.tsx'));

/** The totals side by side, and the way of the net from last month to this one. */
export function ComparisonSummary({ comparison }: { comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  if (comparison.previousRunId === null) return <Alert showIcon title={t('runs.compare.first')} />;
  const isOpen = comparison.unexplained > 0;
  return (
    <>
      <Alert
        showIcon
        style={{ marginBottom: 12 }}
        type={isOpen ? 'error' : 'success'}
        title={
          isOpen
            ? t('runs.compare.unexplained', { count: comparison.unexplained })
            : t('runs.compare.explained')
        }
      />
      <Row gutter={[24, 16]}>
        <Col xs={24} lg={12}>
          <Totals comparison={comparison} />
        </Col>
        <Col xs={24} lg={12}>
          <Bridge comparison={comparison} />
        </Col>
        <Col span={24}>
          <Typography.Text strong>{t('runs.compare.bridge')}</Typography.Text>
          <Suspense fallback={<Skeleton active />}>
            <BridgeChart comparison={comparison} />
          </Suspense>
        </Col>
      </Row>
    </>
  );
}

function Totals({ comparison }: { comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  const previous = `${t('runs.compare.previous')} ${comparison.previousWageMonth ?? ''}`;
  return (
    <Table<Total>
      size="small"
      pagination={false}
      rowKey="figure"
      dataSource={comparison.totals}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('runs.compare.figure'),
          key: 'figure',
          render: (_, row) => t(`runs.compare.figures.${row.figure}`),
        },
        amountColumn<Total>(previous, 'previous', (row) => row.previous),
        amountColumn<Total>(t('runs.compare.current'), 'current', (row) => row.current),
        amountColumn<Total>(t('runs.compare.change'), 'change', (row) => row.change),
      ]}
    />
  );
}

function Bridge({ comparison }: { comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  return (
    <Table<Comparison['bridge'][number]>
      size="small"
      pagination={false}
      rowKey="reason"
      dataSource={comparison.bridge}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('runs.compare.because'),
          key: 'reason',
          render: (_, part) => (
            <span className={part.reason === 'unexplained' ? 'heyi-bad' : ''}>
              {t(`runs.compare.reasons.${part.reason}`)}
            </span>
          ),
        },
        {
          title: t('runs.people'),
          key: 'people',
          align: 'right',
          render: (_, part) => <CountText value={part.people} />,
        },
        {
          title: t('runs.compare.netChange'),
          key: 'change',
          align: 'right',
          render: (_, part) => <AmountText value={part.change} />,
        },
      ]}
    />
  );
}
