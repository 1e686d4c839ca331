import type { AnswerOf } from '@heyi/client';
import { amountColumn, PageFrame, QueryTable, StateTag } from '@heyi/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Badge, Button, Flex, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { useMay } from '../../session.ts';
import { CreateRun } from './CreateRun.tsx';
import { toneOfState } from './run.ts';

type Row = AnswerOf<'listPayrollRuns'>['rows'][number];

export default function RunsPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const navigate = useNavigate();
  const [openOnly, setOpenOnly] = useState(false);
  const [creating, setCreating] = useState(false);
  const runs = useInfiniteQuery({
    queryKey: ['runs', tenantId, openOnly],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.listPayrollRuns({
        client: tenantId,
        limit: 50,
        ...(openOnly ? { open: 'true' } : {}),
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const openRun = (runId: string) => void navigate({ to: `/clients/${tenantId}/runs/${runId}` });
  return (
    <PageFrame
      title={t('runs.title')}
      actions={
        <Flex gap={12} align="center">
          <label>
            <Switch size="small" checked={openOnly} onChange={setOpenOnly} /> {t('runs.openOnly')}
          </label>
          {may('payroll_run:prepare') && (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('runs.create')}
            </Button>
          )}
        </Flex>
      }
    >
      <QueryTable<Row>
        label={t('runs.title')}
        rowKey={(row) => row.id}
        rows={runs.data?.pages.flatMap((page) => page.rows)}
        isPending={runs.isPending}
        error={runs.error}
        empty={t('runs.empty')}
        onOpen={(row) => openRun(row.id)}
        more={
          runs.hasNextPage
            ? {
                label: t('common.more'),
                isFetching: runs.isFetchingNextPage,
                load: () => void runs.fetchNextPage(),
              }
            : null
        }
        columns={[
          {
            title: t('runs.title'),
            dataIndex: 'title',
            render: (title: string) => <strong>{title}</strong>,
          },
          { title: t('runs.kind'), key: 'kind', render: (_, row) => t(`runs.kinds.${row.kind}`) },
          { title: t('runs.wageMonth'), dataIndex: 'wageMonth' },
          { title: t('runs.payDate'), dataIndex: 'payDate' },
          { title: t('runs.taxPeriod'), dataIndex: 'taxPeriod' },
          {
            title: t('runs.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag tone={toneOfState[row.state]} text={t(`runs.states.${row.state}`)} />
            ),
          },
          { title: t('runs.people'), dataIndex: 'people', align: 'right' },
          amountColumn<Row>(t('runs.net'), 'net', (row) => row.net),
          {
            title: t('runs.blockers'),
            key: 'findings',
            render: (_, row) => (
              <Flex gap={6}>
                {row.blockers > 0 && <Badge count={row.blockers} />}
                {row.openWarnings > 0 && <Badge count={row.openWarnings} color="orange" />}
              </Flex>
            ),
          },
          { title: '', key: 'waitsFor', render: (_, row) => t(`runs.waitsFor.${row.waitsFor}`) },
        ]}
      />
      <CreateRun
        tenantId={tenantId}
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={openRun}
      />
    </PageFrame>
  );
}
