import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import { ArrearsTab } from './ArrearsTab.tsx';
import { UnitsTab } from './UnitsTab.tsx';

/** 申报与缴费 over all assigned clients. */
export default function DeclarationsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [
    { key: 'months', label: t('declarations.tabs.months'), children: <UnitsTab /> },
    ...(may('employer_cost:read')
      ? [{ key: 'arrears', label: t('declarations.tabs.arrears'), children: <ArrearsTab /> }]
      : []),
  ];
  return (
    <PageFrame title={t('declarations.title')}>
      <PageTabs tabs={tabs} />
    </PageFrame>
  );
}
