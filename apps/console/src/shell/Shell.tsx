import { MenuOutlined } from '@ant-design/icons';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { Button, Drawer, Flex, Grid, Layout, Spin, Tag, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../instant.ts';
import { useSession } from '../session.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { ClientSwitch } from './ClientSwitch.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Navigation } from './Navigation.tsx';

/** The frame of every page behind sign-in: navigation, the chosen client, the account. */
export function Shell(): ReactNode {
  const session = useSession();
  const { pathname } = useLocation();
  const wide = Grid.useBreakpoint().lg ?? true;
  // On the way to the sign-in page its address is the location already: nothing leads back there.
  if (session.isPending || pathname === '/sign-in') return <Spin fullscreen />;
  if (session.data === null) return <ToSignIn />;
  // Everything else is closed until a one-time password is changed.
  if (session.data?.mustChangePassword && pathname !== '/account') {
    return <Navigate to="/account" />;
  }
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <SkipLink />
      {wide && (
        <Layout.Sider width={196} style={{ position: 'sticky', top: 0, height: '100vh' }}>
          <Brand />
          <Navigation />
        </Layout.Sider>
      )}
      <Layout>
        <Header wide={wide} />
        <Layout.Content id="content" tabIndex={-1} style={{ outline: 'none' }}>
          <Outlet />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

/** Afterwards the page that was asked for is opened: the address of this moment, not of the way. */
function ToSignIn(): ReactNode {
  const { href } = useLocation();
  const [back] = useState(href);
  return <Navigate to="/sign-in" search={{ back }} replace />;
}

/** The first stop of the keyboard: who skips the menu must not go through it. */
function SkipLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <a className="heyi-skip" href="#content">
      {t('nav.skip')}
    </a>
  );
}

function Brand(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex align="center" gap={10} style={{ padding: '14px 18px', color: '#fff' }}>
      <img src="/icon.svg" alt="" width={28} height={28} />
      <strong style={{ fontSize: 17, letterSpacing: 2 }}>{t('product')}</strong>
    </Flex>
  );
}

function Header({ wide }: { wide: boolean }): ReactNode {
  const { pathname } = useLocation();
  return (
    <Layout.Header className="heyi-header">
      <Flex align="center" gap={12} style={{ height: '100%' }}>
        {/* Another page is another drawer: it is closed again. */}
        {!wide && <MenuDrawer key={pathname} />}
        <ClientSwitch />
        <div style={{ flex: 1 }} />
        <DemoDay wide={wide} />
        {wide && <LanguageSwitch />}
        <AccountMenu />
      </Flex>
    </Layout.Header>
  );
}

/** A demo is played on a calendar of its own; nobody should wonder which day it is. */
function DemoDay({ wide }: { wide: boolean }): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  if (!session || session.daysAhead === 0) return null;
  return (
    <Tooltip title={t('demoDay.help')}>
      <Tag color="gold" tabIndex={0}>
        {wide ? t('demoDay.title', { day: today() }) : today().slice(5)}
      </Tag>
    </Tooltip>
  );
}

function MenuDrawer(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('nav.menu')}
        onClick={() => setOpen(true)}
      />
      <Drawer
        placement="left"
        size={230}
        open={open}
        onClose={() => setOpen(false)}
        closable={false}
        styles={{ body: { padding: 0, background: '#0c3a46' } }}
      >
        <Brand />
        <Navigation />
        <div style={{ padding: 16 }}>
          <LanguageSwitch />
        </div>
      </Drawer>
    </>
  );
}
