import { PageFrame, QueryTable } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button, Flex, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { CreateRun } from './CreateRun.tsx';
import { MonthStrip } from './MonthStrip.tsx';
import { isPaidOrOver, type RunRow } from './run.ts';
import { useRunColumns } from './run-columns.tsx';
import './runs.css';

/** All runs of a client: the months on top, the runs of the chosen one below. */
export default function RunsPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const navigate = useNavigate();
  const [month, setMonth] = useState<string | null>(null);
  const [openOnly, setOpenOnly] = useState(false);
  const [creating, setCreating] = useState(false);
  const runs = useRows(['runs', tenantId], (cursor) =>
    api.listPayrollRuns({ client: tenantId, limit: 200, ...cursor }),
  );
  const all = runs.table.rows;
  const openRun = (runId: string) => void navigate({ to: `/clients/${tenantId}/runs/${runId}` });
  const isShown = (row: RunRow) =>
    (month === null || row.wageMonth === month) && !(openOnly && isPaidOrOver(row.state));
  return (
    <PageFrame
      title={t('runs.title')}
      actions={
        may('payroll_run:prepare') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('runs.create')}
          </Button>
        )
      }
    >
      <MonthStrip runs={all ?? []} chosen={month} onChoose={setMonth} />
      <div className="heyi-card">
        <Flex justify="flex-end" style={{ marginBottom: 10 }}>
          <label>
            <Switch size="small" checked={openOnly} onChange={setOpenOnly} /> {t('runs.openOnly')}
          </label>
        </Flex>
        <QueryTable<RunRow>
          label={t('runs.title')}
          rowKey={(row) => row.id}
          empty={t(all?.length === 0 ? 'runs.empty' : 'runs.noneOfMonth')}
          onOpen={(row) => openRun(row.id)}
          columns={useRunColumns()}
          {...runs.table}
          rows={all?.filter(isShown)}
        />
      </div>
      <CreateRun
        tenantId={tenantId}
        open={creating}
        runs={all ?? []}
        onClose={() => setCreating(false)}
        onCreated={openRun}
      />
    </PageFrame>
  );
}
