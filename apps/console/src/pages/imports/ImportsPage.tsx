import { PageFrame, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { formatInstant } from '../../instant.ts';
import { clientKinds } from './import-kinds.ts';
import { ImportResult } from './ImportResult.tsx';
import { type ImportView, ImportWizard } from './ImportWizard.tsx';

const toneOf: Record<ImportView['state'], Tone> = {
  checking: 'active',
  checked: 'warn',
  committing: 'active',
  committed: 'good',
  failed: 'bad',
  discarded: 'neutral',
};

const moving = new Set<ImportView['state']>(['checking', 'committing']);

export default function ImportsPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const { start }: { start?: string } = useSearch({ strict: false });
  const asked = clientKinds.find((kind) => kind === start);
  const [open, setOpen] = useState<'new' | ImportView | null>(start ? 'new' : null);
  const imports = useQuery({
    queryKey: ['imports', tenantId],
    queryFn: () => api.listImports({ tenantId, limit: 100 }),
    refetchInterval: (query) =>
      query.state.data?.rows.some(({ state }) => moving.has(state)) ? 1000 : false,
  });
  return (
    <PageFrame
      title={t('imports.title')}
      actions={
        <Button type="primary" onClick={() => setOpen('new')}>
          {t('imports.start')}
        </Button>
      }
    >
      <QueryTable
        label={t('imports.title')}
        rowKey={(row) => row.id}
        rows={imports.data?.rows}
        isPending={imports.isPending}
        error={imports.error}
        empty={t('imports.empty')}
        onOpen={setOpen}
        columns={[
          {
            title: t('imports.time'),
            key: 'time',
            render: (_, row) => formatInstant(row.createdAt),
          },
          {
            title: t('imports.kind'),
            key: 'kind',
            render: (_, row) => t(`imports.kinds.${row.kind}`, { defaultValue: row.kind }),
          },
          { title: t('imports.file'), dataIndex: 'fileName' },
          {
            title: t('imports.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag tone={toneOf[row.state]} text={t(`imports.states.${row.state}`)} />
            ),
          },
          {
            title: t('imports.created'),
            key: 'created',
            align: 'right',
            render: (_, row) => row.counts?.created,
          },
          {
            title: t('imports.updated'),
            key: 'updated',
            align: 'right',
            render: (_, row) => row.counts?.updated,
          },
          {
            title: t('imports.invalid'),
            key: 'invalid',
            align: 'right',
            render: (_, row) => row.counts?.invalid,
          },
        ]}
      />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={880}
        title={t('imports.start')}
        destroyOnHidden
      >
        {open === 'new' && <ImportWizard tenantId={tenantId} kinds={clientKinds} asked={asked} />}
        {open !== null && open !== 'new' && (
          <ImportResult
            tenantId={tenantId}
            view={open}
            next={null}
            onAgain={() => setOpen('new')}
            onChanged={() => {
              setOpen(null);
              void imports.refetch();
            }}
          />
        )}
      </Drawer>
    </PageFrame>
  );
}
