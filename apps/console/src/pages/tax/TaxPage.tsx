import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { PageTabs } from '../../PageTabs.tsx';
import { ReturnBoard } from './ReturnBoard.tsx';
import { Taxpayers } from './Taxpayers.tsx';
import './tax.css';

/** Tax is of the entity that withholds it: its returns by period, and the people it reports. */
export default function TaxPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  return (
    <PageFrame title={t('tax.title')} facts={t('tax.note')}>
      <PageTabs
        tabs={[
          {
            key: 'returns',
            label: t('tax.tabs.returns'),
            children: <ReturnBoard tenantId={tenantId} />,
          },
          {
            key: 'taxpayers',
            label: t('tax.tabs.taxpayers'),
            children: <Taxpayers tenantId={tenantId} />,
          },
        ]}
      />
    </PageFrame>
  );
}
