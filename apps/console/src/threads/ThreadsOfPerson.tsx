import { QueryTable, Section } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useRows } from '../rows.ts';
import { useSession } from '../session.ts';
import { useOpenThread, useThreadColumns } from './thread-columns.tsx';
import type { ThreadRow } from './thread.ts';

/** Every matter that was or is talked about for one employment. */
export function ThreadsOfPerson(props: { tenantId: string; employmentId: string }): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { tenantId, employmentId } = props;
  const threads = useRows(['threads', tenantId, employmentId], (cursor) =>
    api.listThreads({ tenantId, employmentId, limit: 50, ...cursor }),
  );
  return (
    <Section title={t('threads.title')}>
      <QueryTable<ThreadRow>
        label={t('threads.title')}
        rowKey={(row) => row.id}
        empty={t('threads.emptyPerson')}
        onOpen={useOpenThread()}
        columns={useThreadColumns<ThreadRow>(session?.now ?? '')}
        {...threads.table}
      />
    </Section>
  );
}
