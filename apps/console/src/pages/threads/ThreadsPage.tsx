import { PageFrame, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useOptions } from '../../forms/options.ts';
import { PageTabs } from '../../PageTabs.tsx';
import { useRows, useTable } from '../../rows.ts';
import { useSession } from '../../session.ts';
import { useClient, useClients } from '../../shell/client.ts';
import { useOpenThread, useThreadColumns } from '../../threads/thread-columns.tsx';
import type { Side, ThreadRow, Wait, WaitingThread } from '../../threads/thread.ts';

/** The inbox: what waits for my side over all clients, soonest due first; and all of one client. */
export default function ThreadsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('threads.title')} facts={t('threads.note')}>
      <PageTabs
        tabs={[
          { key: 'waiting', label: t('threads.tabs.waiting'), children: <Waiting /> },
          { key: 'client', label: t('threads.tabs.client'), children: <OfClient /> },
        ]}
      />
    </PageFrame>
  );
}

function Waiting(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const asked: Record<string, string | undefined> = useSearch({ strict: false });
  const own: Side = session?.roles.some((role) => role.startsWith('client_'))
    ? 'clientHr'
    : 'specialist';
  const [chosen, setChosen] = useState<Side | null>(null);
  const [what, setWhat] = useState((asked['what'] as Wait | undefined) ?? 'answer');
  const [clientId, setClientId] = useState(asked['client'] ?? null);
  const side = chosen ?? own;
  const waiting = useQuery({
    queryKey: ['waitingThreads', side, what, clientId],
    queryFn: () => api.listWaitingThreads({ side, what, ...(clientId && { clientId }) }),
  });
  const { rows = [], now = '' } = waiting.data ?? {};
  const overdue = rows.filter(({ isOverdue }) => isOverdue).length;
  const columns = useThreadColumns<WaitingThread>(now);
  const sides = useOptions('threads.waitingFor') as { value: Side; label: string }[];
  const whats = useOptions('threads.whats') as { value: Wait; label: string }[];
  const clients = useClients();
  return (
    <Section
      title={t(`threads.whats.${what}`)}
      note={
        overdue > 0 ? (
          <span className="heyi-bad">{t('threads.overdueCount', { count: overdue })}</span>
        ) : (
          t('threads.noneOverdue')
        )
      }
      actions={<Segmented<Side> options={sides} value={side} onChange={setChosen} />}
    >
      <div className="heyi-toolbar">
        <Select<Wait>
          aria-label={t('threads.what')}
          style={{ minWidth: 130 }}
          value={what}
          options={whats}
          onChange={setWhat}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('threads.clientName')}
          placeholder={t('threads.clientName')}
          style={{ minWidth: 150 }}
          value={clientId}
          options={(clients.data?.rows ?? []).map(({ id, shortName }) => ({
            value: id,
            label: shortName,
          }))}
          onChange={(id?: string) => setClientId(id ?? null)}
        />
      </div>
      <QueryTable<WaitingThread>
        label={t(`threads.whats.${what}`)}
        rowKey={(row) => row.id}
        empty={t(what === 'answer' ? `threads.empty.${side}` : 'threads.emptyWhat')}
        onOpen={useOpenThread()}
        columns={[
          columns[0]!,
          { title: t('threads.clientName'), dataIndex: 'clientName' },
          ...columns.slice(1).filter(({ key }) => what !== 'answer' || key !== 'waits'),
        ]}
        {...useTable(waiting)}
      />
    </Section>
  );
}

function OfClient(): ReactNode {
  const { t } = useTranslation();
  const client = useClient();
  const tenantId = client?.id ?? '';
  const threads = useRows(
    ['threads', tenantId],
    (cursor) => api.listThreads({ tenantId, limit: 100, ...cursor }),
    { enabled: tenantId !== '' },
  );
  const { data: session } = useSession();
  const columns = useThreadColumns<ThreadRow>(session?.now ?? '');
  return (
    <Section title={client?.shortName ?? ''}>
      <QueryTable<ThreadRow>
        label={t('threads.tabs.client')}
        rowKey={(row) => row.id}
        empty={t('threads.emptyClient')}
        onOpen={useOpenThread()}
        columns={columns}
        {...threads.table}
      />
    </Section>
  );
}
