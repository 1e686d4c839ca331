import type { AnswerOf } from '@heyi/client';
import { CountText, FactList, ProblemAlert, ProgressLine } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { formatInstant, secondsBetween } from '../../../instant.ts';
import { Loaded } from '../../../Loaded.tsx';
import type { RunPanelProps } from '../run.ts';

type Calculation = AnswerOf<'getCalculation'>;

/** The calculation as a job: live while it runs, its version and time afterwards. */
export function CalculatePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const isRunning = run.state === 'calculating';
  const calculation = useQuery({
    queryKey: ['calculation', run.id, run.calculationVersion, run.state],
    enabled: isRunning || run.calculationVersion > 0,
    queryFn: () => api.getCalculation({ tenantId, runId: run.id }),
    refetchInterval: isRunning ? 400 : false,
  });
  if (!isRunning && run.calculationVersion === 0) {
    return <Empty description={t('runs.calculation.never')} />;
  }
  return (
    <Loaded query={calculation}>
      {(view) => (
        <Flex vertical gap={16}>
          {isRunning ? (
            <ProgressLine
              label={t('runs.calculation.running')}
              done={view.done}
              total={view.total}
            />
          ) : (
            <Outcome calculation={view} />
          )}
          {!isRunning && view.state === 'succeeded' && <Next />}
        </Flex>
      )}
    </Loaded>
  );
}

function Outcome({ calculation }: { calculation: Calculation }): ReactNode {
  const { t } = useTranslation();
  const { startedAt, finishedAt } = calculation;
  if (calculation.state === 'failed') {
    const failure = calculation.failure as { code: string; title?: string; detail?: string } | null;
    return (
      <ProblemAlert
        problem={{
          title: t('runs.calculation.failed'),
          detail: failure?.title ?? failure?.detail ?? failure?.code,
        }}
      />
    );
  }
  return (
    <FactList
      facts={[
        [
          t('runs.calculation.result'),
          t('runs.calculation.version', { version: calculation.version }),
        ],
        [t('runs.people'), <CountText key="people" value={calculation.total ?? 0} />],
        [t('runs.calculation.finished'), formatInstant(finishedAt)],
        [
          t('runs.calculation.took'),
          startedAt &&
            finishedAt &&
            t('runs.calculation.seconds', { seconds: secondsBetween(startedAt, finishedAt) }),
        ],
        [t('runs.policy'), calculation.policyVersion],
      ]}
    />
  );
}

function Next(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={16}>
      {(['check', 'compare'] as const).map((step) => (
        <Link key={step} to="." search={{ step }}>
          {t(`runs.calculation.to.${step}`)}
        </Link>
      ))}
    </Flex>
  );
}
