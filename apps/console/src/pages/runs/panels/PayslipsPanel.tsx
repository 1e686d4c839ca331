import type { AnswerOf } from '@heyi/client';
import { type Column, QueryTable, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Empty, Flex, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { DownloadButton } from '../../../DownloadButton.tsx';
import { formatInstant } from '../../../instant.ts';
import { useRows } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { releaseStates, toneOfRelease } from '../../payslip/release.ts';
import { ReleaseLater } from '../payslips/ReleaseLater.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

type Answer = AnswerOf<'listPayslipReleases'>;
type Row = Answer['rows'][number];

/** Who sees the own payslip, who read and who confirmed it. */
export function PayslipsPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useRunView().filter;
  const state = releaseStates.find((name) => name === asked);
  const isLocked = isAfterLock(run.state);
  const releases = useRows(
    ['releases', run.id, run.state, state],
    (cursor) =>
      api.listPayslipReleases({
        tenantId,
        runId: run.id,
        limit: 100,
        ...(state ? { state } : {}),
        ...cursor,
      }),
    { enabled: isLocked },
  );
  const columns = useColumns(tenantId);
  if (!isLocked) return <Empty description={t('runs.payslips.notYet')} />;
  const counts = releases.first?.counts;
  return (
    <>
      <Actions run={run} tenantId={tenantId} />
      <Filter chosen={state ?? 'all'} counts={counts} />
      <QueryTable<Row>
        label={t('runs.steps.payslip')}
        rowKey={(row) => row.payslipId}
        empty={t('runs.noMembers')}
        columns={columns}
        {...releases.table}
      />
    </>
  );
}

function isAfterLock(state: RunPanelProps['run']['state']): boolean {
  return [
    'locked',
    'awaitingFunds',
    'funded',
    'paying',
    'partiallyPaid',
    'paid',
    'closed',
  ].includes(state);
}

function Actions({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const key = { tenantId, runId: run.id };
  return (
    <div className="heyi-toolbar">
      {may('payslip:release') && (
        <>
          <ActionButton
            label={t('runs.payslips.release')}
            ask={{ title: t('runs.payslips.releaseAsk'), detail: t('runs.payslips.releaseDetail') }}
            act={() => api.releasePayslips(key)}
          />
          <ReleaseLater run={run} tenantId={tenantId} />
          <ReasonButton
            danger
            label={t('runs.payslips.withdraw')}
            act={(reason) => api.withdrawPayslips({ ...key, reason })}
          />
        </>
      )}
      <DownloadButton label={t('runs.payslips.download')} load={() => api.downloadPayslips(key)} />
    </div>
  );
}

function Filter(props: {
  chosen: Row['state'] | 'all';
  counts: Answer['counts'] | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const show = useShowRunView();
  const countOf = (state: Row['state'] | 'all') =>
    state === 'all' ? props.counts?.people : props.counts?.[state];
  return (
    <div style={{ overflowX: 'auto', marginBottom: 10 }}>
      <Segmented
        value={props.chosen}
        onChange={(filter) => show({ filter })}
        options={(['all', ...releaseStates] as const).map((value) => ({
          value,
          label: `${value === 'all' ? t('common.all') : t(`payslip.release.${value}`)} ${
            countOf(value) ?? ''
          }`,
        }))}
      />
    </div>
  );
}

function useColumns(tenantId: string): Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.member'),
      key: 'name',
      render: (_, row) => (
        <Link to={`/clients/${tenantId}/payslips/${row.payslipId}` as never}>{row.personName}</Link>
      ),
    },
    { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
    { title: t('runs.department'), dataIndex: 'department' },
    {
      title: t('runs.state'),
      key: 'state',
      render: (_, row) => (
        <Flex gap={6} align="center">
          <StateTag tone={toneOfRelease[row.state]} text={t(`payslip.release.${row.state}`)} />
          <span className="heyi-quiet">
            {row.state === 'scheduled' ? formatInstant(row.releasesAt) : row.withdrawnReason}
          </span>
        </Flex>
      ),
    },
    {
      title: t('runs.payslips.readAt'),
      key: 'readAt',
      render: (_, row) => formatInstant(row.readAt),
    },
    {
      title: t('runs.payslips.confirmedAt'),
      key: 'confirmedAt',
      render: (_, row) => formatInstant(row.confirmedAt),
    },
  ];
}
