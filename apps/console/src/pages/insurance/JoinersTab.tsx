import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { comma } from '../../i18n/index.ts';
import { useTable } from '../../rows.ts';

type Joiner = AnswerOf<'listUninsuredJoiners'>['rows'][number];

/** Joiners without insurance, and what each waits for. */
export function JoinersTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const joiners = useQuery({
    queryKey: ['uninsuredJoiners', tenantId],
    queryFn: () => api.listUninsuredJoiners({ tenantId }),
  });
  return (
    <Section title={t('insurance.joiners.title')} note={t('insurance.joiners.note')}>
      <QueryTable<Joiner>
        label={t('insurance.joiners.title')}
        rowKey={(row) => `${row.employmentId} ${row.registrationKind}`}
        empty={t('insurance.joiners.empty')}
        {...useTable(joiners)}
        columns={[
          {
            title: t('insurance.person'),
            key: 'person',
            render: (_, row) => (
              <>
                <strong>{row.personName}</strong>{' '}
                <span className="heyi-quiet">{row.employeeNumber}</span>
              </>
            ),
          },
          { title: t('insurance.joiners.startsOn'), dataIndex: 'startsOn' },
          {
            title: t('insurance.agency'),
            key: 'agency',
            render: (_, row) =>
              row.registrationKind ? t(`names.registrationKind.${row.registrationKind}`) : '—',
          },
          {
            title: t('insurance.joiners.reason'),
            key: 'reason',
            render: (_, row) => (
              <>
                {row.titleZh ?? t(`insurance.joiners.reasons.${row.reason}`)}
                {row.articles.length > 0 && (
                  <div className="heyi-quiet" style={{ maxWidth: 420, whiteSpace: 'normal' }}>
                    {row.articles.join(comma())}
                  </div>
                )}
              </>
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <Link
                to={`/clients/${tenantId}/people/${row.employmentId}` as never}
                search={{ tab: 'insurance' } as never}
              >
                {t('insurance.joiners.open')}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
