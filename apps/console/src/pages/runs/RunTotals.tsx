import type { AnswerOf } from '@heyi/client';
import { AmountText, CountText, grouped } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Run, type RunPanelProps, type RunView } from './run.ts';

type Total = AnswerOf<'getRunComparison'>['totals'][number];

/** What the run comes to, against last month; every count leads to what it counts. */
export function RunTotals({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const comparison = useQuery({
    queryKey: ['comparison', run.id, 'totals', run.calculationVersion],
    enabled: run.totals !== null,
    queryFn: () => api.getRunComparison({ tenantId, runId: run.id, limit: 1 }),
  });
  if (!run.totals) return null;
  const hasBefore = Boolean(comparison.data?.previousRunId);
  const before = (figure: Total['figure']) =>
    hasBefore ? comparison.data?.totals.find((total) => total.figure === figure) : undefined;
  const amounts = [
    ['gross', run.totals.gross, before('gross')],
    ['own', run.totals.ownContributions, before('ownContributions')],
    ['tax', run.totals.tax, before('tax')],
    ['net', run.totals.net, before('net')],
    ['employerCost', run.totals.employerCost, before('employerCost')],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      <Tile label={t('runs.people')} change={before('people')} to={{ step: 'people' }}>
        <CountText value={run.totals.people} />
      </Tile>
      {amounts.map(
        ([name, value, change]) =>
          // What the reader may not see is null.
          value !== null && (
            <Tile key={name} label={t(`runs.${name}`)} change={change} to={{ step: 'compare' }}>
              <AmountText value={value} />
            </Tile>
          ),
      )}
      <Findings run={run} unexplained={comparison.data?.unexplained ?? 0} />
    </dl>
  );
}

function Tile(props: {
  label: string;
  change: Total | undefined;
  to: RunView;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { change } = props;
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
      {change && (
        <dd className="heyi-change">
          <Tooltip title={t('runs.lastMonth', { value: grouped(change.previous) })}>
            <Link to="." search={props.to} replace>
              {signed(change.change)}
            </Link>
          </Tooltip>
        </dd>
      )}
    </div>
  );
}

function signed(change: string): string {
  if (/^-?[0.]+$/.test(change)) return '＝';
  return change.startsWith('-') ? `↓ ${grouped(change.slice(1))}` : `↑ ${grouped(change)}`;
}

/** What nobody can explain asks for an answer until the result is approved. */
function isJudged(state: Run['state']): boolean {
  return state === 'calculated' || state === 'inReview' || state === 'rejected';
}

function Findings({ run, unexplained }: { run: Run; unexplained: number }): ReactNode {
  const { t } = useTranslation();
  const counts = [
    ['blockers', run.blockers, { step: 'check', severity: 'blocker' }, 'heyi-bad'],
    ['warnings', run.openWarnings, { step: 'check', severity: 'warning' }, 'heyi-warn'],
    [
      'unexplained',
      isJudged(run.state) ? unexplained : 0,
      { step: 'compare', filter: 'unexplained' },
      'heyi-bad',
    ],
    ['held', run.totals?.held ?? 0, { step: 'people', filter: 'held' }, 'heyi-warn'],
  ] as const;
  const shown = counts.filter(([, count]) => count > 0);
  if (shown.length === 0) return null;
  return (
    <div className="heyi-to-do">
      <dt>{t('runs.toDo')}</dt>
      {shown.map(([name, count, view, colour]) => (
        <dd key={name} className="heyi-count">
          <Link to="." search={view as never} replace className={colour}>
            {t(`runs.${name}`)} {count}
          </Link>
        </dd>
      ))}
    </div>
  );
}
