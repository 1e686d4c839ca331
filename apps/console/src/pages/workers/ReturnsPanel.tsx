import { DownloadOutlined } from '@ant-design/icons';
import { AmountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Flex, Select, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { Countdown } from '../../Countdown.tsx';
import { DownloadButton } from '../../DownloadButton.tsx';
import { today } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type GigReturnRow, toneOfReturn } from './workers.ts';

/** What has to be declared by month and entity, and what is reported by quarter. */
export function ReturnsPanel({ tenantId }: { tenantId: string }): ReactNode {
  return (
    <>
      <Returns tenantId={tenantId} />
      <Quarters tenantId={tenantId} />
    </>
  );
}

function Returns({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['gig-returns', tenantId],
    queryFn: () => api.listGigReturns({ tenantId }),
  });
  const open = (id: string) => void navigate({ to: `/clients/${tenantId}/workers/returns/${id}` });
  return (
    <Section title={t('workers.returns')} note={t('workers.returnsNote')}>
      <QueryTable<GigReturnRow>
        label={t('workers.returns')}
        rowKey={(row) => row.id ?? `${row.entityId} ${row.taxPeriod}`}
        empty={t('workers.returnsEmpty')}
        columns={useReturnColumns(tenantId, open)}
        onOpen={(row) => row.id !== null && open(row.id)}
        {...useTable(query)}
      />
    </Section>
  );
}

function useReturnColumns(tenantId: string, open: (id: string) => void): Column<GigReturnRow>[] {
  const { t } = useTranslation();
  const mayFile = useMay()('tax:file');
  const amount = (title: string, of: (row: GigReturnRow) => string): Column<GigReturnRow> => ({
    title,
    key: title,
    align: 'right',
    render: (_, row) => <AmountText value={of(row)} />,
  });
  return [
    {
      title: t('workers.period'),
      key: 'period',
      render: (_, row) => (
        <>
          <strong>{row.taxPeriod}</strong>
          {row.number > 0 && <Tag>{t('workers.correction', { number: row.number })}</Tag>}
          <div className="heyi-quiet">{row.entityName}</div>
        </>
      ),
    },
    {
      title: t('workers.state'),
      key: 'state',
      render: (_, row) => (
        <Flex gap={4} wrap>
          <StateTag tone={toneOfReturn[row.state]} text={t(`workers.returnStates.${row.state}`)} />
          {row.isOutdated && row.state !== 'cancelled' && (
            <StateTag tone="bad" text={t('workers.outdated')} />
          )}
        </Flex>
      ),
    },
    { title: t('workers.people'), dataIndex: 'people', align: 'right' },
    amount(t('workers.taxable'), (row) => row.income),
    amount(t('workers.tax'), (row) => row.tax),
    amount(t('workers.vat'), (row) => row.vat),
    {
      title: t('workers.deadline'),
      key: 'deadline',
      render: (_, row) =>
        row.deadline && (
          <Countdown
            label={t('workers.deadline')}
            day={row.deadline}
            isOver={row.state === 'declared' || row.state === 'cancelled'}
          />
        ),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) =>
        row.state === 'pending' &&
        mayFile &&
        row.taxPeriod < today().slice(0, 7) && (
          <ActionButton
            size="small"
            label={t('workers.generate')}
            act={() =>
              api.generateGigReturn({
                tenantId,
                entityId: row.entityId,
                taxPeriod: row.taxPeriod,
              })
            }
            onDone={({ id }) => open(id)}
          />
        ),
    },
  ];
}

const forms = ['identity', 'income'] as const;

function Quarters({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const mayFile = useMay()('tax:file');
  const quarters = lastQuarters();
  const [quarter, setQuarter] = useState(quarters[0]!);
  if (!mayFile) return null;
  return (
    <Section title={t('workers.quarter')} note={t('workers.quarterNote')}>
      <Flex gap={8} wrap>
        <Select
          aria-label={t('workers.quarterChoice')}
          style={{ width: 140 }}
          value={quarter}
          options={quarters.map((value) => ({ value, label: value }))}
          onChange={setQuarter}
        />
        {forms.map((form) => (
          <DownloadButton
            key={form}
            icon={<DownloadOutlined />}
            label={t(`workers.forms.${form}`)}
            load={() => api.downloadQuarterReport({ tenantId, quarter, form })}
          />
        ))}
      </Flex>
    </Section>
  );
}

/** The four quarters that are over, the latest first. */
function lastQuarters(): string[] {
  const [year = '', month = ''] = today().split('-');
  const now = Number.parseInt(year, 10) * 4 + Math.floor((Number.parseInt(month, 10) - 1) / 3);
  return [1, 2, 3, 4].map((back) => {
    const index = now - back;
    return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
  });
}
