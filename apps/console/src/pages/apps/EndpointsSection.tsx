import { type Column, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type AppRow, type Endpoint, EndpointState } from './app-tags.tsx';
import { CreateEndpoint } from './EndpointForms.tsx';
import { EndpointView } from './EndpointView.tsx';

export function EndpointsSection(props: {
  tenantId: string;
  apps: readonly AppRow[];
  onSecret: (secret: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, apps, onSecret } = props;
  const [creating, setCreating] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['webhook-endpoints', tenantId],
    queryFn: () => api.listWebhookEndpoints({ tenantId }),
    refetchInterval: 10_000,
  });
  const open = query.data?.rows.find(({ id }) => id === openId) ?? null;
  return (
    <Section
      title={t('apps.webhooks.title')}
      note={t('apps.webhooks.note')}
      actions={
        may('app:manage') && (
          <Button disabled={apps.length === 0} onClick={() => setCreating(true)}>
            {t('apps.webhooks.create')}
          </Button>
        )
      }
    >
      <QueryTable<Endpoint>
        label={t('apps.webhooks.title')}
        rowKey={(row) => row.id}
        empty={t('apps.webhooks.empty')}
        onOpen={(row) => setOpenId(row.id)}
        columns={useColumns(apps)}
        {...useTable(query)}
      />
      <CreateEndpoint
        tenantId={tenantId}
        apps={apps}
        open={creating}
        onClose={() => setCreating(false)}
        onSecret={onSecret}
      />
      <Drawer
        open={open !== null}
        size={860}
        title={t('apps.webhooks.log')}
        onClose={() => setOpenId(null)}
        destroyOnHidden
      >
        {open && (
          <EndpointView
            tenantId={tenantId}
            endpoint={open}
            onSecret={onSecret}
            onRemoved={() => setOpenId(null)}
          />
        )}
      </Drawer>
    </Section>
  );
}

function useColumns(apps: readonly AppRow[]): Column<Endpoint>[] {
  const { t } = useTranslation();
  const names = new Map(apps.map(({ id, name }) => [id, name]));
  return [
    {
      title: t('apps.webhooks.url'),
      key: 'url',
      render: (_, row) => (
        <div style={{ maxWidth: 320, whiteSpace: 'normal', wordBreak: 'break-all' }}>{row.url}</div>
      ),
    },
    { title: t('apps.webhooks.app'), key: 'app', render: (_, row) => names.get(row.appId) ?? '—' },
    {
      title: t('apps.webhooks.state'),
      key: 'state',
      render: (_, row) => <EndpointState endpoint={row} />,
    },
    { title: t('apps.webhooks.waiting'), key: 'waiting', align: 'right', dataIndex: 'waiting' },
    {
      title: t('apps.webhooks.failed'),
      key: 'failed',
      align: 'right',
      render: (_, row) => (
        <span className={row.failed > 0 ? 'heyi-bad' : undefined}>{row.failed}</span>
      ),
    },
    {
      title: t('apps.webhooks.lastDelivered'),
      key: 'last',
      render: (_, row) =>
        row.lastDeliveredAt === null
          ? t('apps.webhooks.never')
          : formatInstant(row.lastDeliveredAt),
    },
  ];
}
