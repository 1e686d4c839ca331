import { Alert, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Secret = { name: string; password: string };

/** Shown this once, to be handed over in person. */
export function OneTimePassword(props: { secret: Secret | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { secret } = props;
  return (
    <Modal
      open={secret !== null}
      title={t('accounts.oneTime')}
      mask={{ closable: false }}
      cancelButtonProps={{ style: { display: 'none' } }}
      okText={t('common.close')}
      onOk={props.onClose}
      onCancel={props.onClose}
      destroyOnHidden
    >
      {secret && (
        <>
          <Alert
            showIcon
            type="warning"
            title={t('accounts.oneTimeNote', { name: secret.name })}
            style={{ marginBottom: 16 }}
          />
          <Typography.Paragraph
            copyable
            style={{ fontSize: 22, fontFamily: 'ui-monospace, monospace', textAlign: 'center' }}
          >
            {secret.password}
          </Typography.Paragraph>
        </>
      )}
    </Modal>
  );
}
