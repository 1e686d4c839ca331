import { AmountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { GaugeBar } from './GaugeBar.tsx';
import { type GaugeRow, toneOfWorker } from './workers.ts';

/** Who comes near a limit: the month's, and that of twelve months. */
export function GaugesPanel({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [period, setPeriod] = useState(today().slice(0, 7));
  const [warned, setWarned] = useState(true);
  const gauges = useRows(['gauges', tenantId, period, warned], (cursor) =>
    api.listGauges({
      tenantId,
      period,
      limit: 50,
      ...(warned ? { warned: 'true' } : {}),
      ...cursor,
    }),
  );
  const columns: Column<GaugeRow>[] = [
    {
      title: t('workers.name'),
      key: 'name',
      render: (_, row) => (
        <>
          <strong>{row.name}</strong>
          <div className="heyi-quiet">{row.externalWorkerId}</div>
        </>
      ),
    },
    {
      title: t('workers.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={toneOfWorker[row.state]} text={t(`workers.states.${row.state}`)} />
      ),
    },
    {
      title: t('workers.receipts'),
      key: 'receipts',
      align: 'right',
      render: (_, row) => <AmountText value={row.month.receipts} />,
    },
    {
      title: t('workers.gaugeMonth', { period }),
      key: 'month',
      render: (_, row) => <GaugeBar gauge={row.month} />,
    },
    {
      title: t('workers.gaugeYear'),
      key: 'year',
      render: (_, row) => <GaugeBar gauge={row.twelveMonths} />,
    },
  ];
  return (
    <Section title={t('workers.tabs.gauges')} note={t('workers.gaugeNote')}>
      <div className="heyi-toolbar">
        <DayInput
          picker="month"
          width={140}
          label={t('workers.period')}
          value={period}
          onChange={(month) => setPeriod(month ?? today().slice(0, 7))}
        />
        <label>
          <Switch size="small" checked={warned} onChange={setWarned} /> {t('workers.warned')}
        </label>
      </div>
      <QueryTable<GaugeRow>
        label={t('workers.tabs.gauges')}
        rowKey={(row) => row.workerId}
        empty={t('workers.noGauges')}
        columns={columns}
        onOpen={(row) => void navigate({ to: `/clients/${tenantId}/workers/${row.workerId}` })}
        {...gauges.table}
      />
    </Section>
  );
}
