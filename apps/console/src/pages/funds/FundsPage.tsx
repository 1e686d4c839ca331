import { AmountText, PageFrame } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import { AdvancesTab } from './AdvancesTab.tsx';
import { LedgerTab } from './LedgerTab.tsx';
import { ReceivablesTab } from './ReceivablesTab.tsx';
import { ReceiptsTab } from './ReceiptsTab.tsx';

/** Money of one client: what arrived, what was advanced, and the books that prove it. */
export default function FundsPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const tabs = [
    ['receipts', <ReceiptsTab key="receipts" tenantId={tenantId} />, may('receipt:read')],
    ['advances', <AdvancesTab key="advances" tenantId={tenantId} />, may('receipt:read')],
    [
      'receivables',
      <ReceivablesTab key="receivables" tenantId={tenantId} />,
      may('receivable:read'),
    ],
    ['ledger', <LedgerTab key="ledger" tenantId={tenantId} />, may('ledger:read')],
  ] as const;
  return (
    <PageFrame title={t('funds.title')}>
      <Balances tenantId={tenantId} />
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`funds.tabs.${key}`), children }] : [],
        )}
      />
    </PageFrame>
  );
}

/** What is there, at a glance. A credit balance is money that we hold. */
function Balances({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const trial = useQuery({
    queryKey: ['trialBalance', tenantId],
    enabled: may('ledger:read'),
    queryFn: () => api.getTrialBalance({ tenantId }),
  });
  const advances = useQuery({
    queryKey: ['advances', tenantId, 'limit'],
    enabled: may('receipt:read'),
    queryFn: () => api.listAdvances({ tenantId, limit: 1 }),
  });
  const held = (kind: string) => {
    const balance = trial.data?.rows.find((row) => row.kind === kind)?.balance ?? '0.00';
    return balance.startsWith('-')
      ? balance.slice(1)
      : balance === '0.00'
        ? balance
        : `-${balance}`;
  };
  const shown = [
    ['clientFunds', trial.data ? held('clientFunds') : null, may('ledger:read')],
    ['unmatched', trial.data ? held('unmatchedReceipts') : null, may('ledger:read')],
    ['advance', advances.data?.outstanding ?? null, may('receipt:read')],
    ['limit', advances.data?.limit ?? null, may('receipt:read')],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      {shown.map(
        ([key, value, isShown]) =>
          isShown && (
            <div key={key}>
              <dt>{t(`funds.balances.${key}`)}</dt>
              <dd>
                <AmountText value={value} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
