import { Empty, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Funding } from '../pay/Funding.tsx';
import { Obligations } from '../pay/Obligations.tsx';
import { PaymentProgress } from '../pay/PaymentProgress.tsx';
import type { RunPanelProps, RunState } from '../run.ts';

const beforeLock = new Set<RunState>([
  'draft',
  'collecting',
  'calculating',
  'calculated',
  'inReview',
  'rejected',
  'approved',
  'cancelled',
]);
const begun = new Set<RunState>(['paying', 'partiallyPaid', 'paid', 'closed']);

/** Money first, then everybody at once; partial success is normal and live. */
export function PayPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  if (beforeLock.has(run.state)) return <Empty description={t('runs.pay.notYet')} />;
  const isBegun = begun.has(run.state);
  return (
    <Flex vertical gap={20}>
      {isBegun && <PaymentProgress run={run} tenantId={tenantId} />}
      <Funding run={run} tenantId={tenantId} isBegun={isBegun} />
      <Obligations run={run} tenantId={tenantId} />
    </Flex>
  );
}
