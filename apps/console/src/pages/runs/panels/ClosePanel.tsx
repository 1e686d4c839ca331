import { useQuery } from '@tanstack/react-query';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { Loaded } from '../../../Loaded.tsx';
import { Deliverables } from '../Deliverables.tsx';
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
      />
      {isPaid && <Loaded query={payment}>{({ proof }) => <Proof proof={proof} />}</Loaded>}
      <Deliverables run={run} tenantId={tenantId} />
    </Flex>
  );
}
