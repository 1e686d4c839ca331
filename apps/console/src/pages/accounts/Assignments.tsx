import { QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Input, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type ClientRow, useClients } from '../../shell/client.ts';
import type { Account } from './AccountState.tsx';

/** Which clients somebody of the provider works for. */
export function Assignments({ account }: { account: Account }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [search, setSearch] = useState('');
  const clients = useClients();
  const assignments = useQuery({
    queryKey: ['assignments', account.id],
    queryFn: () => api.listAssignments({ accountId: account.id }),
  });
  const assigned = new Set(assignments.data?.rows.map(({ clientId }) => clientId));
  const table = useTable(clients);
  return (
    <section>
      <Typography.Title level={3} style={{ fontSize: 15, marginBottom: 2 }}>
        {t('accounts.assignments')}
      </Typography.Title>
      <div className="heyi-quiet">{t('accounts.assignmentsNote')}</div>
      <div className="heyi-toolbar" style={{ marginTop: 8 }}>
        <Input
          allowClear
          placeholder={t('accounts.searchClient')}
          aria-label={t('accounts.searchClient')}
          onChange={(event) => setSearch(event.target.value.trim())}
          style={{ width: 240 }}
        />
      </div>
      <QueryTable<ClientRow>
        label={t('accounts.assignments')}
        rowKey={(row) => row.id}
        empty={t('common.empty')}
        {...table}
        rows={table.rows?.filter(
          (row) => !row.isHouse && `${row.shortName}${row.name}`.includes(search),
        )}
        isPending={table.isPending || assignments.isPending}
        error={table.error ?? assignments.error}
        columns={[
          {
            title: t('accounts.client'),
            key: 'name',
            render: (_, row) => (
              <>
                <strong>{row.shortName}</strong>
                <div className="heyi-quiet">{row.name}</div>
              </>
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              may('account:manage') ? (
                <Assign account={account} client={row} isAssigned={assigned.has(row.id)} />
              ) : (
                assigned.has(row.id) && <StateTag tone="good" text={t('accounts.assigned')} />
              ),
          },
        ]}
      />
    </section>
  );
}

function Assign(props: { account: Account; client: ClientRow; isAssigned: boolean }): ReactNode {
  const { t } = useTranslation();
  const key = { accountId: props.account.id, clientId: props.client.id };
  return props.isAssigned ? (
    <ActionButton
      size="small"
      danger
      label={t('accounts.unassign')}
      act={() => api.unassignClient(key)}
    />
  ) : (
    <ActionButton size="small" label={t('accounts.assign')} act={() => api.assignClient(key)} />
  );
}
