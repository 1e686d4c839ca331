import type { RequestOf } from '@heyi/client';
import { Form, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import type { RunPanelProps } from '../run.ts';
import { AmountFields } from './AmountFields.tsx';
import type { Deduction } from './FiledInputs.tsx';

type Values = Omit<RequestOf<'putSpecialDeduction'>, 'tenantId' | 'runId' | 'employmentId'>;

/** One person's line of the deduction file, typed from the tax client. */
export function DeductionForm(
  props: RunPanelProps & { row: Deduction | null; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId, row } = props;
  const firstEmployments = useOptions('runs.input.firstEmployments');
  return (
    <FormDrawer<Values>
      title={`${row?.personName ?? ''} · ${t('runs.input.forms.deduction')}`}
      open={row !== null}
      initial={row?.filed ?? { takesBasicDeduction: true, firstEmployment: 'none' }}
      intro={
        <p className="heyi-quiet">
          {t('runs.input.deductionHelp', { taxPeriod: run.taxPeriod })} {t('runs.input.voids')}
        </p>
      }
      submit={(values) =>
        api.putSpecialDeduction({
          tenantId,
          runId: run.id,
          employmentId: row!.employmentId,
          ...values,
        })
      }
      onClose={props.onClose}
    >
      <AmountFields words="runs.input.deductions" />
      <div className="heyi-fields">
        <Form.Item
          name="takesBasicDeduction"
          label={t('runs.input.takesBasicDeduction')}
          valuePropName="checked"
          rules={[{ required: true }]}
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name="firstEmployment"
          label={t('runs.input.firstEmployment')}
          rules={[{ required: true }]}
        >
          <Select options={firstEmployments} />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}
