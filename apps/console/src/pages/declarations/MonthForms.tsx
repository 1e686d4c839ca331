import type { AnswerOf, RequestOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { jobEnd } from '../../jobs/use-job.ts';
import { billPath, type UnitRow } from './declarations.ts';

type Shown = { unit: UnitRow; period: string; open: boolean; onClose: () => void };

const needed = [{ required: true }];

/** The bill has been read and compared when the drawer closes. */
export function ImportBill({ unit, period, open, onClose }: Shown): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const { tenantId, registrationId } = unit;
  const layouts = useQuery({
    queryKey: ['billLayouts', tenantId],
    enabled: open,
    queryFn: () => api.listBillLayouts({ tenantId }),
  });
  const submit = async (values: { layout?: string }) => {
    const request = { tenantId, registrationId, period, ...values };
    const bill = await api.importOfficialBill(request, { upload: file! });
    if (bill.jobId !== null) await jobEnd(tenantId, bill.jobId);
    return bill;
  };
  return (
    <FormDrawer<{ layout?: string }, AnswerOf<'importOfficialBill'>>
      title={t('declarations.importBill')}
      submitLabel={t('common.upload')}
      intro={t('declarations.billsNote')}
      open={open}
      submit={submit}
      onDone={(bill) => void navigate({ to: billPath(bill) })}
      onClose={onClose}
    >
      <FileField
        label={t('declarations.billFile')}
        help={t('declarations.billFileHelp')}
        accept=".xlsx,.csv"
        onFile={setFile}
      />
      <Form.Item name="layout" label={t('declarations.layout')}>
        <Select
          allowClear
          placeholder={t('declarations.layoutAuto')}
          options={(layouts.data?.rows ?? []).map(({ layout, title }) => ({
            value: layout,
            label: title,
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

type Failure = Omit<RequestOf<'recordDebitFailure'>, 'tenantId' | 'registrationId' | 'period'>;

export function DebitFailure({ unit, period, open, onClose }: Shown): ReactNode {
  const { t } = useTranslation();
  const { tenantId, registrationId } = unit;
  return (
    <FormDrawer<Failure>
      title={t('declarations.fail')}
      intro={t('declarations.failIntro')}
      open={open}
      danger
      submit={(values) => api.recordDebitFailure({ tenantId, registrationId, period, ...values })}
      onClose={onClose}
    >
      <div className="heyi-fields">
        <Form.Item name="dueOn" label={t('declarations.dueOn')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="failedOn" label={t('declarations.failedOn')} rules={needed}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('declarations.failReason')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="responsibility" label={t('declarations.responsibility')} rules={needed}>
        <Select options={useOptions('names.responsibility')} />
      </Form.Item>
    </FormDrawer>
  );
}

export function ReopenMonth({ unit, period, open, onClose }: Shown): ReactNode {
  const { t } = useTranslation();
  const { tenantId, registrationId } = unit;
  return (
    <FormDrawer<{ reason: string }>
      title={t('declarations.reopen')}
      open={open}
      submit={(values) =>
        api.reopenContributionMonth({ tenantId, registrationId, period, ...values })
      }
      onClose={onClose}
    >
      <Form.Item name="reason" label={t('declarations.reopenReason')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
