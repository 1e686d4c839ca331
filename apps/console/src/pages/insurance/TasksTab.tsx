import { type Column, QueryTable, Section } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DueDay } from '../../Countdown.tsx';
import { useFilters } from '../../filters.ts';
import { CityFilter } from '../../forms/CityFilter.tsx';
import { cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { useClients } from '../../shell/client.ts';
import type { ListedTask } from './insurance.ts';
import { TaskAgency, TaskCutoff, TaskMonth, TaskName, TaskState } from './TaskParts.tsx';

type Shown = ListedTask['state'] | 'open' | 'unsent' | 'unconfirmed';

type Filter = {
  client: string | null;
  state: Shown;
  kind: ListedTask['kind'] | null;
  agency: ListedTask['registrationKind'] | null;
  city: string;
  dueOn: string | null;
};

function filterIn(asked: Readonly<Record<string, string | undefined>>): Filter {
  return {
    client: asked['client'] ?? null,
    state: (asked['state'] as Shown | undefined) ?? 'open',
    kind: (asked['kind'] as Filter['kind'] | undefined) ?? null,
    agency: (asked['agency'] as Filter['agency'] | undefined) ?? null,
    city: asked['city'] ?? '',
    dueOn: asked['dueOn'] ?? null,
  };
}

/** Tasks by cut-off: of one client, or of all that are assigned. */
export function TasksTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const [asked, change] = useFilters('tasks');
  const filter = filterIn(asked);
  const { kind, agency, city, dueOn, state } = filter;
  const client = tenantId ?? filter.client;
  const tasks = useRows(['insuranceTasks', tenantId, filter], (cursor) =>
    api.listInsuranceTasks({
      state,
      limit: 100,
      ...(client && { clientId: client }),
      ...(kind && { kind }),
      ...(agency && { registrationKind: agency }),
      ...(cityPattern.test(city) && { cityCode: city }),
      ...(dueOn && { dueOn }),
      ...cursor,
    }),
  );
  const columns = useColumns(tenantId === null);
  return (
    <Section
      title={t('insurance.tasks')}
      note={t('insurance.tasksNote')}
      actions={
        <span className="heyi-quiet">
          {t('insurance.total', { count: tasks.first?.total ?? 0 })}
        </span>
      }
    >
      <Filters value={filter} change={change} hasClients={tenantId === null} />
      <QueryTable<ListedTask>
        label={t('insurance.tasks')}
        rowKey={(row) => row.id}
        empty={t('insurance.tasksEmpty')}
        columns={columns}
        {...tasks.table}
      />
    </Section>
  );
}

function Filters(props: {
  value: Filter;
  change: (part: Partial<Filter>) => void;
  hasClients: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { value, change } = props;
  const clients = useClients();
  const kinds = useOptions('names.taskKind');
  const agencies = useOptions('names.registrationKind');
  const states = [...useOptions('insurance.shown'), ...useOptions('insurance.states')];
  type Option = { value: string; label: string };
  const named = (key: 'kind' | 'agency', label: string, options: Option[]) => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 130 }}
      value={value[key]}
      options={options}
      onChange={(chosen?: string) => change({ [key]: chosen ?? null })}
    />
  );
  return (
    <div className="heyi-toolbar">
      <Select
        aria-label={t('insurance.state')}
        style={{ minWidth: 130 }}
        value={value.state}
        options={states}
        onChange={(state: Shown) => change({ state })}
      />
      {props.hasClients && (
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('insurance.client')}
          placeholder={t('insurance.allClients')}
          style={{ minWidth: 150 }}
          value={value.client}
          options={(clients.data?.rows ?? []).map(({ id, shortName }) => ({
            value: id,
            label: shortName,
          }))}
          onChange={(chosen?: string) => change({ client: chosen ?? null })}
        />
      )}
      {named('kind', t('insurance.kind'), kinds)}
      {named('agency', t('insurance.agency'), agencies)}
      <CityFilter
        width={140}
        label={t('insurance.bases.city')}
        value={value.city}
        onChange={(city) => change({ city })}
      />
      <DayInput
        clearable
        width={160}
        label={t('insurance.officialCutoff')}
        placeholder={t('insurance.officialCutoff')}
        value={value.dueOn}
        onChange={(dueOn) => change({ dueOn })}
      />
    </div>
  );
}

function useColumns(hasClients: boolean): Column<ListedTask>[] {
  const { t } = useTranslation();
  const client: Column<ListedTask> = { title: t('insurance.client'), dataIndex: 'clientShortName' };
  return [
    {
      title: t('insurance.person'),
      key: 'person',
      fixed: 'left',
      render: (_, row) => (
        <>
          <Link
            to={`/clients/${row.tenantId}/people/${row.employmentId}` as never}
            search={{ tab: 'insurance' } as never}
          >
            <strong>{row.personName}</strong>
          </Link>
          <div className="heyi-quiet">{row.employeeNumber}</div>
        </>
      ),
    },
    ...(hasClients ? [client] : []),
    { title: t('insurance.kind'), key: 'kind', render: (_, row) => <TaskName task={row} /> },
    { title: t('insurance.agency'), key: 'agency', render: (_, row) => <TaskAgency task={row} /> },
    { title: t('insurance.period'), key: 'period', render: (_, row) => <TaskMonth task={row} /> },
    {
      title: t('insurance.officialCutoff'),
      key: 'official',
      render: (_, row) => <TaskCutoff task={row} />,
    },
    {
      title: t('insurance.clientCutoff'),
      key: 'clientCutoff',
      render: (_, row) => <DueDay day={row.clientCutoff} />,
    },
    { title: t('insurance.state'), key: 'state', render: (_, row) => <TaskState task={row} /> },
  ];
}
