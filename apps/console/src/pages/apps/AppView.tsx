import type { AnswerOf } from '@heyi/client';
import { type Column, FactList, QueryTable, StateTag } from '@heyi/ui';
import { Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { comma } from '../../i18n/index.ts';
import { formatInstant } from '../../instant.ts';
import { useMay } from '../../session.ts';
import { type AppRow, EnvironmentTag } from './app-tags.tsx';
import { ChangeApp, CreateKey } from './AppForms.tsx';

type Key = AppRow['keys'][number];

export function AppView(props: {
  tenantId: string;
  app: AppRow;
  scopes: AnswerOf<'listApps'>['scopes'];
  onSecret: (secret: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { app, tenantId } = props;
  const [changing, setChanging] = useState(false);
  const [making, setMaking] = useState(false);
  const listed = (addresses: readonly string[], none: string) =>
    addresses.length === 0 ? none : addresses.join(comma());
  return (
    <Flex vertical gap={16}>
      <FactList
        facts={[
          [
            t('apps.id'),
            <Typography.Text key="id" copyable>
              {app.id}
            </Typography.Text>,
          ],
          [t('apps.environment'), <EnvironmentTag key="env" environment={app.environment} />],
          [t('apps.allowed'), listed(app.allowedAddresses, t('apps.anywhere'))],
          [t('apps.denied'), listed(app.deniedAddresses, '—')],
          [t('apps.limit'), app.requestsPerMinute.toLocaleString('en')],
          [t('apps.createdAt'), formatInstant(app.createdAt)],
        ]}
      />
      {may('app:manage') && (
        <Flex gap={8} wrap>
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('apps.createKey')}
          </Button>
          <Button onClick={() => setChanging(true)}>{t('apps.settings')}</Button>
        </Flex>
      )}
      <QueryTable<Key>
        label={t('apps.keys')}
        rowKey={(row) => row.id}
        empty={t('apps.noKey')}
        columns={useKeyColumns(tenantId, app)}
        rows={app.keys.toReversed()}
        isPending={false}
      />
      <ChangeApp tenantId={tenantId} app={app} open={changing} onClose={() => setChanging(false)} />
      <CreateKey {...props} open={making} onClose={() => setMaking(false)} />
    </Flex>
  );
}

function useKeyColumns(tenantId: string, app: AppRow): Column<Key>[] {
  const { t } = useTranslation();
  const may = useMay();
  return [
    {
      title: t('apps.hint'),
      key: 'hint',
      render: (_, row) => <span className="heyi-number">…{row.hint}</span>,
    },
    {
      title: t('apps.scopes'),
      key: 'scopes',
      render: (_, row) => (
        <div style={{ maxWidth: 240, whiteSpace: 'normal' }}>{row.scopes.join(comma())}</div>
      ),
    },
    {
      title: t('apps.state'),
      key: 'state',
      render: (_, row) =>
        row.revokedAt === null ? (
          <StateTag tone="good" text={t('apps.active')} />
        ) : (
          <StateTag tone="neutral" text={t('apps.revoked')} />
        ),
    },
    {
      title: t('apps.createdAt'),
      key: 'created',
      render: (_, row) => formatInstant(row.createdAt),
    },
    {
      title: '',
      key: 'actions',
      render: (_, row) =>
        row.revokedAt === null &&
        may('app:manage') && (
          <ActionButton
            size="small"
            danger
            label={t('apps.revoke')}
            ask={{
              title: t('apps.revokeAsk', { hint: row.hint }),
              detail: t('apps.revokeDetail'),
            }}
            act={() => api.revokeAppKey({ tenantId, appId: app.id, keyId: row.id })}
          />
        ),
    },
  ];
}
