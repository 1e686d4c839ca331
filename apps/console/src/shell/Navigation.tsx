import {
  AccountBookOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  CalculatorOutlined,
  SafetyOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  FolderOpenOutlined,
  IdcardOutlined,
  MedicineBoxOutlined,
  HeartOutlined,
  HomeOutlined,
  MessageOutlined,
  ProfileOutlined,
  ImportOutlined,
  ReconciliationOutlined,
  ScheduleOutlined,
  ShopOutlined,
  TeamOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../session.ts';
import { useClient } from './client.ts';
import type { shellZh } from './shell.words.ts';

/** Pages of one client stand under the client that is chosen in the head. */
export function Navigation(): ReactNode {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const client = useClient();
  const may = useMay();
  const { data: session } = useSession();
  // Before a client is chosen the pages lead to the choice, and each keeps a key of its own.
  const inClient = (path: string) => (client ? `/clients/${client.id}${path}` : `:${path}`);
  // A page that would only refuse is not offered.
  const page = (
    permission: string,
    key: string,
    icon: ReactNode,
    label: keyof typeof shellZh.nav,
  ) => (may(permission) ? [{ key, icon, label: t(`nav.${label}`) }] : []);
  const items = [
    { key: '/', icon: <HomeOutlined />, label: t('nav.home') },
    ...page('client:read', '/clients', <ShopOutlined />, 'clients'),
    ...(session?.isHouse
      ? [
          ...page('insurance_task:read', '/insurance', <MedicineBoxOutlined />, 'allInsurance'),
          ...page('contribution:read', '/declarations', <FileDoneOutlined />, 'declarations'),
          ...page('client_bill:read', '/bills', <FileTextOutlined />, 'allBills'),
        ]
      : []),
    ...page('thread:read', '/threads', <MessageOutlined />, 'threads'),
    ...page('order_line:work', '/orders', <ProfileOutlined />, 'allOrders'),
    { type: 'divider' as const, key: 'divider' },
    ...page('person:read', inClient('/people'), <TeamOutlined />, 'people'),
    ...page('gig_worker:read', inClient('/workers'), <IdcardOutlined />, 'workers'),
    ...page('gig_program:read', inClient('/withdrawals'), <ThunderboltOutlined />, 'withdrawals'),
    ...page('insurance_task:read', inClient('/insurance'), <HeartOutlined />, 'insurance'),
    ...page('order_line:read', inClient('/orders'), <ProfileOutlined />, 'orders'),
    ...page('import:run', inClient('/imports'), <ImportOutlined />, 'imports'),
    ...page('payroll_run:read', inClient('/runs'), <ScheduleOutlined />, 'runs'),
    ...page('client_bill:read', inClient('/bills'), <FileTextOutlined />, 'bills'),
    ...page('receipt:read', inClient('/funds'), <AccountBookOutlined />, 'funds'),
    ...page('payment:read', inClient('/payments'), <BankOutlined />, 'payments'),
    ...page(
      'reconciliation:read',
      inClient('/reconciliation'),
      <ReconciliationOutlined />,
      'reconciliation',
    ),
    ...page('tax:read', inClient('/tax'), <FileProtectOutlined />, 'tax'),
    ...page('evidence:read', inClient('/evidence'), <FolderOpenOutlined />, 'evidence'),
    ...page('app:read', inClient('/apps'), <ApiOutlined />, 'apps'),
    ...page('audit:read', inClient('/audit'), <AuditOutlined />, 'audit'),
    { type: 'divider' as const, key: 'divider-2' },
    ...page('statutory:calculate', '/calculators', <CalculatorOutlined />, 'calculators'),
    ...page('account:read', '/accounts', <SafetyOutlined />, 'accounts'),
  ];
  const place = placeOf(pathname);
  const selected = items
    .flatMap((item) => ('label' in item && place.startsWith(item.key) ? [item.key] : []))
    .toSorted((a, b) => b.length - a.length)[0];
  return (
    <nav aria-label={t('nav.menu')}>
      <Menu
        theme="dark"
        mode="inline"
        selectedKeys={selected && (selected !== '/' || pathname === '/') ? [selected] : []}
        items={items.map((item) =>
          'label' in item
            ? { ...item, label: <Link to={targetOf(item.key)}>{item.label}</Link> }
            : item,
        )}
      />
    </nav>
  );
}

/** A page of one thing stands under the list that leads to it. */
function placeOf(pathname: string): string {
  return pathname
    .replace(/\/order-lines\//, '/orders/')
    .replace(/^\/clients\/[^/]+\/(registrations|declarations|official-bills)\//, '/declarations/')
    .replace(/^\/clients\/[^/]+\/threads\//, '/threads/')
    .replace(/\/payslips\//, '/runs/');
}

function targetOf(key: string): string {
  return key.startsWith(':') ? '/clients' : key;
}
