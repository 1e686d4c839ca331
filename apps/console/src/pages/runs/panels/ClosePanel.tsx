import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { Loaded } from '../../../Loaded.tsx';
import { useMay } from '../../../session.ts';
import { OpenCases } from '../CloseDialog.tsx';
import { CreateRun } from '../CreateRun.tsx';
import { Deliverables } from '../Deliverables.tsx';
import { Obligations } from '../pay/Obligations.tsx';
import { Proof } from '../pay/PaymentProgress.tsx';
import { isPaidOrOver, type RunPanelProps } from '../run.ts';

/** The end of the month: the proof, and the tables that go to the client. */
export function ClosePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const isPaid = isPaidOrOver(run.state) && run.state !== 'cancelled';
  const payment = useQuery({
    queryKey: ['payment', run.id, run.state],
    enabled: isPaid,
    queryFn: () => api.getRunPayment({ tenantId, runId: run.id }),
  });
  return (
    <Flex vertical gap={16}>
      <Alert
        showIcon
        type={run.state === 'closed' ? 'success' : 'info'}
        title={t(`runs.states.${run.state}`)}
        description={t('runs.close.text')}
        action={isPaid && <Correct run={run} tenantId={tenantId} />}
      />
      <OpenCases tenantId={tenantId} count={payment.data?.openDiscrepancies ?? 0} />
      {isPaid && <Obligations run={run} tenantId={tenantId} />}
      {isPaid && <Loaded query={payment}>{({ proof }) => <Proof proof={proof} />}</Loaded>}
      <Deliverables run={run} tenantId={tenantId} />
    </Flex>
  );
}

/** What was paid is changed by another run that names this one. */
function Correct({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  if (!may('payroll_run:prepare')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('runs.close.correct')}</Button>
      <CreateRun
        tenantId={tenantId}
        open={open}
        runs={[run]}
        initial={{ kind: 'correction', wageMonth: run.wageMonth, originalRunId: run.id }}
        onClose={() => setOpen(false)}
        onCreated={(id) => void navigate({ to: `/clients/${tenantId}/runs/${id}` })}
      />
    </>
  );
}
