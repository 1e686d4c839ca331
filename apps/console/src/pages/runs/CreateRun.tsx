import { ProblemAlert } from '@heyi/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DatePicker, Form, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';

const kinds = ['regular', 'offCycle', 'correction', 'final', 'balancing'] as const;

type Values = { kind: (typeof kinds)[number]; wageMonth: Dayjs; payDate: Dayjs };

export function CreateRun(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
  onCreated: (runId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (values: Values) =>
      api.createPayrollRun({
        tenantId: props.tenantId,
        kind: values.kind,
        wageMonth: values.wageMonth.format('YYYY-MM'),
        payDate: values.payDate.format('YYYY-MM-DD'),
      }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['runs'] });
      props.onClose();
      props.onCreated(made.id);
    },
  });
  return (
    <Modal
      open={props.open}
      title={t('runs.create')}
      okText={t('runs.create')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      confirmLoading={create.isPending}
      destroyOnHidden
    >
      {create.error instanceof Problem && <ProblemAlert problem={create.error} />}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'regular', wageMonth: dayjs(), payDate: dayjs() }}
        onFinish={(values) => create.mutate(values)}
      >
        <Form.Item name="kind" label={t('runs.kind')}>
          <Select options={kinds.map((value) => ({ value, label: t(`runs.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="wageMonth" label={t('runs.wageMonth')} rules={[{ required: true }]}>
          <DatePicker picker="month" style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
        <Form.Item
          name="payDate"
          label={t('runs.payDate')}
          extra={t('runs.payDateHelp')}
          rules={[{ required: true }]}
        >
          <DatePicker style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
