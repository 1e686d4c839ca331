import { Alert, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A secret that nobody can read again; null when there is none to show. A short one is read aloud. */
export function ShownOnce(props: {
  title: string;
  note: string;
  secret: string | null;
  isShort?: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { title, note, secret, isShort = false, onClose } = props;
  return (
    <Modal
      open={secret !== null}
      title={title}
      mask={{ closable: false }}
      cancelButtonProps={{ style: { display: 'none' } }}
      okText={t('common.close')}
      onOk={onClose}
      onCancel={onClose}
      destroyOnHidden
    >
      <Alert showIcon type="warning" title={note} style={{ marginBottom: 16 }} />
      <Typography.Paragraph
        copyable
        style={{
          fontFamily: 'ui-monospace, monospace',
          wordBreak: 'break-all',
          ...(isShort && { fontSize: 22, textAlign: 'center' as const }),
        }}
      >
        {secret}
      </Typography.Paragraph>
    </Modal>
  );
}
