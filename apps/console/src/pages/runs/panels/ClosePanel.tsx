import { Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPanelProps } from '../run.ts';

export function ClosePanel({ run }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Result
      status={run.state === 'closed' ? 'success' : 'info'}
      title={t(`runs.states.${run.state}`)}
      subTitle={t('runs.close.text')}
    />
  );
}
