import { Flex, Input, Segmented } from 'antd';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { memberFilters, type MemberFilter } from '../members/members.ts';
import { MemberTable } from '../members/MemberTable.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

/** Everybody of the run, whom it leaves out and whom it holds. */
export function MembersPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const view = useRunView();
  const show = useShowRunView();
  const filter = memberFilters.find((name) => name === view.filter) ?? 'all';
  return (
    <>
      <Flex gap={12} wrap justify="space-between" style={{ marginBottom: 10 }}>
        <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
          <Segmented<MemberFilter>
            value={filter}
            onChange={(next) => show({ filter: next })}
            options={memberFilters.map((value) => ({ value, label: t(`runs.filters.${value}`) }))}
          />
        </div>
        <Input.Search
          allowClear
          defaultValue={view.search ?? ''}
          placeholder={t('runs.searchPeople')}
          aria-label={t('runs.searchPeople')}
          onSearch={(search) => show({ search })}
          style={{ width: 200 }}
        />
      </Flex>
      <MemberTable run={run} tenantId={tenantId} filter={filter} search={view.search ?? ''} />
    </>
  );
}
