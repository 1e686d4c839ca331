import { PageFrame, QueryTable } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { useEntityOptions } from '../../entities.ts';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ExportRoster } from './ExportRoster.tsx';
import { JoinPerson } from './JoinPerson.tsx';
import type { EmploymentState, RosterRow } from './people.ts';
import { useRosterColumns } from './roster-columns.tsx';

type Filters = {
  asOf: string;
  state: EmploymentState | 'all';
  entityId: string | null;
  cityCode: string;
  search: string;
};

/** 花名册: everybody of a client as of a day. */
export default function PeoplePage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const navigate = useNavigate();
  const [joining, setJoining] = useState(false);
  const [filters, setFilters] = useState<Filters>({
    asOf: today(),
    state: 'active',
    entityId: null,
    cityCode: '',
    search: '',
  });
  const roster = useRows(['roster', tenantId, filters], (cursor) =>
    api.listEmployments({ tenantId, limit: 100, ...queryOf(filters), ...cursor }),
  );
  const open = (employmentId: string) =>
    void navigate({ to: `/clients/${tenantId}/people/${employmentId}` });
  return (
    <PageFrame
      title={t('people.title')}
      actions={
        <>
          {may('import:run') && (
            <Button
              onClick={() =>
                void navigate({
                  to: `/clients/${tenantId}/imports`,
                  search: { start: 'roster' },
                })
              }
            >
              {t('people.import')}
            </Button>
          )}
          <ExportRoster tenantId={tenantId} state={filters.state} />
          {may('person:update') && (
            <Button type="primary" onClick={() => setJoining(true)}>
              {t('people.join')}
            </Button>
          )}
        </>
      }
    >
      <div className="heyi-card">
        <RosterFilters
          tenantId={tenantId}
          filters={filters}
          headcount={roster.first?.headcount ?? null}
          onChange={(changed) => setFilters({ ...filters, ...changed })}
        />
        <QueryTable<RosterRow>
          label={t('people.title')}
          rowKey={(row) => row.id}
          empty={t('people.empty')}
          columns={useRosterColumns()}
          onOpen={(row) => open(row.id)}
          {...roster.table}
        />
      </div>
      <JoinPerson
        tenantId={tenantId}
        open={joining}
        onClose={() => setJoining(false)}
        onJoined={open}
      />
    </PageFrame>
  );
}

function queryOf({ asOf, state, entityId, cityCode, search }: Filters) {
  return {
    asOf,
    search,
    ...(state === 'all' ? {} : { state }),
    ...(entityId ? { entityId } : {}),
    ...(cityPattern.test(cityCode) ? { cityCode } : {}),
  };
}

function RosterFilters(props: {
  tenantId: string;
  filters: Filters;
  headcount: Record<EmploymentState, number> | null;
  onChange: (changed: Partial<Filters>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { filters, headcount, onChange } = props;
  const countOf = (state: EmploymentState) => (headcount ? ` ${headcount[state]}` : '');
  return (
    <div className="heyi-toolbar">
      <Segmented<Filters['state']>
        aria-label={t('people.states.active')}
        value={filters.state}
        onChange={(state) => onChange({ state })}
        options={[
          ...(['active', 'joining', 'left'] as const).map((value) => ({
            value,
            label: `${t(`people.states.${value}`)}${countOf(value)}`,
          })),
          { value: 'all', label: t('people.allStates') },
        ]}
      />
      <span className="heyi-quiet">{t('people.asOf')}</span>
      <DayInput
        width={132}
        label={t('people.asOf')}
        value={filters.asOf}
        onChange={(asOf) => onChange({ asOf: asOf ?? today() })}
      />
      <Select
        allowClear
        placeholder={t('people.allEntities')}
        aria-label={t('people.contractEntity')}
        style={{ minWidth: 150, maxWidth: 240 }}
        popupMatchSelectWidth={false}
        options={useEntityOptions(props.tenantId)}
        onChange={(entityId?: string) => onChange({ entityId: entityId ?? null })}
      />
      <div style={{ width: 140 }}>
        <CityInput
          label={t('people.city')}
          placeholder={t('people.city')}
          value={filters.cityCode}
          onChange={(cityCode) => onChange({ cityCode })}
        />
      </div>
      <Input.Search
        allowClear
        placeholder={t('people.search')}
        aria-label={t('people.search')}
        onSearch={(search) => onChange({ search })}
        style={{ width: 200 }}
      />
    </div>
  );
}
