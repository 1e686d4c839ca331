import { PageFrame, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { Loaded } from '../../Loaded.tsx';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import type { Client } from './client-fields.tsx';
import { DifferencesTab } from '../differences/DifferencesTab.tsx';
import { ProceduresTab } from '../insurance/ProceduresTab.tsx';
import { SchemesTab } from '../insurance/SchemesTab.tsx';
import { EntitiesTab } from './tabs/EntitiesTab.tsx';
import { LicencesTab } from './tabs/LicencesTab.tsx';
import { OverviewTab } from './tabs/OverviewTab.tsx';
import { PayersTab } from './tabs/PayersTab.tsx';
import { PaySchemeTab } from './tabs/PaySchemeTab.tsx';
import { RegistrationsTab } from './tabs/RegistrationsTab.tsx';
import { ThreeInOneTab } from './tabs/ThreeInOneTab.tsx';

/** One client: what was agreed, who signs, pays and insures, and by which items people are paid. */
export default function ClientPage(): ReactNode {
  const tenantId = useTenantId();
  const client = useQuery({
    queryKey: ['client', tenantId],
    queryFn: () => api.getClient({ tenantId }),
  });
  if (client.data) return <OpenClient client={client.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={client}>{() => null}</Loaded>
    </div>
  );
}

function OpenClient({ client }: { client: Client }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [
    ['overview', <OverviewTab key="overview" client={client} />, true],
    ['entities', <EntitiesTab key="entities" tenantId={client.id} />, may('legal_entity:read')],
    ['payers', <PayersTab key="payers" tenantId={client.id} />, may('payment:read')],
    [
      'registrations',
      <RegistrationsTab key="registrations" tenantId={client.id} />,
      may('legal_entity:read'),
    ],
    [
      'procedures',
      <ProceduresTab key="procedures" tenantId={client.id} />,
      may('legal_entity:read'),
    ],
    [
      'insuranceSchemes',
      <SchemesTab key="insuranceSchemes" tenantId={client.id} />,
      may('insurance_task:read'),
    ],
    [
      'differences',
      <DifferencesTab key="differences" tenantId={client.id} />,
      may('contribution:read'),
    ],
    ['threeInOne', <ThreeInOneTab key="threeInOne" tenantId={client.id} />, may('person:read')],
    ['scheme', <PaySchemeTab key="scheme" tenantId={client.id} />, may('pay_scheme:read')],
    ['licences', <LicencesTab key="licences" client={client} />, true],
  ] as const;
  return (
    <PageFrame
      title={client.shortName}
      status={<StateTag tone="neutral" text={t(`clients.modes.${client.cooperationMode}`)} />}
      facts={
        <Flex gap="2px 14px" wrap>
          <span>{client.name}</span>
          <span>{client.uscc}</span>
        </Flex>
      }
    >
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`clients.tabs.${key}`), children }] : [],
        )}
      />
    </PageFrame>
  );
}
