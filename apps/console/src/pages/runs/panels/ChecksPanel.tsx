import { Badge, Empty, Flex, Grid, Menu, Result, Segmented, Select } from 'antd';
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
      <div className="heyi-findings">
        <KeyFilter counts={openFirst(counts, severity)} />
        <FindingTable
          run={run}
          tenantId={tenantId}
          table={findings.table}
          chosen={counts.find((count) => count.key === key)}
        />
      </div>
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
  const openOf = (severity: Severity) =>
    props.counts
      .filter((count) => severity === 'all' || count.severity === severity)
      .reduce((sum, { open }) => sum + open, 0);
  return (
    <Flex style={{ marginBottom: 12, overflowX: 'auto' }}>
      <Segmented<Severity>
        value={props.chosen}
        onChange={(severity) =>
          show({ severity: severity === 'all' ? undefined : severity, key: undefined })
        }
        options={(['all', ...severities] as const).map((value) => ({
          value,
          label: `${value === 'all' ? t('common.all') : t(`runs.check.${value}`)} ${openOf(value)}`,
        }))}
      />
    </Flex>
  );
}

/** The kinds of findings at the side; in one field where there is no room. */
function KeyFilter({ counts }: { counts: readonly FindingCount[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const wide = Grid.useBreakpoint().xxl ?? true;
  const { key = '' } = useRunView();
  const show = useShowRunView();
  const choose = (next: string) => show({ key: next });
  const titleOf = (count: FindingCount) => (i18n.language === 'en' ? count.titleEn : count.titleZh);
  if (!wide) {
    return (
      <Select
        aria-label={t('runs.check.kinds')}
        value={key}
        onChange={choose}
        options={[
          { value: '', label: t('runs.check.kinds') },
          ...counts.map((count) => ({
            value: count.key,
            label: `${titleOf(count)} · ${count.open}`,
          })),
        ]}
      />
    );
  }
  return (
    <Menu
      style={{ borderInlineEnd: 'none' }}
      selectedKeys={[key]}
      onClick={(item) => choose(item.key)}
      items={[
        { key: '', label: t('runs.check.kinds') },
        ...counts.map((count) => ({
          key: count.key,
          label: <KeyLabel of={count} title={titleOf(count)} />,
        })),
      ]}
    />
  );
}

function KeyLabel({ of, title }: { of: FindingCount; title: string }): ReactNode {
  return (
    <Flex justify="space-between" align="center" gap={8} title={title}>
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{title}</span>
      <Badge
        count={of.open}
        overflowCount={9999}
        color={of.severity === 'blocker' ? 'red' : 'orange'}
      />
    </Flex>
  );
}
