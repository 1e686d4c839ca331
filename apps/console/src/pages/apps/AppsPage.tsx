import { type Column, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { comma } from '../../i18n/index.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ShownOnce } from '../../ShownOnce.tsx';
import { type AppRow, EnvironmentTag } from './app-tags.tsx';
import { CreateApp } from './AppForms.tsx';
import { AppView } from './AppView.tsx';
import { EndpointsSection } from './EndpointsSection.tsx';
import { PersonLinksSection } from './PersonLinksSection.tsx';

export default function AppsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const tenantId = useTenantId();
  const [creating, setCreating] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['apps', tenantId],
    queryFn: () => api.listApps({ tenantId }),
  });
  const apps = query.data?.rows ?? [];
  const open = apps.find(({ id }) => id === openId) ?? null;
  return (
    <PageFrame
      title={t('apps.title')}
      facts={t('apps.facts')}
      actions={
        <>
          <Button href="/docs" target="_blank">
            {t('apps.docs')}
          </Button>
          {may('app:manage') && (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('apps.create')}
            </Button>
          )}
        </>
      }
    >
      <Section title={t('apps.list')}>
        <QueryTable<AppRow>
          label={t('apps.list')}
          rowKey={(row) => row.id}
          empty={t('apps.empty')}
          onOpen={(row) => setOpenId(row.id)}
          columns={useColumns()}
          {...useTable(query)}
        />
      </Section>
      <EndpointsSection tenantId={tenantId} apps={apps} onSecret={setSecret} />
      <PersonLinksSection tenantId={tenantId} />
      <CreateApp
        tenantId={tenantId}
        open={creating}
        onClose={() => setCreating(false)}
        onMade={setOpenId}
      />
      <Drawer
        open={open !== null}
        size={720}
        title={open?.name}
        onClose={() => setOpenId(null)}
        destroyOnHidden
      >
        {open && (
          <AppView
            tenantId={tenantId}
            app={open}
            scopes={query.data?.scopes ?? []}
            onSecret={setSecret}
          />
        )}
      </Drawer>
      <ShownOnce
        title={t('apps.secret')}
        note={t('apps.secretNote')}
        secret={secret}
        onClose={() => setSecret(null)}
      />
    </PageFrame>
  );
}

function useColumns(): Column<AppRow>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('apps.name'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <Flex vertical>
          <strong>{row.name}</strong>
          <span className="heyi-quiet">{row.id}</span>
        </Flex>
      ),
    },
    {
      title: t('apps.environment'),
      key: 'environment',
      render: (_, row) => <EnvironmentTag environment={row.environment} />,
    },
    { title: t('apps.keys'), key: 'keys', render: (_, row) => <ActiveKeys app={row} /> },
    {
      title: t('apps.allowed'),
      key: 'allowed',
      render: (_, row) =>
        row.allowedAddresses.length === 0 ? t('apps.anywhere') : row.allowedAddresses.join(comma()),
    },
    {
      title: t('apps.limit'),
      key: 'limit',
      align: 'right',
      render: (_, row) => row.requestsPerMinute.toLocaleString('en'),
    },
    {
      title: t('apps.createdAt'),
      key: 'created',
      render: (_, row) => formatInstant(row.createdAt),
    },
  ];
}

function ActiveKeys({ app }: { app: AppRow }): ReactNode {
  const { t } = useTranslation();
  const count = app.keys.filter(({ revokedAt }) => revokedAt === null).length;
  if (count === 0) return <StateTag tone="warn" text={t('apps.noKey')} />;
  return t('apps.activeKeys', { count });
}
