import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, grouped, QueryTable } from '@heyi/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Col, Empty, Row as GridRow, Segmented, Table, Tag, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import type { RunPanelProps } from '../run.ts';

type Comparison = AnswerOf<'getRunComparison'>;
type Row = Comparison['rows'][number];

const filters = ['all', 'unexplained', 'joiner', 'leaver', 'taxJump', 'zeroNet'] as const;
type Filter = (typeof filters)[number];

/** Last month to this month: totals, where the change comes from, and each person. */
export function ComparePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>('all');
  const comparison = useInfiniteQuery({
    queryKey: ['comparison', run.id, filter, run.calculationVersion],
    enabled: run.calculationVersion > 0,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.getRunComparison({
        tenantId,
        runId: run.id,
        filter,
        limit: 100,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const first = comparison.data?.pages[0];
  if (run.calculationVersion === 0) return <Empty description={t('runs.calculation.never')} />;
  return (
    <>
      {first && <Summary comparison={first} />}
      <Segmented<Filter>
        value={filter}
        onChange={setFilter}
        style={{ marginBlock: 12 }}
        options={filters.map((value) => ({
          value,
          label: labelOf(value, t),
        }))}
      />
      <QueryTable<Row>
        label={t('runs.steps.compare')}
        rowKey={(row) => row.employmentId}
        rows={comparison.data?.pages.flatMap((page) => page.rows)}
        isPending={comparison.isPending}
        error={comparison.error}
        empty={t('runs.noMembers')}
        more={
          comparison.hasNextPage
            ? {
                label: t('common.more'),
                isFetching: comparison.isFetchingNextPage,
                load: () => void comparison.fetchNextPage(),
              }
            : null
        }
        columns={[
          { title: t('runs.member'), dataIndex: 'personName', fixed: 'left' },
          { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
          amountColumn<Row>(
            `${t('runs.net')} · ${t('runs.compare.previous')}`,
            'before',
            (row) => row.previousNet,
          ),
          amountColumn<Row>(
            `${t('runs.net')} · ${t('runs.compare.current')}`,
            'now',
            (row) => row.net,
          ),
          amountColumn<Row>(t('runs.compare.change'), 'change', (row) => row.change),
          {
            title: t('common.reason'),
            key: 'reasons',
            render: (_, row) =>
              row.reasons.map(({ reason, change }) => (
                <Tag key={reason} color={reason === 'unexplained' ? 'red' : 'default'}>
                  {t(`runs.compare.reasons.${reason}`)} {grouped(change)}
                </Tag>
              )),
          },
        ]}
      />
    </>
  );
}

function labelOf(filter: Filter, t: (key: string) => string): string {
  if (filter === 'unexplained' || filter === 'joiner' || filter === 'leaver') {
    return t(`runs.compare.reasons.${filter}`);
  }
  if (filter === 'taxJump') return t('runs.compare.reasons.taxBracket');
  return t(`runs.filters.${filter}`);
}

function Summary({ comparison }: { comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  if (comparison.previousRunId === null) return <Alert showIcon title={t('runs.compare.first')} />;
  return (
    <>
      <Alert
        showIcon
        style={{ marginBottom: 12 }}
        type={comparison.unexplained > 0 ? 'error' : 'success'}
        title={
          comparison.unexplained > 0
            ? t('runs.compare.unexplained', { count: comparison.unexplained })
            : t('runs.compare.explained')
        }
      />
      <GridRow gutter={[24, 12]}>
        <Col xs={24} lg={13}>
          <Table<Comparison['totals'][number]>
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
              amountColumn<Comparison['totals'][number]>(
                `${t('runs.compare.previous')} ${comparison.previousWageMonth ?? ''}`,
                'previous',
                (row) => row.previous,
              ),
              amountColumn<Comparison['totals'][number]>(
                t('runs.compare.current'),
                'current',
                (row) => row.current,
              ),
              amountColumn<Comparison['totals'][number]>(
                t('runs.compare.change'),
                'change',
                (row) => row.change,
              ),
            ]}
          />
        </Col>
        <Col xs={24} lg={11}>
          <Typography.Text strong>{t('runs.compare.bridge')}</Typography.Text>
          {comparison.bridge.map((part) => (
            <div key={part.reason} style={{ display: 'flex', gap: 8, padding: '3px 0' }}>
              <span style={{ flex: 1 }}>{t(`runs.compare.reasons.${part.reason}`)}</span>
              <span style={{ color: '#647479' }}>{part.people}</span>
              <span style={{ minWidth: 110, textAlign: 'end' }}>
                <AmountText value={part.change} />
              </span>
            </div>
          ))}
        </Col>
      </GridRow>
    </>
  );
}
