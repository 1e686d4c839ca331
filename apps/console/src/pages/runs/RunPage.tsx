import { PageFrame, ProblemAlert, StateTag } from '@heyi/ui';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Col, Flex, Grid, Row, Skeleton, Steps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { ActivityFeed } from './ActivityFeed.tsx';
import { ApprovePanel } from './panels/ApprovePanel.tsx';
import { CalculatePanel } from './panels/CalculatePanel.tsx';
import { ChecksPanel } from './panels/ChecksPanel.tsx';
import { ClosePanel } from './panels/ClosePanel.tsx';
import { ComparePanel } from './panels/ComparePanel.tsx';
import { FilePanel } from './panels/FilePanel.tsx';
import { InputsPanel } from './panels/InputsPanel.tsx';
import { MembersPanel } from './panels/MembersPanel.tsx';
import { PayPanel } from './panels/PayPanel.tsx';
import { type Run, type RunPanelProps, type RunStep, toneOfState, useRun } from './run.ts';
import { RunAction } from './RunAction.tsx';
import { RunTotals } from './RunTotals.tsx';

const panelOf: Record<RunStep, (props: RunPanelProps) => ReactNode> = {
  people: MembersPanel,
  inputs: InputsPanel,
  calculate: CalculatePanel,
  check: ChecksPanel,
  compare: ComparePanel,
  approve: ApprovePanel,
  lock: ApprovePanel,
  pay: PayPanel,
  file: FilePanel,
  payslip: MembersPanel,
  close: ClosePanel,
};

const statusOf = {
  waiting: 'wait',
  current: 'process',
  done: 'finish',
  attention: 'error',
} as const;

/** One run from its people to its close: a step at a time, one primary action. */
export default function RunPage(): ReactNode {
  const tenantId = useTenantId();
  const { runId } = useParams({ strict: false }) as { runId: string };
  const run = useRun(tenantId, runId);
  if (run.error instanceof Problem) {
    return (
      <div className="heyi-page">
        <ProblemAlert problem={run.error} />
      </div>
    );
  }
  if (!run.data) return <Skeleton active className="heyi-page" />;
  return <OpenRun run={run.data} tenantId={tenantId} />;
}

function OpenRun({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const { step: asked } = useSearch({ strict: false }) as { step?: RunStep };
  const current = run.steps.find(({ state }) => state === 'current' || state === 'attention');
  const step = asked ?? current?.step ?? 'close';
  const Panel = panelOf[step];
  return (
    <PageFrame
      title={run.title}
      status={<StateTag tone={toneOfState[run.state]} text={t(`runs.states.${run.state}`)} />}
      facts={<Facts run={run} />}
      actions={<RunAction run={run} tenantId={tenantId} />}
    >
      {run.voidReason && (
        <Alert
          type="warning"
          showIcon
          title={t('runs.void', { reason: run.voidReason })}
          style={{ marginBottom: 12 }}
        />
      )}
      <RunTotals run={run} />
      <RunSteps run={run} step={step} />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={19}>
          <div className="heyi-card">
            <Panel run={run} tenantId={tenantId} />
          </div>
        </Col>
        <Col xs={24} xl={5}>
          <ActivityFeed run={run} />
        </Col>
      </Row>
    </PageFrame>
  );
}

function Facts({ run }: { run: Run }): ReactNode {
  const { t } = useTranslation();
  const facts = [
    `${t('runs.wageMonth')} ${run.wageMonth}`,
    `${t('runs.payDate')} ${run.payDate}`,
    `${t('runs.taxPeriod')} ${run.taxPeriod}`,
    ...(run.contributionPeriod
      ? [`${t('runs.contributionPeriod')} ${run.contributionPeriod}`]
      : []),
    run.entities.map(({ name }) => name).join('、'),
  ];
  return (
    <Flex gap={14} wrap>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </Flex>
  );
}

function RunSteps({ run, step }: { run: Run; step: RunStep }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const wide = Grid.useBreakpoint().md ?? true;
  const index = run.steps.findIndex((candidate) => candidate.step === step);
  return (
    <nav aria-label={t('runs.title')} className="heyi-steps">
      <Steps
        size="small"
        type={wide ? 'navigation' : 'default'}
        orientation="horizontal"
        responsive={false}
        current={index}
        onChange={(next) => {
          const target = run.steps[next]?.step;
          void navigate({ to: '.', search: { step: target } as never });
        }}
        items={run.steps.map((item) => ({
          title: t(`runs.steps.${item.step}`),
          status: statusOf[item.state],
        }))}
      />
    </nav>
  );
}
