import { CountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mostClients, type Waiting, type WaitingView } from './waiting.ts';

export function WaitingSection({ waiting }: { waiting: WaitingView }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Section
      title={t('home.waiting.title')}
      note={waiting.isCapped && t('home.waiting.capped', { count: mostClients })}
    >
      {waiting.failedParts > 0 && (
        <Alert
          showIcon
          type="warning"
          title={t('home.waiting.failedParts', { count: waiting.failedParts })}
          style={{ marginBottom: 8 }}
        />
      )}
      <QueryTable<Waiting>
        label={t('home.waiting.title')}
        rowKey={(row) => row.key}
        rows={waiting.rows}
        isPending={waiting.isPending}
        empty={t('home.waiting.empty')}
        height={340}
        onOpen={(row) => void navigate({ to: row.to, search: row.search })}
        columns={useColumns()}
      />
    </Section>
  );
}

function useColumns(): Column<Waiting>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('home.waiting.what'),
      key: 'what',
      render: (_, row) => {
        const state = row.facts['state'] ? t(`runs.states.${row.facts['state']}`) : '';
        const words = t(`home.waiting.kinds.${row.kind}`, { ...row.facts, state });
        return (
          <>
            {row.isUrgent ? <StateTag tone="warn" text={words} /> : <span>{words}</span>}
            {row.facts['title'] && (
              <span className="heyi-quiet" style={{ marginInlineStart: 8 }}>
                {row.facts['title']}
              </span>
            )}
          </>
        );
      },
    },
    {
      title: t('home.waiting.count'),
      key: 'count',
      align: 'right',
      width: 80,
      render: (_, row) => row.count !== null && <CountText value={row.count} />,
    },
    {
      title: t('home.waiting.client'),
      key: 'client',
      width: 180,
      render: (_, row) => <strong>{row.clientName}</strong>,
    },
  ];
}
