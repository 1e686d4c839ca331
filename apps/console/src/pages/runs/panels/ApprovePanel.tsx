import { ProblemAlert } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import {
  Alert,
  Button,
  DatePicker,
  Descriptions,
  Form,
  Modal,
  Select,
  Typography,
  Upload,
} from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { type RunPanelProps, useRunChange } from '../run.ts';

/** What is approved, by whom, and over which frozen result. */
export function ApprovePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [stamping, setStamping] = useState(false);
  const canStamp =
    run.state === 'inReview' && run.approvalMode === 'client' && may('payroll_run:confirm');
  return (
    <>
      <Alert showIcon title={t(`runs.approval.${run.approvalMode}`)} style={{ marginBottom: 14 }} />
      <Descriptions
        size="small"
        bordered
        column={1}
        items={[
          {
            key: 'hash',
            label: t('runs.approval.hash'),
            children: run.snapshotHash ? (
              <>
                <Typography.Text code copyable>
                  {run.snapshotHash}
                </Typography.Text>
                <div>{t('runs.approval.hashHelp')}</div>
              </>
            ) : (
              '—'
            ),
          },
          { key: 'prepared', label: t('runs.approval.preparedBy'), children: run.preparedBy },
          {
            key: 'approved',
            label: t('runs.approval.approvedBy'),
            children: run.approvedBy ?? '—',
          },
        ]}
      />
      {canStamp && (
        <Button style={{ marginTop: 14 }} onClick={() => setStamping(true)}>
          {t('runs.approval.stamped')}
        </Button>
      )}
      <StampedConfirmation
        run={run}
        tenantId={tenantId}
        open={stamping}
        onClose={() => setStamping(false)}
      />
    </>
  );
}

type Values = { contactId: string; confirmedOn: Dayjs };

function StampedConfirmation(
  props: RunPanelProps & { open: boolean; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId } = props;
  const [form] = Form.useForm<Values>();
  const [file, setFile] = useState<File | null>(null);
  const client = useQuery({
    queryKey: ['client', tenantId],
    enabled: props.open,
    queryFn: () => api.getClient({ tenantId }),
  });
  const upload = useRunChange(run.id, (values: Values) =>
    api.uploadStampedConfirmation(
      {
        tenantId,
        runId: run.id,
        snapshotHash: run.snapshotHash ?? '',
        contactId: values.contactId,
        confirmedOn: values.confirmedOn.format('YYYY-MM-DD'),
      },
      { upload: file! },
    ),
  );
  return (
    <Modal
      open={props.open}
      title={t('runs.approval.stamped')}
      okButtonProps={{ disabled: file === null }}
      confirmLoading={upload.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {upload.error instanceof Problem && <ProblemAlert problem={upload.error} />}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ confirmedOn: dayjs() }}
        onFinish={(values) => upload.mutate(values, { onSuccess: props.onClose })}
      >
        <Form.Item name="contactId" label={t('runs.approval.contact')} rules={[{ required: true }]}>
          <Select
            loading={client.isPending}
            options={(client.data?.contacts ?? [])
              .filter((contact) => contact.mayApprovePayroll)
              .map((contact) => ({ value: contact.id, label: contact.name }))}
          />
        </Form.Item>
        <Form.Item
          name="confirmedOn"
          label={t('runs.approval.confirmedOn')}
          rules={[{ required: true }]}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Upload
          accept=".pdf,.png,.jpg,.jpeg"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
          onRemove={() => setFile(null)}
        >
          <Button>{t('common.upload')}</Button>
        </Upload>
      </Form>
    </Modal>
  );
}
