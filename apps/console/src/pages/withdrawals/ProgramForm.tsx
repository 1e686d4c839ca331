import type { RequestOf } from '@heyi/client';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useEntityOptions } from '../../entities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput, useRateRule } from '../../forms/PercentInput.tsx';
import { usePayerAccountOptions } from '../../payer-accounts.ts';
import type { Program } from './withdrawals.ts';

type Terms = Omit<RequestOf<'updateProgram'>, 'tenantId' | 'programId' | 'state'>;
type Creation = Omit<RequestOf<'createProgram'>, 'tenantId'>;
type Shown = { tenantId: string; open: boolean; onClose: () => void };

const needed = [{ required: true }];

/** A field that was left empty is a limit that does not exist. */
const withoutGaps = (terms: Terms) => ({
  ...terms,
  reportFiledOn: terms.taxMethod === 'platformCumulative' ? (terms.reportFiledOn ?? null) : null,
  workerDayLimit: terms.workerDayLimit || null,
  workerDayCount: terms.workerDayCount ?? null,
  dayLimit: terms.dayLimit || null,
  warningHours: terms.warningHours ?? null,
});

const usual = {
  environment: 'live',
  defaultIncomeKind: 'labourRemuneration',
  taxMethod: 'ordinaryLabour',
  gapReading: 'restart-segment',
  lumpReading: 'notApplied',
  whenShort: 'suspend',
  whenReturned: 'correct',
  withdrawalMin: '1.00',
  withdrawalMax: '50000.00',
  warningBelow: '0.00',
} as const;

/** 新增结算方案: who withholds, from which account, and by which terms; warnings are set beside the money. */
export function CreateProgram(props: Shown & { onMade: (programId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, open, onClose, onMade } = props;
  return (
    <FormDrawer<Creation, Program>
      title={t('withdrawals.programs.add')}
      open={open}
      initial={usual}
      submit={(values) =>
        api.createProgram({
          tenantId,
          ...usual,
          ...values,
          ...withoutGaps({ ...usual, ...values }),
        })
      }
      onDone={({ id }) => onMade(id)}
      onClose={onClose}
    >
      <Form.Item
        name="environment"
        label={t('apps.environment')}
        extra={t('withdrawals.programs.environmentHelp')}
        rules={needed}
      >
        <Radio.Group options={useOptions('apps.environments')} />
      </Form.Item>
      <Form.Item
        name="legalEntityId"
        label={t('withdrawals.programs.entity')}
        extra={t('withdrawals.programs.entityHelp')}
        rules={needed}
      >
        <Select showSearch optionFilterProp="label" options={useEntityOptions(tenantId)} />
      </Form.Item>
      <Form.Item
        name="payerAccountId"
        label={t('withdrawals.programs.account')}
        extra={t('withdrawals.programs.accountHelp')}
        rules={needed}
      >
        <Select showSearch optionFilterProp="label" options={usePayerAccountOptions(tenantId)} />
      </Form.Item>
      <TermFields />
    </FormDrawer>
  );
}

/** The entity and the account of a program stay; its terms change for what comes afterwards. */
export function ChangeProgram(props: Shown & { program: Program }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program, open, onClose } = props;
  const { id: programId, environment, legalEntityId, payerAccountId, createdAt, ...kept } = program;
  void [environment, legalEntityId, payerAccountId, createdAt];
  return (
    <FormDrawer<Terms>
      title={t('withdrawals.programs.change')}
      open={open}
      initial={kept}
      submit={(values) =>
        api.updateProgram({ tenantId, programId, ...kept, ...withoutGaps({ ...kept, ...values }) })
      }
      onClose={onClose}
    >
      <TermFields />
    </FormDrawer>
  );
}

function TermFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('withdrawals.programs.name')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t('withdrawals.programs.purpose')}
        extra={t('withdrawals.programs.purposeHelp')}
        rules={needed}
      >
        <Input maxLength={40} />
      </Form.Item>
      <TaxFields />
      <Form.Item
        name="feeRate"
        label={t('withdrawals.programs.feeRate')}
        extra={t('withdrawals.programs.feeRateHelp')}
        rules={[...needed, useRateRule()]}
      >
        <PercentInput />
      </Form.Item>
      <LimitFields />
      <Form.Item name="whenReturned" label={t('withdrawals.programs.whenReturned')} rules={needed}>
        <Select options={useOptions('withdrawals.programs.lateReturns')} />
      </Form.Item>
    </>
  );
}

function TaxFields(): ReactNode {
  const { t } = useTranslation();
  const method = Form.useWatch<Terms['taxMethod'] | undefined>('taxMethod');
  return (
    <>
      <Form.Item
        name="defaultIncomeKind"
        label={t('withdrawals.programs.incomeKind')}
        extra={t('withdrawals.programs.incomeKindHelp')}
        rules={needed}
      >
        <Select options={useOptions('workers.kinds')} />
      </Form.Item>
      <Form.Item
        name="taxMethod"
        label={t('withdrawals.programs.taxMethod')}
        extra={t('withdrawals.programs.taxMethodHelp')}
        rules={needed}
      >
        <Select options={useOptions('withdrawals.programs.taxMethods')} />
      </Form.Item>
      {method === 'platformCumulative' && (
        <Form.Item
          name="reportFiledOn"
          label={t('withdrawals.programs.reportFiledOn')}
          extra={t('withdrawals.programs.reportFiledOnHelp')}
          rules={needed}
        >
          <DayInput />
        </Form.Item>
      )}
      <Form.Item
        name="gapReading"
        label={t('withdrawals.programs.gapReading')}
        extra={t('withdrawals.programs.gapReadingHelp')}
        rules={needed}
        hidden={method !== 'platformCumulative'}
      >
        <Select options={useOptions('withdrawals.programs.gapReadings')} />
      </Form.Item>
      <Form.Item
        name="lumpReading"
        label={t('withdrawals.programs.lumpReading')}
        extra={t('withdrawals.programs.lumpReadingHelp')}
        rules={needed}
        hidden={method !== 'platformCumulative'}
      >
        <Select options={useOptions('withdrawals.programs.lumpReadings')} />
      </Form.Item>
    </>
  );
}

function LimitFields(): ReactNode {
  const { t } = useTranslation();
  const zero = useAmountRule('aboveZero');
  const amount = (name: 'withdrawalMin' | 'withdrawalMax' | 'workerDayLimit' | 'dayLimit') => (
    <Form.Item
      name={name}
      label={t(`withdrawals.programs.${name}`)}
      rules={name === 'withdrawalMin' || name === 'withdrawalMax' ? [...needed, zero] : [zero]}
    >
      <AmountInput />
    </Form.Item>
  );
  return (
    <>
      {amount('withdrawalMin')}
      {amount('withdrawalMax')}
      {amount('workerDayLimit')}
      <Form.Item
        name="workerDayCount"
        label={t('withdrawals.programs.workerDayCount')}
        extra={t('withdrawals.programs.noLimit')}
      >
        <InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      {amount('dayLimit')}
    </>
  );
}
