import type { AnswerOf } from '@heyi/client';
import { ProblemAlert, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Flex, Menu, Result } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../../api.ts';
import { AskReason } from '../../../ask-again/AskReason.tsx';
import { useMay } from '../../../session.ts';
import { type RunPanelProps, useRunChange } from '../run.ts';

type Findings = AnswerOf<'listFindings'>;
type Finding = Findings['rows'][number];
type Acknowledge = { key: string; employmentId: string | null };

const toneOf: Record<Finding['severity'], Tone> = {
  blocker: 'bad',
  warning: 'warn',
  notice: 'neutral',
};

/** Blockers stop the run, warnings want a reason; each says who, why, and where to put it right. */
export function ChecksPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [key, setKey] = useState<string | null>(null);
  const findings = useQuery({
    queryKey: ['findings', run.id, key, run.calculationVersion],
    queryFn: () =>
      api.listFindings({ tenantId, runId: run.id, limit: 200, ...(key ? { key } : {}) }),
  });
  const counts = findings.data?.counts ?? [];
  if (findings.data && counts.length === 0) {
    return <Result status="success" title={t('runs.check.none')} />;
  }
  return (
    <Flex gap={16} wrap="wrap" align="flex-start">
      <Menu
        style={{ flex: '0 1 250px', borderInlineEnd: 'none' }}
        selectedKeys={[key ?? 'all']}
        onClick={(item) => setKey(item.key === 'all' ? null : item.key)}
        items={[
          { key: 'all', label: t('common.all') },
          ...counts.map((count) => ({
            key: count.key,
            label: (
              <Flex justify="space-between" gap={8}>
                <span>{i18n.language === 'en' ? count.titleEn : count.titleZh}</span>
                <Badge
                  count={count.open}
                  overflowCount={9999}
                  color={count.severity === 'blocker' ? 'red' : 'orange'}
                />
              </Flex>
            ),
          })),
        ]}
      />
      <div style={{ flex: '1 1 420px', minWidth: 0 }}>
        <FindingTable run={run} tenantId={tenantId} findings={findings} keyChosen={key} />
      </div>
    </Flex>
  );
}

function FindingTable(
  props: RunPanelProps & {
    findings: { data?: Findings | undefined; isPending: boolean; error: unknown };
    keyChosen: string | null;
  },
): ReactNode {
  const { run, tenantId, findings, keyChosen } = props;
  const { t, i18n } = useTranslation();
  const may = useMay()('payroll_run:prepare');
  const [asking, setAsking] = useState<Acknowledge | null>(null);
  const acknowledge = useRunChange(run.id, (reason: string) =>
    api.acknowledgeFinding({ tenantId, runId: run.id, ...asking!, reason }),
  );
  const english = i18n.language === 'en';
  const chosen = findings.data?.counts.find((count) => count.key === keyChosen);
  return (
    <>
      {may && chosen && chosen.severity !== 'blocker' && chosen.open > 1 && (
        <Flex justify="flex-end" style={{ marginBottom: 8 }}>
          <Button onClick={() => setAsking({ key: chosen.key, employmentId: null })}>
            {t('runs.check.acknowledgeAll')}
          </Button>
        </Flex>
      )}
      <QueryTable<Finding>
        label={t('runs.steps.check')}
        rowKey={(row) => row.id}
        rows={findings.data?.rows}
        isPending={findings.isPending}
        error={findings.error}
        empty={t('runs.check.none')}
        columns={[
          {
            title: '',
            key: 'severity',
            render: (_, row) => (
              <StateTag tone={toneOf[row.severity]} text={t(`runs.check.${row.severity}`)} />
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
                '—'
              ),
          },
          {
            title: t('runs.steps.check'),
            key: 'title',
            render: (_, row) => (
              <div style={{ maxWidth: 420 }}>
                <div>{english ? row.titleEn : row.titleZh}</div>
                <div style={{ fontSize: 12, color: '#647479' }}>
                  {english ? row.howToFixEn : row.howToFixZh}
                </div>
              </div>
            ),
          },
          {
            title: t('runs.check.evidence'),
            key: 'evidence',
            render: (_, row) => (
              <div style={{ fontSize: 12 }}>
                {Object.entries(row.evidence).map(([name, value]) => (
                  <div key={name}>
                    {name}：{value}
                  </div>
                ))}
              </div>
            ),
          },
          {
            title: '',
            key: 'acknowledge',
            render: (_, row) => {
              if (row.acknowledgement) {
                return t('runs.check.acknowledged', { reason: row.acknowledgement.reason });
              }
              if (!may || row.severity !== 'warning') return null;
              return (
                <Button
                  size="small"
                  onClick={() => setAsking({ key: row.key, employmentId: row.employmentId })}
                >
                  {t('runs.check.acknowledge')}
                </Button>
              );
            },
          },
        ]}
      />
      <AskReason
        title={t('runs.check.acknowledge')}
        open={asking !== null}
        isPending={acknowledge.isPending}
        problem={
          acknowledge.error instanceof Problem && <ProblemAlert problem={acknowledge.error} />
        }
        onCancel={() => setAsking(null)}
        onReason={(reason) => acknowledge.mutate(reason, { onSuccess: () => setAsking(null) })}
      />
    </>
  );
}
