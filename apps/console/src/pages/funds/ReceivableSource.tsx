import type { AnswerOf } from '@heyi/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session.ts';

export type Receivable = AnswerOf<'listReceivables'>['rows'][number];

/** The run or the client's bill that it came from. */
export function Source({ tenantId, row }: { tenantId: string; row: Receivable }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { runId, clientBillId } = row;
  return runId !== null ? (
    <Lead to={`/clients/${tenantId}/runs/${runId}`} may={may('payroll_run:read')}>
      {t('funds.receivable.run')}
    </Lead>
  ) : (
    <Lead to={`/clients/${tenantId}/bills/${clientBillId}`} may={may('client_bill:read')}>
      {t('funds.receivable.bill')}
    </Lead>
  );
}

/** Leads there whoever may look at it. */
export function Lead(props: { to: string; may: boolean; children: ReactNode }): ReactNode {
  return props.may ? <Link to={props.to}>{props.children}</Link> : props.children;
}
