import { type Column, PageFrame, QueryTable, StateTag } from '@heyi/ui';
import { Button, Drawer, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { comma } from '../../i18n/index.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay, useSession } from '../../session.ts';
import { useClients } from '../../shell/client.ts';
import { ShownOnce } from '../../ShownOnce.tsx';
import { type Account, AccountState } from './AccountState.tsx';
import { AccountView } from './AccountView.tsx';
import { CreateAccount } from './CreateAccount.tsx';
import type { Secret } from './secret.ts';

export default function AccountsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data: session } = useSession();
  const clients = useClients();
  const [chosen, setChosen] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const tenantId = chosen ?? session?.tenantId ?? '';
  const isHouse = session?.isHouse === true && tenantId === session.tenantId;
  const accounts = useRows(
    ['accounts', tenantId, 'table'],
    (cursor) => api.listAccounts({ tenantId, limit: 200, ...cursor }),
    { enabled: tenantId !== '' },
  );
  const open = accounts.table.rows?.find(({ id }) => id === openId) ?? null;
  return (
    <PageFrame
      title={t('accounts.title')}
      actions={
        may('account:manage') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('accounts.create')}
          </Button>
        )
      }
    >
      <div className="heyi-card">
        {session?.isHouse && (
          <div className="heyi-toolbar">
            <Select
              aria-label={t('accounts.of')}
              style={{ minWidth: 200 }}
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: 'label' }}
              value={tenantId}
              options={[
                { value: session.tenantId, label: t('accounts.house') },
                ...(clients.data?.rows ?? [])
                  .filter(({ id }) => id !== session.tenantId)
                  .map(({ id, shortName }) => ({ value: id, label: shortName })),
              ]}
              onChange={setChosen}
            />
          </div>
        )}
        <QueryTable<Account>
          label={t('accounts.title')}
          rowKey={(row) => row.id}
          empty={t('accounts.empty')}
          onOpen={(row) => setOpenId(row.id)}
          columns={useColumns()}
          {...accounts.table}
        />
      </div>
      <CreateAccount
        tenantId={tenantId}
        isHouse={isHouse}
        open={creating}
        onClose={() => setCreating(false)}
        onSecret={setSecret}
      />
      <Drawer
        open={open !== null}
        size={640}
        title={open?.name}
        onClose={() => setOpenId(null)}
        destroyOnHidden
      >
        {open && (
          <AccountView tenantId={tenantId} isHouse={isHouse} account={open} onSecret={setSecret} />
        )}
      </Drawer>
      <ShownOnce
        isShort
        title={t('accounts.oneTime')}
        note={t('accounts.oneTimeNote', { name: secret?.name ?? '' })}
        secret={secret?.password ?? null}
        onClose={() => setSecret(null)}
      />
    </PageFrame>
  );
}

function useColumns(): Column<Account>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('accounts.name'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.name}</strong>
          <div className="heyi-quiet">{row.loginName}</div>
        </>
      ),
    },
    {
      title: t('accounts.roles'),
      key: 'roles',
      render: (_, row) => row.roles.map((role) => t(`accounts.roleNames.${role}`)).join(comma()),
    },
    {
      title: t('accounts.state'),
      key: 'state',
      render: (_, row) => <AccountState account={row} />,
    },
    {
      title: t('accounts.secondFactor'),
      key: 'factor',
      render: (_, row) => (
        <StateTag
          tone={row.hasSecondFactor ? 'good' : 'warn'}
          text={t(row.hasSecondFactor ? 'accounts.enrolled' : 'accounts.notEnrolled')}
        />
      ),
    },
    {
      title: t('accounts.lastSignedIn'),
      key: 'last',
      render: (_, row) =>
        row.lastSignedInAt ? formatInstant(row.lastSignedInAt) : t('accounts.never'),
    },
  ];
}
