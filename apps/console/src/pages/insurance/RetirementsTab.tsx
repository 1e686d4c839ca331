import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';

type Row = AnswerOf<'listRetirements'>['rows'][number];

export function RetirementsTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const retirements = useQuery({
    queryKey: ['retirements', tenantId],
    queryFn: () => api.listRetirements(tenantId === null ? {} : { clientId: tenantId }),
  });
  return (
    <Section title={t('insurance.retirements.title')} note={t('insurance.retirements.note')}>
      <QueryTable<Row>
        label={t('insurance.retirements.title')}
        rowKey={(row) => `${row.employmentId} ${row.category}`}
        empty={t('insurance.retirements.empty')}
        {...useTable(retirements)}
        columns={[
          {
            title: t('insurance.person'),
            key: 'person',
            render: (_, row) => (
              <>
                <Link to={`/clients/${row.tenantId}/people/${row.employmentId}` as never}>
                  <strong>{row.personName}</strong>
                </Link>{' '}
                <span className="heyi-quiet">{row.employeeNumber}</span>
              </>
            ),
          },
          ...(tenantId === null
            ? [{ title: t('insurance.client'), dataIndex: 'clientShortName' as const }]
            : []),
          { title: t('insurance.retirements.month'), dataIndex: 'retirementPeriod' },
          {
            title: t('insurance.retirements.category'),
            key: 'category',
            render: (_, row) => (
              <>
                {t(`insurance.retirements.categories.${row.category}`)}{' '}
                {row.presumed && (
                  <StateTag tone="warn" text={t('insurance.retirements.presumed')} />
                )}
              </>
            ),
          },
          {
            title: t('insurance.retirements.alertedAt'),
            key: 'alertedAt',
            render: (_, row) => formatInstant(row.alertedAt),
          },
        ]}
      />
    </Section>
  );
}
