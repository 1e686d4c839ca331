import type { AnswerOf } from '@heyi/client';
import { type Column, CountText, PageFrame, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { useMay, useSession } from '../../session.ts';
import { CreateClient } from './CreateClient.tsx';

type Row = AnswerOf<'listClients'>['rows'][number];
type Headcount = AnswerOf<'listHeadcounts'>['rows'][number];

export default function ClientsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { data: session } = useSession();
  const [creating, setCreating] = useState(false);
  const [mode, setMode] = useState<Row['cooperationMode'] | null>(null);
  const [search, setSearch] = useState('');
  const clients = useRows(['clients', 'table', mode, search], (cursor) =>
    api.listClients({ limit: 100, search, ...(mode ? { cooperationMode: mode } : {}), ...cursor }),
  );
  const open = (tenantId: string) => void navigate({ to: `/clients/${tenantId}` });
  return (
    <PageFrame
      title={t('clients.title')}
      actions={
        session?.isHouse &&
        may('client:create') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('clients.create')}
          </Button>
        )
      }
    >
      <div className="heyi-card">
        <div className="heyi-toolbar">
          <Input.Search
            allowClear
            placeholder={t('clients.search')}
            aria-label={t('clients.search')}
            onSearch={setSearch}
            style={{ width: 260 }}
          />
          <Select
            allowClear
            placeholder={t('clients.mode')}
            aria-label={t('clients.mode')}
            style={{ minWidth: 140 }}
            options={useOptions('clients.modes')}
            onChange={(value?: Row['cooperationMode']) => setMode(value ?? null)}
          />
        </div>
        <QueryTable<Row>
          label={t('clients.title')}
          rowKey={(row) => row.id}
          empty={t('clients.empty')}
          columns={useColumns()}
          onOpen={(row) => open(row.id)}
          {...clients.table}
        />
      </div>
      <CreateClient open={creating} onClose={() => setCreating(false)} onCreated={open} />
    </PageFrame>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const may = useMay();
  const headcounts = useQuery({
    queryKey: ['headcounts'],
    enabled: may('person:read'),
    queryFn: () => api.listHeadcounts({}),
  });
  const headcountOf = new Map(headcounts.data?.rows.map((row) => [row.tenantId, row]));
  const headcount = (
    title: string,
    pick: (row: Headcount) => number,
    isAlarming = false,
  ): Column<Row> => ({
    title,
    key: title,
    align: 'right',
    render: (_, row) => {
      const found = headcountOf.get(row.id);
      if (!found) return null;
      const value = pick(found);
      return isAlarming && value > 0 ? (
        <StateTag tone="warn" text={String(value)} />
      ) : (
        <CountText value={value} />
      );
    },
  });
  return [
    {
      title: t('clients.shortName'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.shortName}</strong>{' '}
          {row.isHouse && <StateTag tone="active" text={t('clients.house')} />}
          <div className="heyi-quiet">{row.name}</div>
        </>
      ),
    },
    {
      title: t('clients.mode'),
      key: 'mode',
      render: (_, row) => (
        <StateTag tone="neutral" text={t(`clients.modes.${row.cooperationMode}`)} />
      ),
    },
    ...(may('person:read')
      ? [
          headcount(t('clients.active'), (row) => row.active),
          headcount(t('clients.joined'), (row) => row.joinedThisMonth),
          headcount(t('clients.leftMonth'), (row) => row.leftThisMonth),
          headcount(t('clients.withoutAccount'), (row) => row.withoutAccount, true),
        ]
      : []),
    {
      title: t('clients.pay'),
      key: 'pay',
      render: (_, row) =>
        `${t(`clients.payMonthRules.${row.payMonthRule}`)} · ${t('clients.payDayOf', { day: row.payDay })}`,
    },
    {
      title: t('clients.approvers'),
      key: 'approvers',
      render: (_, row) =>
        row.payrollApproverCount > 0 || row.isHouse ? (
          row.payrollApproverCount
        ) : (
          <StateTag tone="warn" text={t('clients.noApprover')} />
        ),
    },
    { title: t('clients.uscc'), dataIndex: 'uscc' },
  ];
}
