import { Button, DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import type { RunPanelProps } from '../run.ts';

type Values = { at: string };

/** Shows the payslips at a time that is chosen now. */
export function ReleaseLater({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('runs.payslips.later')}</Button>
      <FormDrawer<Values>
        title={t('runs.payslips.later')}
        submitLabel={t('runs.payslips.release')}
        open={open}
        submit={({ at }) => api.releasePayslips({ tenantId, runId: run.id, at })}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          name="at"
          label={t('runs.payslips.at')}
          extra={t('runs.payslips.atHelp')}
          rules={[{ required: true }]}
          getValueProps={() => ({})}
          getValueFromEvent={(day: Dayjs | null) => day?.format()}
        >
          <DatePicker showTime={{ format: 'HH:mm' }} style={{ width: '100%' }} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
