import { type Column, QueryTable, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button, Flex, Input, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { RegisterWorker } from './RegisterWorker.tsx';
import { toneOfWorker, type WorkerRow, type WorkerState } from './workers.ts';

type Environment = WorkerRow['environment'];
type Filters = {
  environment: Environment;
  state: WorkerState | 'all';
  reason: string | null;
  search: string;
};

const allLive: Filters = { environment: 'live', state: 'all', reason: null, search: '' };

const states = ['admitted', 'pending', 'suspended', 'refused', 'left'] as const;

export function WorkersPanel({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [registering, setRegistering] = useState(false);
  const [filters, setFilters] = useState<Filters>(allLive);
  const workers = useRows(['workers', tenantId, filters], (cursor) =>
    api.listWorkers({
      tenantId,
      limit: 50,
      environment: filters.environment,
      ...(filters.state === 'all' ? {} : { state: filters.state }),
      ...(filters.reason ? { reason: filters.reason as WorkerRow['reasons'][number] } : {}),
      ...(filters.search ? { search: filters.search } : {}),
      ...cursor,
    }),
  );
  const open = (id: string) => void navigate({ to: `/clients/${tenantId}/workers/${id}` });
  const toImport = (start: string) =>
    void navigate({ to: `/clients/${tenantId}/imports`, search: { start } });
  return (
    <div className="heyi-card">
      <WorkerFilters
        filters={filters}
        counts={workers.first?.counts ?? []}
        onChange={(changed) => setFilters({ ...filters, ...changed })}
        actions={
          may('gig_worker:write') && (
            <Flex gap={8} wrap>
              {may('import:run') && (
                <Button onClick={() => toImport('gigWorkers')}>{t('workers.import')}</Button>
              )}
              <Button type="primary" onClick={() => setRegistering(true)}>
                {t('workers.register')}
              </Button>
            </Flex>
          )
        }
      />
      <QueryTable<WorkerRow>
        label={t('workers.title')}
        rowKey={(row) => row.id}
        empty={t('workers.empty')}
        columns={useWorkerColumns()}
        onOpen={(row) => open(row.id)}
        {...workers.table}
      />
      <RegisterWorker
        tenantId={tenantId}
        open={registering}
        onClose={() => setRegistering(false)}
        onDone={open}
      />
    </div>
  );
}

function WorkerFilters(props: {
  filters: Filters;
  counts: readonly { state: WorkerState; workers: number }[];
  actions: ReactNode;
  onChange: (changed: Partial<Filters>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { filters, onChange } = props;
  const countOf = (state: WorkerState) =>
    props.counts.find((count) => count.state === state)?.workers ?? 0;
  return (
    <div className="heyi-toolbar">
      <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
        <Segmented<Filters['state']>
          aria-label={t('workers.state')}
          value={filters.state}
          onChange={(state) => onChange({ state })}
          options={[
            { value: 'all', label: t('workers.all') },
            ...states.map((value) => ({
              value,
              label: `${t(`workers.states.${value}`)} ${countOf(value)}`,
            })),
          ]}
        />
      </div>
      <Select<Environment>
        aria-label={t('workers.environment')}
        style={{ width: 110 }}
        value={filters.environment}
        options={useOptions('workers.environments')}
        onChange={(environment) => onChange({ environment })}
      />
      <Select
        allowClear
        placeholder={t('workers.allReasons')}
        aria-label={t('workers.why')}
        style={{ width: 200 }}
        popupMatchSelectWidth={false}
        options={useOptions('workers.reasons')}
        onChange={(reason?: string) => onChange({ reason: reason ?? null })}
      />
      <Input.Search
        allowClear
        placeholder={t('workers.search')}
        aria-label={t('workers.search')}
        onSearch={(search) => onChange({ search })}
        style={{ width: 220 }}
      />
      <span style={{ flex: 1 }} />
      {props.actions}
    </div>
  );
}

/** Who was registered by a sandbox app moves no real money. */
export function SandboxMark({ environment }: { environment: Environment }): ReactNode {
  const { t } = useTranslation();
  if (environment === 'live') return null;
  return <StateTag tone="neutral" text={t('workers.environments.sandbox')} />;
}

function useWorkerColumns(): Column<WorkerRow>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('workers.name'),
      key: 'name',
      render: (_, row) => (
        <>
          <strong>{row.name}</strong> <SandboxMark environment={row.environment} />
          <div className="heyi-quiet">{row.externalWorkerId}</div>
        </>
      ),
    },
    {
      title: t('workers.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag tone={toneOfWorker[row.state]} text={t(`workers.states.${row.state}`)} />
          {row.reasons.length > 0 && row.state !== 'left' && (
            <div className="heyi-quiet">
              {row.reasons.map((reason) => t(`workers.reasons.${reason}`)).join(' · ')}
            </div>
          )}
        </>
      ),
    },
    { title: t('workers.document'), dataIndex: 'documentMasked' },
    { title: t('workers.phone'), dataIndex: 'phoneMasked' },
    {
      title: t('workers.account'),
      key: 'account',
      render: (_, row) => (
        <>
          {t(`workers.channels.${row.channel}`)}
          <div className="heyi-quiet">{row.accountMasked}</div>
        </>
      ),
    },
    {
      title: t('workers.registeredAt'),
      key: 'registeredAt',
      render: (_, row) => formatInstant(row.registeredAt),
    },
  ];
}
