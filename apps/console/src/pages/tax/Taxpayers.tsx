import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Empty, Input, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type LegalEntity, useEntities } from '../../entities.ts';
import { Loaded } from '../../Loaded.tsx';
import { useRows } from '../../rows.ts';
import { TaxpayerActions } from './TaxpayerActions.tsx';
import { type Taxpayer, taxpayerFilters, type TaxpayerFilter } from './taxpayers.ts';
import { useTaxpayerColumns } from './taxpayer-columns.tsx';

type Counts = AnswerOf<'listTaxpayers'>['counts'];

/** 人员信息采集: what the bureau knows of the people an entity pays, entity by entity. */
export function Taxpayers({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { entity: asked }: { entity?: string } = useSearch({ strict: false });
  const entities = useEntities(tenantId);
  return (
    <Loaded query={entities}>
      {({ rows }) => {
        const entity = rows.find(({ id }) => id === asked) ?? rows[0];
        if (!entity) return <Empty description={t('tax.noEntity')} />;
        const choose = (id: string) =>
          void navigate({ to: '.', search: { tab: 'taxpayers', entity: id } });
        return (
          <EntityTaxpayers
            key={entity.id}
            entity={entity}
            choice={
              <Select
                aria-label={t('tax.agent')}
                value={entity.id}
                onChange={choose}
                style={{ minWidth: 220, maxWidth: '100%' }}
                options={rows.map(({ id, name }) => ({ value: id, label: name }))}
              />
            }
          />
        );
      }}
    </Loaded>
  );
}

function EntityTaxpayers(props: { entity: LegalEntity; choice: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, id: entityId } = props.entity;
  const [filter, setFilter] = useState<TaxpayerFilter>('all');
  const [search, setSearch] = useState('');
  const taxpayers = useRows(['taxpayers', entityId, filter, search], (cursor) =>
    api.listTaxpayers({
      tenantId,
      entityId,
      search,
      limit: 100,
      ...(filter === 'all' ? {} : taxpayerFilters[filter]),
      ...cursor,
    }),
  );
  return (
    <Section
      title={t('tax.registration')}
      note={
        <>
          {t('tax.registrationNote')} <Incomplete counts={taxpayers.first?.counts} />
        </>
      }
      actions={<TaxpayerActions tenantId={tenantId} entityId={entityId} />}
    >
      <div className="heyi-toolbar">
        {props.choice}
        <Input.Search
          allowClear
          placeholder={t('runs.searchPeople')}
          aria-label={t('runs.searchPeople')}
          onSearch={setSearch}
          style={{ width: 200 }}
        />
      </div>
      <div style={{ overflowX: 'auto', marginBottom: 10 }}>
        <Segmented<TaxpayerFilter>
          value={filter}
          onChange={setFilter}
          options={(['all', ...Object.keys(taxpayerFilters)] as TaxpayerFilter[]).map((value) => ({
            value,
            label: `${t(`tax.filters.${value}`)} ${countOf(value, taxpayers.first?.counts)}`,
          }))}
        />
      </div>
      <QueryTable<Taxpayer>
        label={t('tax.registration')}
        rowKey={(row) => row.id}
        empty={t('tax.noTaxpayers')}
        columns={useTaxpayerColumns()}
        {...taxpayers.table}
      />
    </Section>
  );
}

const countNames: Partial<Record<TaxpayerFilter, keyof Counts>> = {
  all: 'people',
  toReport: 'toReport',
  reporting: 'reporting',
  failed: 'failed',
  refused: 'identityRefused',
};

function countOf(filter: TaxpayerFilter, counts: Counts | undefined): string {
  const name = countNames[filter];
  return name && counts ? String(counts[name]) : '';
}

/** Who lacks facts does not get into the sheet. */
function Incomplete({ counts }: { counts: Counts | undefined }): ReactNode {
  const { t } = useTranslation();
  if (!counts?.incomplete) return null;
  return <span className="heyi-warn">{t('tax.incomplete', { count: counts.incomplete })}</span>;
}
