import { ProblemAlert, ProgressLine } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Descriptions, Empty } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { formatInstant } from '../../../instant.ts';
import type { RunPanelProps } from '../run.ts';

/** The calculation as a job: live while it runs, its version and time afterwards. */
export function CalculatePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const isRunning = run.state === 'calculating';
  const calculation = useQuery({
    queryKey: ['calculation', run.id, run.calculationVersion, run.state],
    enabled: isRunning || run.calculationVersion > 0,
    retry: false,
    queryFn: () => api.getCalculation({ tenantId, runId: run.id }),
    refetchInterval: isRunning ? 400 : false,
  });
  const view = calculation.data;
  if (!view) return <Empty description={t('runs.calculation.never')} />;
  if (isRunning) {
    return (
      <ProgressLine label={t('runs.calculation.running')} done={view.done} total={view.total} />
    );
  }
  if (view.state === 'failed') {
    return (
      <ProblemAlert problem={{ title: t('runs.calculation.failed'), detail: view.failure?.code }} />
    );
  }
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        {
          key: 'version',
          label: t('runs.steps.calculate'),
          children: t('runs.calculation.version', { version: view.version }),
        },
        { key: 'at', label: t('runs.state'), children: formatInstant(view.finishedAt) },
        { key: 'policy', label: t('runs.policy'), children: view.policyVersion },
        { key: 'seconds', label: t('runs.people'), children: secondsOf(view, t) },
      ]}
    />
  );
}

function secondsOf(
  view: { total: number | null; startedAt: string | null; finishedAt: string | null },
  t: (key: string, facts: { seconds: string }) => string,
): string {
  if (view.startedAt === null || view.finishedAt === null) return String(view.total ?? '');
  const ms = Date.parse(view.finishedAt) - Date.parse(view.startedAt);
  return `${view.total ?? ''} · ${t('runs.calculation.perSecond', { seconds: secondsText(ms) })}`;
}

/** 1234 ms as "1.2". */
function secondsText(ms: number): string {
  const tenths = Math.ceil(ms / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
