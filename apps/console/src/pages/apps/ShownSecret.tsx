import { Alert, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown this once. */
export function ShownSecret(props: { secret: string | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      open={props.secret !== null}
      title={t('apps.secret')}
      mask={{ closable: false }}
      cancelButtonProps={{ style: { display: 'none' } }}
      okText={t('common.close')}
      onOk={props.onClose}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <Alert showIcon type="warning" title={t('apps.secretNote')} style={{ marginBottom: 16 }} />
      <Typography.Paragraph
        copyable
        style={{ fontFamily: 'ui-monospace, monospace', wordBreak: 'break-all' }}
      >
        {props.secret}
      </Typography.Paragraph>
    </Modal>
  );
}
