import { Form, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for the reason of a step that needs one; it goes into the audit log. */
export function AskReason(props: {
  title: string;
  open: boolean;
  isPending: boolean;
  problem?: ReactNode;
  danger?: boolean;
  onCancel: () => void;
  onReason: (reason: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const fieldId = useId();
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.title}
      okButtonProps={{ danger: props.danger ?? false, disabled: reason.trim() === '' }}
      confirmLoading={props.isPending}
      onCancel={props.onCancel}
      onOk={() => props.onReason(reason.trim())}
      afterClose={() => setReason('')}
      destroyOnHidden
    >
      {props.problem}
      <Form layout="vertical">
        <Form.Item label={t('common.reason')} htmlFor={fieldId} extra={t('runs.reasonNeeded')}>
          <Input.TextArea
            id={fieldId}
            autoFocus
            rows={3}
            maxLength={200}
            showCount
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
