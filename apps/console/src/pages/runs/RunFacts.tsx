import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Countdown } from '../../Countdown.tsx';
import { comma } from '../../i18n/index.ts';
import { useMay } from '../../session.ts';
import { isPaidOrOver, type Run, type RunPanelProps, voidWords } from './run.ts';

export type ReturnRow = AnswerOf<'listWithholdingReturns'>['rows'][number];

/** The returns of the run's entities for its tax period, also those that are to be generated. */
export function useReturnsOf(run: Run) {
  const may = useMay();
  const entities = new Set(run.entities.map(({ id }) => id));
  return useQuery({
    queryKey: ['returns', run.taxPeriod],
    enabled: may('tax:read'),
    queryFn: () => api.listWithholdingReturns({ taxPeriod: run.taxPeriod, limit: 500 }),
    select: ({ rows }) => rows.filter(({ entityId }) => entities.has(entityId)),
  });
}

/** The dates of the month, the two that run out with the days left, and who pays. */
export function RunFacts({ run }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const returns = useReturnsOf(run).data ?? [];
  const deadline = returns[0]?.deadline;
  const isFiled = returns.every(({ state }) => ['taxPaid', 'evidenced'].includes(state));
  const periods = [
    ['wageMonth', run.wageMonth],
    ['taxPeriod', run.taxPeriod],
    ['contributionPeriod', run.contributionPeriod],
  ] as const;
  return (
    <Flex gap="2px 16px" wrap>
      <Countdown label={t('runs.payDate')} day={run.payDate} isOver={isPaidOrOver(run.state)} />
      {deadline && <Countdown label={t('runs.deadline')} day={deadline} isOver={isFiled} />}
      {periods.map(
        ([name, period]) =>
          period && (
            <span key={name}>
              {t(`runs.${name}`)} {period}
            </span>
          ),
      )}
      <span>
        {t('runs.kind')} {t(`runs.kinds.${run.kind}`)}
      </span>
      <span>{run.entities.map(({ name }) => name).join(comma())}</span>
    </Flex>
  );
}

/** Why the result is void; which run this one corrects, and which ones correct it. */
export function RunNotices({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {run.voidReason && run.state !== 'calculating' && (
        <Alert
          type="warning"
          showIcon
          title={t('runs.void', { reason: voidWords(t, run.voidReason) })}
          description={t('runs.voidFix')}
          style={{ marginBottom: 12 }}
        />
      )}
      {run.failedPayments > 0 && !['paying', 'partiallyPaid'].includes(run.state) && (
        <Alert
          type="error"
          showIcon
          title={t('obligations.returnedTitle', { count: run.failedPayments })}
          description={t('obligations.returnedFix')}
          style={{ marginBottom: 12 }}
        />
      )}
      {run.originalRunId && (
        <Alert
          showIcon
          title={t('runs.correctsRun')}
          action={
            <Link to={`/clients/${tenantId}/runs/${run.originalRunId}` as never}>
              {t('runs.openOriginal')}
            </Link>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      {isPaidOrOver(run.state) && <SameMonth run={run} tenantId={tenantId} />}
    </>
  );
}

/** After payment only another run may change the month: those that did stand here. */
function SameMonth({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const runs = useQuery({
    queryKey: ['runs', tenantId, run.wageMonth],
    queryFn: () => api.listPayrollRuns({ client: tenantId, wageMonth: run.wageMonth, limit: 50 }),
  });
  const later = (runs.data?.rows ?? []).filter(
    ({ id, kind }) => id !== run.id && (kind === 'correction' || kind === 'balancing'),
  );
  if (later.length === 0) return null;
  return (
    <Alert
      showIcon
      style={{ marginBottom: 12 }}
      title={
        <Flex gap={12} wrap>
          {t('runs.correctedBy')}
          {later.map(({ id, title }) => (
            <Link key={id} to={`/clients/${tenantId}/runs/${id}` as never}>
              {title}
            </Link>
          ))}
        </Flex>
      }
    />
  );
}
