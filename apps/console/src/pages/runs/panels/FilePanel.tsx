import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPanelProps } from '../run.ts';

export function FilePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Result
      status="info"
      title={`${t('runs.taxPeriod')} ${run.taxPeriod}`}
      subTitle={t('runs.file.text')}
      extra={<Link to={`/clients/${tenantId}/tax` as never}>{t('runs.file.go')}</Link>}
    />
  );
}
