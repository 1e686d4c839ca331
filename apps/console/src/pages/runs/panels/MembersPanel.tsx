import type { AnswerOf } from '@heyi/client';
import { amountColumn, type Column, ProblemAlert, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Flex, Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../../api.ts';
import { AskReason } from '../../../ask-again/AskReason.tsx';
import { useMay } from '../../../session.ts';
import { type RunPanelProps, useRunChange } from '../run.ts';

type Row = AnswerOf<'listRunMembers'>['rows'][number];

const filters = [
  'all',
  'joiner',
  'leaver',
  'held',
  'zeroNet',
  'noAccount',
  'estimated',
  'unpaid',
  'skipped',
] as const;
type Filter = (typeof filters)[number];

const toneOfPay: Record<Row['payState'], Tone> = {
  notPaid: 'neutral',
  held: 'warn',
  nothingToPay: 'neutral',
  paying: 'active',
  paid: 'good',
  failed: 'bad',
  returned: 'bad',
};

/** Everybody in the run; a row opens the payslip. */
export function MembersPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [holding, setHolding] = useState<Row | null>(null);
  const members = useInfiniteQuery({
    queryKey: ['members', run.id, filter, search, run.calculationVersion, run.state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.listRunMembers({
        tenantId,
        runId: run.id,
        filter,
        search,
        limit: 100,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const columns = useColumns(run.calculationVersion > 0, setHolding);
  return (
    <>
      <Flex gap={12} wrap justify="space-between" style={{ marginBottom: 10 }}>
        <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
          <Segmented<Filter>
            value={filter}
            onChange={setFilter}
            options={filters.map((value) => ({ value, label: t(`runs.filters.${value}`) }))}
          />
        </div>
        <Input.Search
          allowClear
          placeholder={t('runs.searchPeople')}
          aria-label={t('runs.searchPeople')}
          onSearch={setSearch}
          style={{ width: 200 }}
        />
      </Flex>
      <QueryTable<Row>
        label={t('runs.steps.people')}
        rowKey={(row) => row.employmentId}
        rows={members.data?.pages.flatMap((page) => page.rows)}
        isPending={members.isPending}
        error={members.error}
        empty={t('runs.noMembers')}
        columns={columns}
        onOpen={(row) => {
          if (row.payslipId)
            void navigate({ to: `/clients/${tenantId}/payslips/${row.payslipId}` });
        }}
        more={
          members.hasNextPage
            ? {
                label: t('common.more'),
                isFetching: members.isFetchingNextPage,
                load: () => void members.fetchNextPage(),
              }
            : null
        }
      />
      <HoldMember run={run} tenantId={tenantId} row={holding} onClose={() => setHolding(null)} />
    </>
  );
}

function useColumns(isCalculated: boolean, onHold: (row: Row) => void): Column<Row>[] {
  const { t } = useTranslation();
  const may = useMay();
  const amounts: Column<Row>[] = isCalculated
    ? [
        amountColumn<Row>(t('runs.gross'), 'gross', (row) => row.gross),
        amountColumn<Row>(t('runs.own'), 'own', (row) => row.ownContributions),
        amountColumn<Row>(t('runs.tax'), 'tax', (row) => row.tax),
        amountColumn<Row>(t('runs.net'), 'net', (row) => row.net),
      ]
    : [];
  return [
    {
      title: t('runs.member'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong>{' '}
          {row.presence !== 'stays' && (
            <StateTag tone="active" text={t(`runs.presence.${row.presence}`)} />
          )}
        </>
      ),
    },
    { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
    { title: t('runs.department'), dataIndex: 'department' },
    { title: t('runs.entity'), dataIndex: 'entityName' },
    ...amounts,
    {
      title: t('runs.state'),
      key: 'payState',
      render: (_, row) => (
        <Flex gap={6} align="center">
          <StateTag tone={toneOfPay[row.payState]} text={t(`runs.payState.${row.payState}`)} />
          <span style={{ fontSize: 12 }}>{row.payFailure ?? row.hold?.reason}</span>
        </Flex>
      ),
    },
    ...(may('payroll_run:prepare')
      ? [
          {
            title: '',
            key: 'actions',
            render: (_: unknown, row: Row) => <HoldButton row={row} onHold={onHold} />,
          },
        ]
      : []),
  ];
}

function HoldButton({ row, onHold }: { row: Row; onHold: (row: Row) => void }): ReactNode {
  const { t } = useTranslation();
  if (!['notPaid', 'held'].includes(row.payState)) return null;
  return (
    <Button
      size="small"
      type="link"
      onClick={(event) => {
        event.stopPropagation();
        onHold(row);
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {row.hold ? t('runs.release') : t('runs.hold')}
    </Button>
  );
}

function HoldMember(props: RunPanelProps & { row: Row | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId, row } = props;
  const change = useRunChange(run.id, (reason: string) => {
    const member = { tenantId, runId: run.id, employmentId: row!.employmentId, reason };
    return row!.hold ? api.releaseMember(member) : api.holdMember(member);
  });
  return (
    <AskReason
      title={row?.hold ? t('runs.release') : t('runs.hold')}
      open={row !== null}
      isPending={change.isPending}
      problem={change.error instanceof Problem && <ProblemAlert problem={change.error} />}
      onCancel={props.onClose}
      onReason={(reason) => change.mutate(reason, { onSuccess: props.onClose })}
    />
  );
}
