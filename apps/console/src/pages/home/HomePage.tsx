import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export default function HomePage(): ReactNode {
  const { t } = useTranslation();
  return <PageFrame title={t('nav.home')}>{null}</PageFrame>;
}
