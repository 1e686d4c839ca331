import { colours } from '@heyi/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../shell/LanguageSwitch.tsx';
import { SignInForm } from './SignInForm.tsx';

export default function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { back = '/' }: { back?: string } = useSearch({ strict: false });
  return (
    <main
      style={{
        minHeight: '100vh',
        display: 'grid',
        placeItems: 'center',
        padding: 16,
        background: `radial-gradient(1200px 600px at 20% -10%, #d9e8ec 0, ${colours.paper} 60%)`,
      }}
    >
      <div className="heyi-card" style={{ width: 'min(400px, 100%)', padding: 32 }}>
        <Flex align="center" gap={12} style={{ marginBottom: 24 }}>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <div>
            <Typography.Title level={1} style={{ fontSize: 24, margin: 0 }}>
              {t('product')}
            </Typography.Title>
            <Typography.Text type="secondary">{t('session.welcome')}</Typography.Text>
          </div>
        </Flex>
        <SignInForm onDone={() => void navigate({ to: placeOf(back), replace: true })} />
        <Flex justify="center" style={{ marginTop: 20 }}>
          <LanguageSwitch />
        </Flex>
      </div>
    </main>
  );
}

/** A page of this console, whatever an address from outside asks for. */
function placeOf(back: string): string {
  return /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';
}
