import { PageFrame } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { Loaded } from '../../Loaded.tsx';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay, useSession } from '../../session.ts';
import { AccountsSection } from './AccountsSection.tsx';
import { AskPolicyTab } from './AskPolicyTab.tsx';
import { DiscrepanciesTab } from './DiscrepanciesTab.tsx';
import { EntriesTab } from './EntriesTab.tsx';
import { LinesTab } from './LinesTab.tsx';
import type { Account } from './reconciliation.ts';
import { StatementsTab } from './StatementsTab.tsx';
import { UploadStatement } from './UploadStatement.tsx';
import './reconciliation.css';

/** 银行对账: what the bank says of the accounts of one tenant against what the books say. */
export default function ReconciliationPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const [uploading, setUploading] = useState(false);
  const reconciliation = useQuery({
    queryKey: ['reconciliation', tenantId],
    queryFn: () => api.getReconciliation({ tenantId }),
  });
  const hasAccounts = (reconciliation.data?.accounts.length ?? 0) > 0;
  return (
    <PageFrame
      title={t('reconciliation.title')}
      actions={
        may('reconciliation:write') && hasAccounts ? (
          <Button type="primary" onClick={() => setUploading(true)}>
            {t('reconciliation.upload.title')}
          </Button>
        ) : null
      }
    >
      <Loaded query={reconciliation}>
        {({ accounts }) => <Compared tenantId={tenantId} accounts={accounts} />}
      </Loaded>
      <UploadStatement
        tenantId={tenantId}
        accounts={reconciliation.data?.accounts ?? []}
        open={uploading}
        onClose={() => setUploading(false)}
      />
    </PageFrame>
  );
}

/** One account is chosen, or all of them: what stands below is about it. */
function Compared(props: { tenantId: string; accounts: readonly Account[] }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, accounts } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const may = useMay();
  const { data: session } = useSession();
  // How patient the machine is with banks is the provider's to know and to say.
  const seesAsking = session?.isHouse === true && may('payment:read');
  const about = { tenantId, payerAccountId: chosen, accounts };
  const open = accounts
    .filter(({ payerAccountId }) => chosen === null || payerAccountId === chosen)
    .reduce((sum, account) => sum + account.openDiscrepancies, 0);
  const tabs = [
    ['discrepancies', <DiscrepanciesTab key="discrepancies" {...about} />, ` ${open}`],
    ['lines', <LinesTab key="lines" {...about} />, ''],
    ['entries', <EntriesTab key="entries" {...about} />, ''],
    ['statements', <StatementsTab key="statements" {...about} />, ''],
    ...(seesAsking ? [['asking', <AskPolicyTab key="asking" />, ''] as const] : []),
  ] as const;
  return (
    <>
      <AccountsSection
        tenantId={tenantId}
        accounts={accounts}
        chosen={chosen}
        onChoose={(id) => setChosen(id === chosen ? null : id)}
      />
      {accounts.length > 0 && (
        <PageTabs
          tabs={tabs.map(([key, children, more]) => ({
            key,
            label: `${t(`reconciliation.tabs.${key}`)}${more}`,
            children,
          }))}
        />
      )}
    </>
  );
}
