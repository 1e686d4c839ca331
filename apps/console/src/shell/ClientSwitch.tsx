import { useLocation, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useClients } from './client.ts';

/** Chooses the client and stays on the same kind of page. */
export function ClientSwitch(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const clients = useClients();
  const client = useClient();
  const choose = (tenantId: string) => {
    const area = /^\/clients\/[^/]+(\/[a-z]+)?/.exec(pathname)?.[1] ?? '';
    void navigate({ to: `/clients/${tenantId}${area}` });
  };
  return (
    <Select
      aria-label={t('nav.client')}
      placeholder={t('nav.chooseClient')}
      style={{ minWidth: 140, maxWidth: 280, flex: '0 1 240px' }}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      loading={clients.isLoading}
      value={client?.id ?? null}
      options={(clients.data?.rows ?? []).map((row) => ({
        value: row.id,
        label: row.shortName,
      }))}
      onChange={choose}
    />
  );
}
