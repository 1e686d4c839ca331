import { MobileOutlined } from '@ant-design/icons';
import { Alert, Modal, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';

type MadeLink = Awaited<ReturnType<typeof api.createPayslipLink>>;

/** A link by which the person opens the payslip on the own phone; it is shown this once. */
export function PhoneLink(props: { tenantId: string; payslipId: string }): ReactNode {
  const { t } = useTranslation();
  const [link, setLink] = useState<MadeLink | null>(null);
  const close = () => setLink(null);
  return (
    <>
      <ActionButton
        icon={<MobileOutlined />}
        label={t('payslip.phoneLink')}
        act={() => api.createPayslipLink(props)}
        onDone={setLink}
      />
      <Modal
        open={link !== null}
        title={t('payslip.phoneLink')}
        cancelButtonProps={{ style: { display: 'none' } }}
        okText={t('common.close')}
        onOk={close}
        onCancel={close}
        destroyOnHidden
      >
        <Alert
          showIcon
          type="warning"
          title={t('payslip.phoneLinkNote', { until: formatInstant(link?.expiresAt ?? null) })}
          style={{ marginBottom: 16 }}
        />
        <Typography.Paragraph copyable style={{ wordBreak: 'break-all' }}>
          {link?.url}
        </Typography.Paragraph>
      </Modal>
    </>
  );
}
