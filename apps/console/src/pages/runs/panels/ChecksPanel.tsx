import { Button, Empty, Flex, Result, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useRows } from '../../../rows.ts';
import { type Finding, type FindingCount, severities } from '../checks/findings.ts';
import { FindingTable } from '../checks/FindingTable.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

type Severity = Finding['severity'] | 'all';

/** Blockers stop the run, warnings want a reason; each says who, why, and where to put it right. */
export function ChecksPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const { severity = 'all', key = '' } = useRunView();
  const findings = useRows(
    ['findings', run.id, run.calculationVersion, severity, key],
    (cursor) =>
      api.listFindings({
        tenantId,
        runId: run.id,
        limit: 100,
        ...(severity === 'all' ? {} : { severity }),
        ...(key ? { key } : {}),
        ...cursor,
      }),
    { enabled: run.calculationVersion > 0 },
  );
  if (run.calculationVersion === 0) return <Empty description={t('runs.calculation.never')} />;
  const counts = findings.first?.counts ?? [];
  if (findings.first && counts.length === 0) {
    return <Result status="success" title={t('runs.check.none')} subTitle={t('runs.check.go')} />;
  }
  return (
    <>
      <SeverityFilter counts={counts} chosen={severity} />
      <KeyFilter counts={openFirst(counts, severity)} />
      <FindingTable
        run={run}
        tenantId={tenantId}
        table={findings.table}
        chosen={counts.find((count) => count.key === key)}
      />
    </>
  );
}

/** Kinds of the severity; those with something left to do on top. */
function openFirst(counts: readonly FindingCount[], severity: Severity): FindingCount[] {
  return counts
    .filter((count) => severity === 'all' || count.severity === severity)
    .toSorted((a, b) => Number(b.open > 0) - Number(a.open > 0));
}

function SeverityFilter(props: { counts: readonly FindingCount[]; chosen: Severity }): ReactNode {
  const { t } = useTranslation();
  const show = useShowRunView();
  const of = (severity: Severity) =>
    amountOf(props.counts.filter((count) => severity === 'all' || count.severity === severity));
  return (
    <Flex style={{ marginBottom: 10, overflowX: 'auto' }}>
      <Segmented<Severity>
        value={props.chosen}
        onChange={(severity) =>
          show({ severity: severity === 'all' ? undefined : severity, key: undefined })
        }
        options={(['all', ...severities] as const).map((value) => ({
          value,
          label: `${value === 'all' ? t('common.all') : t(`runs.check.${value}`)} ${of(value)}`,
        }))}
      />
    </Flex>
  );
}

/** `32`; `5 / 32` while five of them are still to be dealt with. */
function amountOf(counts: readonly FindingCount[]): string {
  const sum = (of: 'open' | 'total') => counts.reduce((all, count) => all + count[of], 0);
  const [open, total] = [sum('open'), sum('total')];
  return open === 0 || open === total ? String(total) : `${open} / ${total}`;
}

/** The kinds of findings: each is a switch, and a chosen kind is dealt with at once. */
function KeyFilter({ counts }: { counts: readonly FindingCount[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const { key = '' } = useRunView();
  const show = useShowRunView();
  if (counts.length < 2) return null;
  return (
    <div className="heyi-kinds" role="group" aria-label={t('runs.check.kinds')}>
      {counts.map((count) => (
        <Button
          key={count.key}
          size="small"
          shape="round"
          aria-pressed={count.key === key}
          type={count.key === key ? 'primary' : 'default'}
          ghost={count.key === key}
          onClick={() => show({ key: count.key === key ? undefined : count.key })}
        >
          {i18n.language === 'en' ? count.titleEn : count.titleZh}
          <b className={count.open > 0 ? `is-${count.severity}` : undefined}>{amountOf([count])}</b>
        </Button>
      ))}
    </div>
  );
}
