import { type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Flex, Grid, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCityName } from '../../cities.ts';
import { DueDay } from '../../Countdown.tsx';
import { useFilters } from '../../filters.ts';
import { CityFilter } from '../../forms/CityFilter.tsx';
import { cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { LineSteps } from './LineSteps.tsx';
import { type Bucket, type LineRow, type LineState, toneOfLine } from './orders.ts';

type Filters = {
  state: LineState | 'open' | 'unsent';
  held: 'mine' | 'nobody' | null;
  city: string;
  service: LineRow['service'] | null;
  due: Due | null;
  dueOn: string | null;
  search: string;
};

/** How soon, or told to operations because it was too late. */
type Due = Bucket | 'near' | 'escalated';

function filtersIn(asked: Readonly<Record<string, string | undefined>>): Filters {
  return {
    state: (asked['state'] as Filters['state'] | undefined) ?? 'open',
    held: (asked['held'] as Filters['held'] | undefined) ?? null,
    city: asked['city'] ?? '',
    service: (asked['service'] as Filters['service'] | undefined) ?? null,
    due: (asked['due'] as Filters['due'] | undefined) ?? null,
    dueOn: asked['dueOn'] ?? null,
    search: asked['search'] ?? '',
  };
}

/** 队列: what is to be done, the soonest cut-off first; steps of many lines at once. */
export function QueueTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asked, change] = useFilters('queue');
  const filters = filtersIn(asked);
  const set = (changed: Partial<Filters>) => {
    setChosen([]);
    change(changed);
  };
  const lines = useRows(['orderLines', tenantId, filters], (cursor) =>
    api.listOrderLines({ limit: 100, ...queryOf(tenantId, filters), ...cursor }),
  );
  const rows = lines.table.rows ?? [];
  const picked = rows.filter(({ id }) => chosen.includes(id));
  return (
    <Section
      title={t('orders.queue.title')}
      note={t('orders.queue.note', { count: lines.first?.total ?? 0 })}
    >
      <QueueFilters filters={filters} set={set} />
      {picked.length > 0 && <LineSteps lines={picked} onDone={() => setChosen([])} />}
      <QueryTable<LineRow>
        label={t('orders.queue.title')}
        rowKey={(row) => row.id}
        empty={t('orders.queue.empty')}
        columns={useColumns(tenantId === null)}
        selection={{ keys: chosen, onChange: setChosen }}
        onOpen={(row) => void navigate({ to: `/clients/${row.tenantId}/order-lines/${row.id}` })}
        {...lines.table}
      />
    </Section>
  );
}

function queryOf(tenantId: string | null, filters: Filters) {
  const { state, held, city, service, due, dueOn, search } = filters;
  return {
    state,
    ...(tenantId === null ? {} : { clientId: tenantId }),
    ...(held ? { held } : {}),
    ...(cityPattern.test(city) ? { cityCode: city } : {}),
    ...(service ? { service } : {}),
    ...(due === 'escalated' ? { escalated: 'true' as const } : due ? { due } : {}),
    ...(dueOn ? { dueOn } : {}),
    ...(search ? { search } : {}),
  };
}

