import { type Column, QueryTable, Section } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DueDay } from '../../Countdown.tsx';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { useClients } from '../../shell/client.ts';
import type { ListedTask } from './insurance.ts';
import { TaskAgency, TaskCutoff, TaskMonth, TaskName, TaskState } from './TaskParts.tsx';

type Shown = ListedTask['state'] | 'open' | 'unconfirmed';

type Filter = {
  clientId: string | null;
  state: Shown;
  kind: ListedTask['kind'] | null;
  registrationKind: ListedTask['registrationKind'] | null;
  cityCode: string | null;
  dueBy: string | null;
};

const nothing: Filter = {
  clientId: null,
  state: 'open',
  kind: null,
  registrationKind: null,
  cityCode: null,
  dueBy: null,
};

/** Tasks by cut-off: of one client, or of all that are assigned. */
export function TasksTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>(nothing);
  const { clientId, kind, registrationKind, cityCode, dueBy, state } = filter;
  const client = tenantId ?? clientId;
  const tasks = useRows(['insuranceTasks', tenantId, filter], (cursor) =>
    api.listInsuranceTasks({
      state,
      limit: 100,
      ...(client && { clientId: client }),
      ...(kind && { kind }),
      ...(registrationKind && { registrationKind }),
      ...(cityCode && { cityCode }),
      ...(dueBy && { dueBy }),
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
      <Filters value={filter} onChange={setFilter} hasClients={tenantId === null} />
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
  onChange: (value: Filter) => void;
  hasClients: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const clients = useClients();
  const kinds = useOptions('names.taskKind');
  const agencies = useOptions('names.registrationKind');
  const states = [...useOptions('insurance.shown'), ...useOptions('insurance.states')];
  const change = (part: Partial<Filter>) => onChange({ ...value, ...part });
  type Option = { value: string; label: string };
  const named = (key: 'kind' | 'registrationKind', label: string, options: Option[]) => (
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
          value={value.clientId}
          options={(clients.data?.rows ?? []).map(({ id, shortName }) => ({
            value: id,
            label: shortName,
          }))}
          onChange={(chosen?: string) => change({ clientId: chosen ?? null })}
        />
      )}
      {named('kind', t('insurance.kind'), kinds)}
      {named('registrationKind', t('insurance.agency'), agencies)}
      <CityInput
        width={140}
        label={t('insurance.bases.city')}
        placeholder={t('insurance.bases.city')}
        value={value.cityCode}
        onChange={(code) => change({ cityCode: cityPattern.test(code) ? code : null })}
      />
      <DayInput
        clearable
        width={160}
        label={t('insurance.dueBy')}
        placeholder={t('insurance.dueBy')}
        value={value.dueBy}
        onChange={(dueBy) => change({ dueBy })}
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
