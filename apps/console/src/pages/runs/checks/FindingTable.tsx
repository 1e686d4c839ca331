import { type Column, QueryTable, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Flex, Grid } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { useMay } from '../../../session.ts';
import type { RunPanelProps } from '../run.ts';
import { type Finding, type FindingCount, placeOfFix, toneOfSeverity } from './findings.ts';

type Table = Pick<
  Parameters<typeof QueryTable<Finding>>[0],
  'rows' | 'isPending' | 'error' | 'retry' | 'more'
>;

export function FindingTable(
  props: RunPanelProps & { table: Table; chosen: FindingCount | undefined },
): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { run, tenantId, chosen } = props;
  const acknowledge = (key: string, employmentId: string | null) => (reason: string) =>
    api.acknowledgeFinding({ tenantId, runId: run.id, key, employmentId, reason });
  const mayAcknowledge = may('payroll_run:prepare');
  const wide = Grid.useBreakpoint().md ?? true;
  const columns = useFindingColumns(tenantId);
  const actions: Column<Finding> = {
    title: '',
    key: 'actions',
    align: wide ? 'right' : 'left',
    render: (_, row) => (
      <Flex gap={10} justify={wide ? 'flex-end' : 'flex-start'} align="center">
        <Fix row={row} tenantId={tenantId} runId={run.id} />
        {mayAcknowledge && row.severity === 'warning' && row.acknowledgement === null && (
          <ReasonButton
            size="small"
            label={t('runs.check.acknowledge')}
            act={acknowledge(row.key, row.employmentId)}
          />
        )}
      </Flex>
    ),
  };
  return (
    <div style={{ minWidth: 0 }}>
      {mayAcknowledge && !chosen && run.openWarnings > 1 && (
        <div className="heyi-quiet" style={{ marginBottom: 8 }}>
          {t('runs.check.allOfAKind')}
        </div>
      )}
      {mayAcknowledge && chosen?.severity === 'warning' && chosen.open > 1 && (
        <Flex justify="flex-end" style={{ marginBottom: 8 }}>
          <ReasonButton
            label={t('runs.check.acknowledgeAll', { count: chosen.open })}
            act={acknowledge(chosen.key, null)}
          />
        </Flex>
      )}
      <QueryTable<Finding>
        label={t('runs.steps.check')}
        rowKey={(row) => row.id}
        empty={t('runs.check.none')}
        columns={[...(wide ? columns : [onePhone(columns)]), actions]}
        {...props.table}
      />
    </div>
  );
}

/** One below the other in one column. */
function onePhone(columns: readonly Column<Finding>[]): Column<Finding> {
  return {
    title: columns.at(-1)!.title,
    key: 'phone',
    render: (_, row, index) =>
      columns.map(({ key, render }) => (
        <div key={String(key)} style={{ marginBottom: 2 }}>
          {render!(undefined, row, index) as ReactNode}
        </div>
      )),
  };
}

function useFindingColumns(tenantId: string): Column<Finding>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.check.severity'),
      key: 'severity',
      render: (_, row) => (
        <StateTag tone={toneOfSeverity[row.severity]} text={t(`runs.check.${row.severity}`)} />
      ),
    },
    {
      title: t('runs.member'),
      key: 'person',
      render: (_, row) =>
        row.employmentId ? (
          <Link to={`/clients/${tenantId}/people/${row.employmentId}` as never}>
            {row.personName}
          </Link>
        ) : (
          t('runs.check.wholeRun')
        ),
    },
    { title: t('runs.check.found'), key: 'title', render: (_, row) => <Found row={row} /> },
  ];
}

function Found({ row }: { row: Finding }): ReactNode {
  const { t, i18n } = useTranslation();
  const english = i18n.language === 'en';
  const title = english ? row.titleEn : row.titleZh;
  return (
    <div className="heyi-finding">
      <div className="heyi-finding-title">
        {title}
        <Evidence of={row.evidence} besides={title} />
      </div>
      <div className="heyi-quiet">{english ? row.howToFixEn : row.howToFixZh}</div>
      {row.rule && <div className="heyi-quiet">{row.rule}</div>}
      {row.acknowledgement && (
        <div style={{ fontSize: 12 }}>
          {t('runs.check.acknowledged', { ...row.acknowledgement })}
        </div>
      )}
    </div>
  );
}

/** The facts behind a finding that its title does not say already. */
function Evidence(props: { of: Finding['evidence']; besides: string }): ReactNode {
  const { t } = useTranslation();
  const facts = Object.entries(props.of).filter(
    ([name, value]) => name !== 'code' && !props.besides.includes(value),
  );
  if (facts.length === 0) return null;
  return (
    <dl className="heyi-evidence">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`runs.check.facts.${name}`, { defaultValue: name })}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fix(props: { row: Finding; tenantId: string; runId: string }): ReactNode {
  const { t } = useTranslation();
  const { row } = props;
  const place = placeOfFix(row, props.tenantId, props.runId);
  if (place === null || row.fixAt === 'none') return null;
  return (
    <Link to={place.to} search={place.search}>
      {t(`runs.check.fixAt.${row.fixAt}`)}
    </Link>
  );
}