function QueueFilters(props: {
  filters: Filters;
  set: (changed: Partial<Filters>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { filters, set } = props;
  const dues = [...useOptions('orders.near'), ...useOptions('orders.buckets')];
  const states = [...useOptions('orders.shown'), ...useOptions('orders.states')];
  return (
    <div className="heyi-toolbar">
      <Input.Search
        allowClear
        placeholder={t('orders.queue.search')}
        aria-label={t('orders.queue.search')}
        style={{ width: 180 }}
        defaultValue={filters.search}
        onSearch={(search) => set({ search })}
      />
      <Select
        aria-label={t('orders.state')}
        style={{ minWidth: 120 }}
        value={filters.state}
        options={states as { value: Filters['state']; label: string }[]}
        onChange={(state) => set({ state })}
      />
      <Select
        allowClear
        aria-label={t('orders.assignee')}
        placeholder={t('orders.assignee')}
        style={{ minWidth: 120 }}
        value={filters.held}
        options={useOptions('orders.held') as { value: 'mine' | 'nobody'; label: string }[]}
        onChange={(held?: 'mine' | 'nobody') => set({ held: held ?? null })}
      />
      <Select
        allowClear
        aria-label={t('orders.service')}
        placeholder={t('orders.service')}
        style={{ minWidth: 130 }}
        value={filters.service}
        options={useOptions('names.orderService') as { value: LineRow['service']; label: string }[]}
        onChange={(service?: LineRow['service']) => set({ service: service ?? null })}
      />
      <CityFilter
        label={t('orders.city')}
        width={130}
        value={filters.city}
        onChange={(city) => set({ city })}
      />
      <Select
        allowClear
        aria-label={t('orders.queue.due')}
        placeholder={t('orders.queue.due')}
        style={{ minWidth: 130 }}
        value={filters.due}
        options={dues as { value: Due; label: string }[]}
        onChange={(due?: Due) => set({ due: due ?? null })}
      />
      <DayInput
        clearable
        label={t('orders.cutoff')}
        placeholder={t('orders.cutoff')}
        width={150}
        value={filters.dueOn}
        onChange={(dueOn) => set({ dueOn })}
      />
    </div>
  );
}

export function ServiceName({ line }: { line: LineRow | Omit<LineRow, 'clientShortName'> }) {
  const { t } = useTranslation();
  const agency = line.registrationKind ? t(`names.registrationKind.${line.registrationKind}`) : '';
  return (
    <>
      {agency} {t(`names.service.${line.service}`)}
    </>
  );
}

export function LineMark({ line }: { line: Omit<LineRow, 'clientShortName'> }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={4} wrap>
      <StateTag tone={toneOfLine[line.state]} text={t(`orders.states.${line.state}`)} />
      {line.isEscalated && <StateTag tone="bad" text={t('orders.escalated')} />}
      {line.isWarned && !line.isEscalated && <StateTag tone="warn" text={t('orders.warned')} />}
    </Flex>
  );
}

function useColumns(showsClient: boolean): Column<LineRow>[] {
  const isWide = Grid.useBreakpoint().md ?? true;
  const { t } = useTranslation();
  const cityName = useCityName();
  return [
    {
      title: t('orders.person'),
      key: 'person',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong>
          {isWide ? (
            <div className="heyi-quiet">{row.employeeNumber}</div>
          ) : (
            <LineMark line={row} />
          )}
        </>
      ),
    },
    ...(showsClient
      ? [{ title: t('orders.client'), dataIndex: 'clientShortName' } satisfies Column<LineRow>]
      : []),
    {
      title: t('orders.service'),
      key: 'service',
      render: (_, row) => (
        <>
          <ServiceName line={row} />
          <div className="heyi-quiet">
            {cityName(row.cityCode)} · {t(`orders.channels.${row.channel}`)}
            {row.supplierName && ` ${row.supplierName}`}
          </div>
        </>
      ),
    },
    {
      title: t('orders.period'),
      key: 'period',
      render: (_, row) => (
        <>
          {row.period}
          {row.movedReason && (
            <div className="heyi-warn heyi-words heyi-words-narrow">
              {t(`orders.moved.${row.movedReason}`, { period: row.askedPeriod })}
            </div>
          )}
        </>
      ),
    },
    {
      title: t('orders.cutoff'),
      key: 'cutoff',
      render: (_, row) => (
        <>
          <DueDay day={row.officialCutoff} />
          <div className="heyi-quiet">
            {row.officialCutoff !== null && row.cutoffProvisional && t('orders.provisional')}
          </div>
        </>
      ),
    },
    {
      title: t('orders.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <LineMark line={row} />
          {row.reason && (
            <div className="heyi-quiet heyi-words heyi-words-narrow">{row.reason}</div>
          )}
        </>
      ),
    },
    {
      title: t('orders.assignee'),
      key: 'assignee',
      render: (_, row) =>
        row.assigneeName ?? <span className="heyi-quiet">{t('orders.nobody')}</span>,
    },
  ];
}
