import { PageFrame, StateTag } from '@heyi/ui';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { useRows } from '../../rows.ts';
import { BatchesSection } from './BatchesSection.tsx';
import { OrdersSection } from './OrdersSection.tsx';
import { isMoving, type PayOrderState } from './payments.ts';

/** Every payment of a client: batches by payer account, and one order a payee. */
export default function PaymentsPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const { state }: { state?: PayOrderState } = useSearch({ strict: false });
  const [batchId, setBatchId] = useState<string | null>(null);
  const [isLive, setLive] = useState(false);
  const batches = useRows(
    ['payBatches', tenantId],
    (cursor) => api.listPayBatches({ tenantId, limit: 20, ...cursor }),
    { refetchInterval: isLive ? 1000 : false },
  );
  const moves = batches.table.rows?.some(isMoving) ?? false;
  if (moves !== isLive) setLive(moves);
  return (
    <PageFrame
      title={t('payments.title')}
      status={moves && <StateTag tone="active" text={t('payments.moving')} />}
    >
      <BatchesSection
        tenantId={tenantId}
        table={batches.table}
        chosen={batchId}
        onChoose={setBatchId}
      />
      <OrdersSection
        key={state ?? 'all'}
        tenantId={tenantId}
        batch={batches.table.rows?.find(({ id }) => id === batchId) ?? null}
        initialState={state ?? null}
        isLive={moves}
      />
    </PageFrame>
  );
}
