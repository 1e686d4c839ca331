import { AmountText, FactList, PageFrame, ProgressLine, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { formatInstant } from '../../instant.ts';
import { useJob } from '../../jobs/use-job.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { DifferencePeople } from './DifferencePeople.tsx';
import { type DifferenceRun, Scope, toneOfDifference } from './DifferencesTab.tsx';

/** One difference run: who owes what, by which figure, and the run that takes it in. */
export default function DifferencePage(): ReactNode {
  const tenantId = useTenantId();
  const { differenceRunId = '' } = useParams({ strict: false });
  const run = useQuery({
    queryKey: ['differenceRun', differenceRunId],
    queryFn: () => api.getDifferenceRun({ tenantId, differenceRunId }),
    refetchInterval: (query) => (query.state.data?.state === 'calculating' ? 700 : false),
  });
  return <Loaded query={run}>{(view) => <OpenDifference tenantId={tenantId} run={view} />}</Loaded>;
}

function OpenDifference({ tenantId, run }: { tenantId: string; run: DifferenceRun }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const mayCommit = run.state === 'calculated' && may('contribution:update');
  return (
    <PageFrame
      title={t('differences.title')}
      status={
        <StateTag tone={toneOfDifference[run.state]} text={t(`differences.states.${run.state}`)} />
      }
      facts={
        <Flex gap="2px 14px" wrap>
          <Scope tenantId={tenantId} run={run} />
          <span>
            {run.fromPeriod} — {run.toPeriod}
          </span>
          <Link to={`/clients/${tenantId}` as never} search={{ tab: 'differences' } as never}>
            {t('differences.all')}
          </Link>
        </Flex>
      }
      actions={
        mayCommit &&
        (run.lineCount ?? 0) > 0 && (
          <ActionButton
            type="primary"
            label={t('differences.commit')}
            ask={{
              title: t('differences.commitAsk', { period: run.billPeriod }),
              detail: t('differences.commitDetail'),
            }}
            act={() => api.commitDifferences({ tenantId, differenceRunId: run.id })}
          />
        )
      }
    >
      {run.state === 'calculating' && <Progress tenantId={tenantId} run={run} />}
      <Section title={t('differences.result')}>
        <Facts run={run} />
        {(run.unknownCount ?? 0) > 0 && (
          <Alert
            showIcon
            type="warning"
            style={{ marginTop: 12 }}
            title={t('differences.unknown', { count: run.unknownCount ?? 0 })}
          />
        )}
      </Section>
      <IntoRuns tenantId={tenantId} run={run} />
      {run.state !== 'calculating' && <DifferencePeople tenantId={tenantId} run={run} />}
    </PageFrame>
  );
}

function Progress({ tenantId, run }: { tenantId: string; run: DifferenceRun }): ReactNode {
  const { t } = useTranslation();
  const job = useJob(tenantId, run.jobId);
  return (
    <Section title={t('differences.states.calculating')}>
      <ProgressLine
        done={job.data?.done ?? 0}
        total={job.data?.total ?? null}
        label={t('differences.months')}
      />
    </Section>
  );
}

function Facts({ run }: { run: DifferenceRun }): ReactNode {
  const { t } = useTranslation();
  const { totals } = run;
  return (
    <FactList
      columns={3}
      facts={[
        [t('differences.people'), run.personCount ?? '—'],
        [t('differences.lines'), run.lineCount ?? '—'],
        [t('differences.billPeriod'), run.billPeriod],
        [t('differences.employer'), <AmountText key="a" value={totals?.employer ?? null} strong />],
        [t('differences.employee'), <AmountText key="b" value={totals?.employee ?? null} strong />],
        [t('differences.policyPin'), run.policyPin],
        [t('differences.createdAt'), formatInstant(run.createdAt)],
        [t('differences.committedAt'), formatInstant(run.committedAt)],
      ]}
    />
  );
}

/** A run reads what is billed in its contribution month; a result of before must be made again. */
function IntoRuns({ tenantId, run }: { tenantId: string; run: DifferenceRun }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const runs = useQuery({
    queryKey: ['runs', tenantId, 'all'],
    enabled: may('payroll_run:read'),
    queryFn: () => api.listPayrollRuns({ client: tenantId, limit: 200 }),
  });
  if (!may('payroll_run:read')) return null;
  const reading = (runs.data?.rows ?? []).filter(
    ({ contributionPeriod, state }) =>
      contributionPeriod === run.billPeriod && state !== 'cancelled',
  );
  return (
    <Section
      title={t('differences.intoRuns')}
      note={t(run.state === 'committed' ? 'differences.isRead' : 'differences.willBeRead', {
        period: run.billPeriod,
      })}
    >
      {reading.length === 0 && <span className="heyi-quiet">{t('differences.noRun')}</span>}
      <ul className="heyi-lines">
        {reading.map((one) => (
          <li key={one.id}>
            <Link
              className="heyi-line"
              to={`/clients/${tenantId}/runs/${one.id}` as never}
              search={{ step: 'calculate' } as never}
            >
              <Flex justify="space-between" gap={8}>
                <strong>{one.title}</strong>
                <span className="heyi-quiet">{t(`runs.states.${one.state}`)}</span>
              </Flex>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
