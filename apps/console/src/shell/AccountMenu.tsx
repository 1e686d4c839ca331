import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useSession } from '../session.ts';

export function AccountMenu(): ReactNode {
  const { t } = useTranslation();
  const { data } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.signOut({}).catch(() => undefined);
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'account',
            icon: <UserOutlined />,
            label: t('nav.myAccount'),
            onClick: () => void navigate({ to: '/account' }),
          },
          {
            key: 'signOut',
            icon: <LogoutOutlined />,
            label: t('session.signOut'),
            onClick: () => void signOut(),
          },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />}>
        {data?.name} <DownOutlined style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  );
}
