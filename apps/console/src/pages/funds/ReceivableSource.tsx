import type { AnswerOf } from '@heyi/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session.ts';

export type Receivable = AnswerOf<'listReceivables'>['rows'][number];

/** The month, and the run or the client's bill that it came from. */
export function Source({ tenantId, row }: { tenantId: string; row: Receivable }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const isOfRun = row.runId !== null;
  const to = isOfRun ? `runs/${row.runId}` : `bills/${row.clientBillId}`;
  return (
    <>
      {row.wageMonth}
      <div>
        <Lead
          to={`/clients/${tenantId}/${to}`}
          may={may(isOfRun ? 'payroll_run:read' : 'client_bill:read')}
        >
          {t(isOfRun ? 'funds.receivable.run' : 'funds.receivable.bill')}
        </Lead>
      </div>
    </>
  );
}

/** Leads there whoever may look at it. */
export function Lead(props: { to: string; may: boolean; children: ReactNode }): ReactNode {
  return props.may ? <Link to={props.to}>{props.children}</Link> : props.children;
}
