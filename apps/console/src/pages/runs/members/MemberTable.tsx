import { QueryTable } from '@heyi/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useRows } from '../../../rows.ts';
import type { RunPanelProps } from '../run.ts';
import { useMemberColumns } from './member-columns.tsx';
import { MemberDrawer } from './MemberDrawer.tsx';
import type { Member, MemberFilter } from './members.ts';

/** People of a run; a row opens what may be done with the person. */
export function MemberTable(
  props: RunPanelProps & { filter: MemberFilter; search: string },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId, filter, search } = props;
  const [openId, setOpenId] = useState<string | null>(null);
  const members = useRows(
    ['members', run.id, filter, search, run.calculationVersion, run.state],
    (cursor) =>
      api.listRunMembers({ tenantId, runId: run.id, filter, search, limit: 100, ...cursor }),
    { refetchInterval: run.state === 'paying' ? 2_000 : false },
  );
  return (
    <>
      <QueryTable<Member>
        label={t('runs.steps.people')}
        rowKey={(row) => row.employmentId}
        empty={t('runs.noMembers')}
        columns={useMemberColumns(tenantId, run.calculationVersion > 0)}
        onOpen={(row) => setOpenId(row.employmentId)}
        {...members.table}
      />
      <MemberDrawer
        run={run}
        tenantId={tenantId}
        member={members.table.rows?.find((row) => row.employmentId === openId) ?? null}
        onClose={() => setOpenId(null)}
      />
    </>
  );
}
