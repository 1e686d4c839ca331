import type { RequestOf } from '@heyi/client';
import { Form, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import type { Program } from './withdrawals.ts';

type Values = Pick<
  RequestOf<'updateProgram'>,
  'warningBelow' | 'warningHours' | 'whenShort' | 'state'
>;

const needed = [{ required: true }];

/** When the client is warned, and what happens when its money does not suffice. */
export function ProgramTerms(props: {
  tenantId: string;
  program: Program;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program, open, onClose } = props;
  const {
    id: programId,
    environment,
    legalEntityId,
    payerAccountId,
    createdAt,
    ...terms
  } = program;
  void [environment, legalEntityId, payerAccountId, createdAt];
  const { warningBelow, warningHours, whenShort, state } = program;
  return (
    <FormDrawer<Values>
      title={t('withdrawals.funds.terms')}
      open={open}
      initial={{ warningBelow, warningHours, whenShort, state }}
      submit={(values) =>
        api.updateProgram({
          tenantId,
          programId,
          ...terms,
          ...values,
          warningHours: values.warningHours ?? null,
        })
      }
      onClose={onClose}
    >
      <Form.Item
        name="warningBelow"
        label={t('withdrawals.funds.warningBelow')}
        extra={t('withdrawals.funds.warningBelowHelp')}
        rules={[...needed, useAmountRule()]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="warningHours"
        label={t('withdrawals.funds.warningHours')}
        extra={t('withdrawals.funds.warningHoursHelp')}
      >
        <InputNumber min={1} max={720} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="whenShort" label={t('withdrawals.funds.whenShort')} rules={needed}>
        <Select options={useOptions('withdrawals.funds.shortages')} />
      </Form.Item>
      <Form.Item name="state" label={t('withdrawals.funds.programState')} rules={needed}>
        <Select options={useOptions('withdrawals.funds.programStates')} />
      </Form.Item>
    </FormDrawer>
  );
}
