import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';

type Row = AnswerOf<'listSessions'>['rows'][number];

export function SessionsSection(): ReactNode {
  const { t } = useTranslation();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.listSessions({}) });
  return (
    <Section title={t('accounts.mine.sessions')}>
      <QueryTable<Row>
        label={t('accounts.mine.sessions')}
        rowKey={(row) => row.id}
        empty={t('common.empty')}
        {...useTable(sessions)}
        columns={[
          {
            title: t('accounts.mine.device'),
            key: 'device',
            width: 280,
            render: (_, row) => (
              <div style={{ whiteSpace: 'normal', minWidth: 200 }}>
                {row.isCurrent && <StateTag tone="good" text={t('accounts.mine.thisSession')} />}{' '}
                {row.userAgent ?? '—'}
              </div>
            ),
          },
          { title: t('accounts.mine.address'), dataIndex: 'address' },
          {
            title: t('accounts.mine.since'),
            key: 'since',
            render: (_, row) => formatInstant(row.createdAt),
          },
          {
            title: t('accounts.mine.lastSeen'),
            key: 'seen',
            render: (_, row) => formatInstant(row.lastSeenAt),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              !row.isCurrent && (
                <ActionButton
                  size="small"
                  danger
                  label={t('accounts.mine.revoke')}
                  ask={{ title: t('accounts.mine.revokeAsk') }}
                  act={() => api.revokeSession({ sessionId: row.id })}
                />
              ),
          },
        ]}
      />
    </Section>
  );
}
