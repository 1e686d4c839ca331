import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useRows } from '../../rows.ts';
import { useLineColumns } from './line-columns.tsx';
import type { Return } from './returns.ts';

export type ReturnLine = AnswerOf<'listReturnLines'>['rows'][number];

const filters = ['all', 'differing', 'notCompared', 'unregistered', 'zeroTax'] as const;
type Filter = (typeof filters)[number];

/** Person by person, ours against the bureau's; when they part, those people first. */
export function ReturnLines({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>(view.differing > 0 ? 'differing' : 'all');
  const [search, setSearch] = useState('');
  const lines = useRows(['returnLines', view.id, filter, search, view.state], (cursor) =>
    api.listReturnLines({
      tenantId: view.tenantId,
      returnId: view.id,
      filter,
      search,
      limit: 100,
      ...cursor,
    }),
  );
  const counts: Partial<Record<Filter, number>> = {
    all: view.people,
    differing: view.differing,
    unregistered: view.unregistered,
    zeroTax: view.zeroTaxPeople,
  };
  return (
    <Section title={t('tax.lines')} note={t('tax.linesNote')}>
      <div className="heyi-toolbar">
        <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
          <Segmented<Filter>
            value={filter}
            onChange={setFilter}
            options={filters.map((value) => ({
              value,
              label: `${t(`tax.lineFilters.${value}`)} ${counts[value] ?? ''}`,
            }))}
          />
        </div>
        <Input.Search
          allowClear
          placeholder={t('runs.searchPeople')}
          aria-label={t('runs.searchPeople')}
          onSearch={setSearch}
          style={{ width: 200 }}
        />
      </div>
      <QueryTable<ReturnLine>
        label={t('tax.lines')}
        rowKey={(row) => `${row.sheet}-${row.taxpayerId ?? row.documentMasked}-${row.personName}`}
        empty={t(`tax.noLines.${filter}`)}
        columns={useLineColumns(view.compared > 0)}
        {...lines.table}
      />
    </Section>
  );
}
