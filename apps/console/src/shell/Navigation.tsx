import {
  AccountBookOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  CalculatorOutlined,
  SafetyOutlined,
  FileProtectOutlined,
  IdcardOutlined,
  HomeOutlined,
  ImportOutlined,
  ScheduleOutlined,
  ShopOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session.ts';
import { useClient } from './client.ts';

/** Pages of one client stand under the client that is chosen in the head. */
export function Navigation(): ReactNode {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const client = useClient();
  const may = useMay();
  const inClient = (path: string) => (client ? `/clients/${client.id}${path}` : '/clients');
  const items = [
    { key: '/', icon: <HomeOutlined />, label: t('nav.home') },
    { key: '/clients', icon: <ShopOutlined />, label: t('nav.clients') },
    { type: 'divider' as const, key: 'divider' },
    { key: inClient('/people'), icon: <TeamOutlined />, label: t('nav.people') },
    ...(may('gig_worker:read')
      ? [{ key: inClient('/workers'), icon: <IdcardOutlined />, label: t('nav.workers') }]
      : []),
    { key: inClient('/imports'), icon: <ImportOutlined />, label: t('nav.imports') },
    { key: inClient('/runs'), icon: <ScheduleOutlined />, label: t('nav.runs') },
    { key: inClient('/funds'), icon: <AccountBookOutlined />, label: t('nav.funds') },
    { key: inClient('/payments'), icon: <BankOutlined />, label: t('nav.payments') },
    { key: inClient('/tax'), icon: <FileProtectOutlined />, label: t('nav.tax') },
    ...(may('app:read')
      ? [{ key: inClient('/apps'), icon: <ApiOutlined />, label: t('nav.apps') }]
      : []),
    { key: inClient('/audit'), icon: <AuditOutlined />, label: t('nav.audit') },
    { type: 'divider' as const, key: 'divider-2' },
    { key: '/calculators', icon: <CalculatorOutlined />, label: t('nav.calculators') },
    ...(may('account:read')
      ? [{ key: '/accounts', icon: <SafetyOutlined />, label: t('nav.accounts') }]
      : []),
  ];
  const selected = items
    .flatMap((item) => ('label' in item && pathname.startsWith(item.key) ? [item.key] : []))
    .toSorted((a, b) => b.length - a.length)[0];
  return (
    <nav aria-label={t('nav.menu')}>
      <Menu
        theme="dark"
        mode="inline"
        selectedKeys={selected && (selected !== '/' || pathname === '/') ? [selected] : []}
        items={items.map((item) =>
          'label' in item ? { ...item, label: <Link to={item.key}>{item.label}</Link> } : item,
        )}
      />
    </nav>
  );
}
