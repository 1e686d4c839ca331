import { PageFrame, StateTag } from '@heyi/ui';
import { useParams } from '@tanstack/react-router';
import { Col, Row } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivityFeed } from '../../ActivityFeed.tsx';
import { useTenantId } from '../../client-page.ts';
import { Loaded } from '../../Loaded.tsx';
import { ApprovePanel } from './panels/ApprovePanel.tsx';
import { CalculatePanel } from './panels/CalculatePanel.tsx';
import { ChecksPanel } from './panels/ChecksPanel.tsx';
import { ClosePanel } from './panels/ClosePanel.tsx';
import { ComparePanel } from './panels/ComparePanel.tsx';
import { FilePanel } from './panels/FilePanel.tsx';
import { InputsPanel } from './panels/InputsPanel.tsx';
import { MembersPanel } from './panels/MembersPanel.tsx';
import { PayPanel } from './panels/PayPanel.tsx';
import { PayslipsPanel } from './panels/PayslipsPanel.tsx';
import {
  type RunPanelProps,
  type RunStep,
  shownStep,
  toneOfState,
  useRun,
  useRunView,
  voidWords,
} from './run.ts';
import { RunAction } from './RunAction.tsx';
import { RunFacts, RunNotices } from './RunFacts.tsx';
import { RunSteps } from './RunSteps.tsx';
import { RunTotals } from './RunTotals.tsx';
import './runs.css';

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
  payslip: PayslipsPanel,
  close: ClosePanel,
};

/** One run from its people to its close: a step at a time, one primary action. */
export default function RunPage(): ReactNode {
  const tenantId = useTenantId();
  const { runId = '' }: { runId?: string } = useParams({ strict: false });
  const run = useRun(tenantId, runId);
  if (run.data) return <OpenRun run={run.data} tenantId={tenantId} />;
  return (
    <div className="heyi-page">
      <Loaded query={run}>{() => null}</Loaded>
    </div>
  );
}

function OpenRun({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const step = shownStep(run, useRunView().step);
  const Panel = panelOf[step];
  const activities = run.events.map(({ at, actorName, state, cause, note }) => ({
    at,
    actorName,
    note: cause === null ? note : voidWords(t, { cause, note }),
    label: t(`runs.states.${state}`),
  }));
  return (
    <PageFrame
      title={run.title}
      status={<StateTag tone={toneOfState[run.state]} text={t(`runs.states.${run.state}`)} />}
      facts={<RunFacts run={run} tenantId={tenantId} />}
      actions={<RunAction run={run} tenantId={tenantId} />}
    >
      <RunNotices run={run} tenantId={tenantId} />
      <RunTotals run={run} tenantId={tenantId} />
      <RunSteps run={run} step={step} />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={19}>
          <section className="heyi-card" aria-label={t(`runs.steps.${step}`)}>
            <Panel key={step} run={run} tenantId={tenantId} />
          </section>
        </Col>
        <Col xs={24} xl={5}>
          <ActivityFeed title={t('runs.activity')} activities={activities} />
        </Col>
      </Row>
    </PageFrame>
  );
}
