import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { PageTabs } from '../../PageTabs.tsx';
import { AdmissionPanel } from './AdmissionPanel.tsx';
import { GaugesPanel } from './GaugesPanel.tsx';
import { IncomePanel } from './IncomePanel.tsx';
import { ReturnsPanel } from './ReturnsPanel.tsx';
import { WorkersPanel } from './WorkersPanel.tsx';

/** 从业人员 of a client's platform, for the operator. */
export default function WorkersPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const tab = (
    key: 'list' | 'income' | 'gauges' | 'returns' | 'settings',
    children: ReactNode,
  ) => ({
    key,
    label: t(`workers.tabs.${key}`),
    children,
  });
  return (
    <PageFrame title={t('workers.title')} facts={t('workers.note')}>
      <PageTabs
        tabs={[
          tab('list', <WorkersPanel tenantId={tenantId} />),
          tab('income', <IncomePanel tenantId={tenantId} />),
          tab('gauges', <GaugesPanel tenantId={tenantId} />),
          tab('returns', <ReturnsPanel tenantId={tenantId} />),
          tab('settings', <AdmissionPanel tenantId={tenantId} />),
        ]}
      />
    </PageFrame>
  );
}
