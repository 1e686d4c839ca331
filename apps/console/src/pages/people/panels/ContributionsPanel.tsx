import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { DayInput } from '../../../forms/DayInput.tsx';
import { today } from '../../../instant.ts';
import { useRows } from '../../../rows.ts';
import type { EmploymentPanelProps } from '../people.ts';
import { ContributionEstimate } from './ContributionEstimate.tsx';

type Line = AnswerOf<'listContributionLines'>['rows'][number];

export function ContributionsPanel({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const employmentId = view.employment.id;
  const [period, setPeriod] = useState<string | null>(null);
  const [estimating, setEstimating] = useState(false);
  const lines = useRows(['contributions', tenantId, employmentId, period], (cursor) =>
    api.listContributionLines({
      tenantId,
      employmentId,
      limit: 100,
      ...(period ? { period } : {}),
      ...cursor,
    }),
  );
  const totals = lines.first?.totals;
  return (
    <Section
      title={t('people.contribution.title')}
      actions={
        <>
          {totals && (
            <Flex gap={14} className="heyi-quiet">
              <span>
                {t('people.contribution.employer')} <AmountText value={totals.employer} strong />
              </span>
              <span>
                {t('people.contribution.employee')} <AmountText value={totals.employee} strong />
              </span>
            </Flex>
          )}
          <DayInput
            picker="month"
            clearable
            width={130}
            label={t('people.contribution.period')}
            value={period}
            onChange={setPeriod}
          />
          <Button onClick={() => setEstimating(true)}>{t('people.contribution.estimate')}</Button>
        </>
      }
    >
      <QueryTable<Line>
        label={t('people.contribution.title')}
        rowKey={(row) => row.id}
        empty={t('people.contribution.empty')}
        {...lines.table}
        columns={[
          { title: t('people.contribution.period'), dataIndex: 'period' },
          { title: t('people.contribution.billPeriod'), dataIndex: 'billPeriod' },
          {
            title: t('people.contribution.kind'),
            key: 'kind',
            render: (_, row) => <strong>{t(`names.contributionKind.${row.kind}`)}</strong>,
          },
          {
            title: t('people.contribution.type'),
            key: 'type',
            render: (_, row) => t(`names.contributionType.${row.type}`),
          },
          amountColumn<Line>(t('people.contribution.base'), 'base', (row) => row.base),
          amountColumn<Line>(t('people.contribution.employer'), 'employer', (row) => row.employer),
          amountColumn<Line>(t('people.contribution.employee'), 'employee', (row) => row.employee),
          amountColumn<Line>(t('people.contribution.lateFee'), 'lateFee', (row) =>
            row.lateFee === '0.00' ? null : row.lateFee,
          ),
          {
            title: t('people.contribution.source'),
            key: 'source',
            render: (_, row) => (
              <Flex gap={4}>
                <StateTag
                  tone={row.source === 'officialBill' ? 'good' : 'neutral'}
                  text={t(`people.contribution.sources.${row.source}`)}
                />
                {row.provisional && (
                  <StateTag tone="warn" text={t('people.contribution.provisional')} />
                )}
                {row.superseded && (
                  <StateTag tone="neutral" text={t('people.contribution.superseded')} />
                )}
              </Flex>
            ),
          },
        ]}
      />
      <ContributionEstimate
        tenantId={tenantId}
        employmentId={employmentId}
        period={period ?? today().slice(0, 7)}
        open={estimating}
        onClose={() => setEstimating(false)}
      />
    </Section>
  );
}
