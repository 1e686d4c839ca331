import { PageFrame } from '@heyi/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay, useSession } from '../../session.ts';
import { BasesTab } from './BasesTab.tsx';
import { JoinersTab } from './JoinersTab.tsx';
import { LastPeriodsTab } from './LastPeriodsTab.tsx';
import { RetirementsTab } from './RetirementsTab.tsx';
import { TasksTab } from './TasksTab.tsx';

type Tab = [
  key: 'tasks' | 'lastPeriods' | 'joiners' | 'bases' | 'retirements',
  content: ReactNode,
  isShown: boolean,
];

/** 参保任务: of the client in the address, or of all assigned clients. */
export default function InsurancePage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const isHouse = useSession().data?.isHouse === true;
  const { tenantId: asked } = useParams({ strict: false });
  const tenantId = asked ?? null;
  const tabs: Tab[] = [
    ['tasks', <TasksTab key="tasks" tenantId={tenantId} />, true],
    ...(tenantId === null
      ? []
      : ([
          [
            'lastPeriods',
            <LastPeriodsTab key="lastPeriods" tenantId={tenantId} />,
            may('last_period:confirm'),
          ],
          ['joiners', <JoinersTab key="joiners" tenantId={tenantId} />, true],
          ['bases', <BasesTab key="bases" tenantId={tenantId} />, true],
        ] as Tab[])),
    ['retirements', <RetirementsTab key="retirements" tenantId={tenantId} />, true],
  ];
  return (
    <PageFrame title={t(tenantId === null && isHouse ? 'insurance.allTitle' : 'insurance.title')}>
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`insurance.tabs.${key}`), children }] : [],
        )}
      />
    </PageFrame>
  );
}
