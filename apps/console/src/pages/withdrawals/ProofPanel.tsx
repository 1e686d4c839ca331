import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { colours, CountText, grouped, ProgressLine, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatSecond } from '../../instant.ts';
import { useJob } from '../../jobs/use-job.ts';
import { Loaded } from '../../Loaded.tsx';
import { type ProofLine, proofLines } from './proof-lines.ts';
import type { Proof } from './withdrawals.ts';

/** 证明 on one page: everything computed again, line by line, with its figures. */
export function ProofPanel({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  const job = useJob(tenantId, asked);
  const isRunning = asked !== null && (!job.data || !isOver(job.data.state));
  const query = useQuery({
    queryKey: ['withdrawal-proofs', tenantId, job.data?.state],
    placeholderData: (before) => before,
    queryFn: () => api.listWithdrawalProofs({ tenantId, limit: 10 }),
    refetchInterval: isRunning ? 1_000 : 15_000,
  });
  const start = (
    <ActionButton
      type="primary"
      label={t('withdrawals.proof.start')}
      disabled={isRunning}
      act={() => api.startWithdrawalProof({ tenantId })}
      onDone={({ jobId }) => setAsked(jobId)}
    />
  );
  return (
    <Section
      title={t('withdrawals.proof.title')}
      note={t('withdrawals.proof.note')}
      actions={start}
    >
      {isRunning && (
        <ProgressLine
          label={t('withdrawals.proof.running')}
          done={job.data?.done ?? 0}
          total={job.data?.total ?? null}
        />
      )}
      {job.data?.state === 'failed' && (
        <Alert type="error" showIcon title={t('withdrawals.proof.failed')} />
      )}
      <Loaded query={query}>{({ rows }) => <Proofs rows={rows} />}</Loaded>
    </Section>
  );
}

function isOver(state: string): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

function Proofs({ rows }: { rows: readonly Proof[] }): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const finished = rows.filter(({ result }) => result !== null);
  const shown = finished.find(({ id }) => id === chosen) ?? finished[0];
  if (!shown) return <p className="heyi-quiet">{t('withdrawals.proof.none')}</p>;
  return (
    <>
      <Outcome proof={shown} />
      <QueryTable<Proof>
        label={t('withdrawals.proof.earlier')}
        rowKey={(row) => row.id}
        rows={finished}
        isPending={false}
        empty={t('withdrawals.proof.none')}
        chosen={(row) => row.id === shown.id}
        onOpen={(row) => setChosen(row.id)}
        columns={[
          {
            title: t('withdrawals.proof.earlier'),
            key: 'at',
            render: (_, row) => formatSecond(row.finishedAt),
          },
          { title: t('withdrawals.proof.askedBy'), dataIndex: 'askedBy' },
          {
            title: t('withdrawals.proof.withdrawals'),
            key: 'count',
            align: 'right',
            render: (_, row) => <CountText value={row.result!.withdrawals} />,
          },
          {
            title: t('withdrawals.proof.outcome'),
            key: 'holds',
            render: (_, row) => <Holds holds={row.holds === true} />,
          },
        ]}
      />
    </>
  );
}

function Holds({ holds }: { holds: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <StateTag
      tone={holds ? 'good' : 'bad'}
      text={t(holds ? 'withdrawals.proof.holds' : 'withdrawals.proof.differs')}
    />
  );
}

function Outcome({ proof }: { proof: Proof }): ReactNode {
  const { t } = useTranslation();
  const lines = proofLines(proof.result!, t);
  const states = proof
    .result!.byState.map(
      ({ state, count, gross }) =>
        `${t(`workers.withdrawalStates.${state}`)} ${grouped(String(count))}（${grouped(gross)}）`,
    )
    .join(' · ');
  return (
    <>
      <Alert
        showIcon
        type={proof.holds ? 'success' : 'error'}
        style={{ marginBottom: 12 }}
        title={t(proof.holds ? 'withdrawals.proof.allHold' : 'withdrawals.proof.someDiffer', {
          count: lines.filter(({ holds }) => !holds).length,
        })}
        description={`${formatSecond(proof.finishedAt)} · ${states}`}
      />
      <QueryTable<ProofLine>
        label={t('withdrawals.proof.title')}
        rowKey={(row) => row.key}
        rows={lines}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          {
            title: t('withdrawals.proof.line'),
            key: 'line',
            render: (_, row) => (
              <>
                {row.holds ? (
                  <CheckCircleFilled style={{ color: colours.good }} aria-hidden />
                ) : (
                  <CloseCircleFilled style={{ color: colours.bad }} aria-hidden />
                )}{' '}
                <strong>{row.title}</strong>
                <div className="heyi-quiet">{row.note}</div>
              </>
            ),
          },
          {
            title: t('withdrawals.proof.ours'),
            key: 'ours',
            align: 'right',
            className: 'heyi-amount-column',
            render: (_, row) => row.ours,
          },
          {
            title: t('withdrawals.proof.theirs'),
            key: 'theirs',
            align: 'right',
            className: 'heyi-amount-column',
            render: (_, row) => row.theirs,
          },
          {
            title: t('withdrawals.proof.outcome'),
            key: 'holds',
            render: (_, row) => <Holds holds={row.holds} />,
          },
        ]}
      />
      <div style={{ height: 14 }} />
    </>
  );
}
