import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Empty description={t('common.notFound')} style={{ marginTop: 96 }}>
      <Link to="/">{t('common.goHome')}</Link>
    </Empty>
  );
}
