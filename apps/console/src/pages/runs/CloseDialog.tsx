import { Link } from '@tanstack/react-router';
import { Alert, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../Refusal.tsx';
import { useMay } from '../../session.ts';
import type { RunPanelProps } from './run.ts';

/** Bank and books differ somewhere at this client: the month may be closed all the same, knowingly. */
export function OpenCases(props: { tenantId: string; count: number }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (props.count === 0) return null;
  return (
    <Alert
      showIcon
      type="warning"
      title={t('runs.close.openCases', { count: props.count })}
      description={t('runs.close.openCasesText')}
      action={
        may('reconciliation:read') && (
          <Link to="/clients/$tenantId/reconciliation" params={{ tenantId: props.tenantId }}>
            {t('runs.close.openCasesLink')}
          </Link>
        )
      }
    />
  );
}

/** Asked only while cases are open; nothing else about closing needs a second word. */
export function CloseDialog(
  props: RunPanelProps & {
    open: boolean;
    openCases: number;
    isPending: boolean;
    error: Error | null;
    onCancel: () => void;
    onClose: () => void;
  },
): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      open={props.open}
      title={t('runs.close.confirm', { title: props.run.title })}
      okText={t('runs.close.confirmButton')}
      confirmLoading={props.isPending}
      onCancel={props.onCancel}
      onOk={props.onClose}
      destroyOnHidden
    >
      <Refusal of={props.error} />
      <OpenCases tenantId={props.tenantId} count={props.openCases} />
    </Modal>
  );
}
