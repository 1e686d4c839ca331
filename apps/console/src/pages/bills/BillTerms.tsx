import type { RequestOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useEntities } from '../../entities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { CityInput } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput } from '../../forms/PercentInput.tsx';
import { SwitchField } from '../../forms/SwitchField.tsx';
import { today } from '../../instant.ts';

type Terms = Omit<RequestOf<'setClientBillTerms'>, 'tenantId'>;
type Fund = Terms['disabledFund'][number];
type FundValues = Fund & { isByLaw?: boolean };
type Values = Omit<Terms, 'tax' | 'disabledFund'> & {
  disabledFund: FundValues[];
  method: 'full' | 'difference' | 'unknown';
  rate?: string;
  isIncluded?: boolean;
  source?: string;
};

const needed = [{ required: true }];

/** 账单条款: who sends the bill, when it is due, and what is known of tax. */
export function BillTerms(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const terms = useQuery({
    queryKey: ['clientBillTerms', tenantId],
    queryFn: () => api.getClientBillTerms({ tenantId }),
    enabled: props.open,
  });
  const { data: known } = useEntities(tenantId);
  const entities = (known?.rows ?? [])
    .filter(({ holder }) => holder === 'provider')
    .map(({ id, name }) => ({ value: id, label: name }));
  const now = terms.data?.rows[0];
  const methods = useOptions('bills.terms.methods');
  const collections = useOptions('names.collection');
  const registrations = useOptions('bills.terms.registrations');
  if (!terms.data) return null;
  const initial: Partial<Values> = {
    fromPeriod: today().slice(0, 7),
    collection: 'prepaid',
    prepaidDay: 5,
    postpaidDays: 10,
    ownRegistrations: 'direct',
    drawUpDay: 5,
    ...now,
    disabledFund: (now?.disabledFund ?? []).map((one) => ({
      ...one,
      isByLaw: (one.duty ?? null) !== null,
    })),
    method: now?.tax?.method ?? 'unknown',
    ...now?.tax,
  };
  return (
    <FormDrawer<Values>
      title={t('bills.terms.title')}
      submitLabel={t('bills.terms.submit')}
      open={props.open}
      initial={initial}
      submit={(values) => api.setClientBillTerms({ tenantId, ...sentOf(values) })}
      onClose={props.onClose}
    >
      <Form.Item name="fromPeriod" label={t('bills.terms.fromPeriod')} rules={needed}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="legalEntityId" label={t('bills.terms.entity')} rules={needed}>
        <Select options={entities} />
      </Form.Item>
      <Form.Item name="collection" label={t('bills.terms.collection')} rules={needed}>
        <Select options={collections} />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="prepaidDay" label={t('bills.terms.prepaidDay')} rules={needed}>
          <InputNumber min={1} max={28} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="postpaidDays" label={t('bills.terms.postpaidDays')} rules={needed}>
          <InputNumber min={0} max={180} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="ownRegistrations" label={t('bills.terms.own')} rules={needed}>
        <Select options={registrations} />
      </Form.Item>
      <Form.Item name="method" label={t('bills.terms.method')} rules={needed}>
        <Select options={methods} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => getFieldValue('method') !== 'unknown' && <TaxFields />}
      </Form.Item>
      <FundFields />
      <Form.Item
        name="drawUpDay"
        label={t('bills.terms.drawUpDay')}
        extra={t('bills.terms.drawUpNote')}
      >
        <InputNumber min={1} max={28} style={{ width: '100%' }} />
      </Form.Item>
      <SwitchField name="hrSeesLines" label={t('bills.terms.hrSeesLines')} />
    </FormDrawer>
  );
}

/** 残保金 by city: a figure a head, or the law's formula; what is left empty is not known. */
function FundFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.List name="disabledFund">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <FundRule key={key} name={name} onRemove={() => remove(name)} />
          ))}
          <Button onClick={() => add({})}>{t('bills.terms.fundAdd')}</Button>
        </>
      )}
    </Form.List>
  );
}

function FundRule({ name, onRemove }: { name: number; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule('zero');
  return (
    <>
      <div className="heyi-fields">
        <Form.Item name={[name, 'cityCode']} label={t('bills.terms.fundCity')} rules={needed}>
          <CityInput />
        </Form.Item>
        <Form.Item name={[name, 'perHead']} label={t('bills.terms.fundPerHead')} rules={[amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name={[name, 'yearlyIn']} label={t('bills.terms.fundYearlyIn')}>
          <InputNumber min={1} max={12} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={[name, 'source']} label={t('bills.terms.source')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name={[name, 'isByLaw']}
          label={t('bills.terms.fundDuty')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <Button onClick={onRemove} style={{ marginBlockEnd: 16, alignSelf: 'end' }}>
          {t('bills.terms.fundRemove')}
        </Button>
      </div>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue(['disabledFund', name, 'isByLaw']) === true && <DutyFields name={name} />
        }
      </Form.Item>
    </>
  );
}

/** What the law reckons with, of last year. */
function DutyFields({ name }: { name: number }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule('zero');
  const at = (field: string) => [name, 'duty', field];
  const people = <InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} />;
  return (
    <div className="heyi-fields">
      <Form.Item name={at('heads')} label={t('bills.terms.fundHeads')} rules={needed}>
        {people}
      </Form.Item>
      <Form.Item name={at('disabledHeads')} label={t('bills.terms.fundDisabled')} rules={needed}>
        {people}
      </Form.Item>
      <Form.Item
        name={at('averageWage')}
        label={t('bills.terms.fundWage')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name={at('localAverageWage')}
        label={t('bills.terms.fundLocalWage')}
        rules={[amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name={at('ratio')} label={t('bills.terms.fundRatio')}>
        <PercentInput />
      </Form.Item>
    </div>
  );
}

function TaxFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="rate" label={t('bills.terms.rate')} rules={needed}>
        <PercentInput />
      </Form.Item>
      <Form.Item name="source" label={t('bills.terms.source')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <SwitchField name="isIncluded" label={t('bills.terms.isIncluded')} />
    </>
  );
}

function sentOf(values: Values): Terms {
  const { method, rate, isIncluded, source, disabledFund, drawUpDay, ...rest } = values;
  const { fromPeriod, legalEntityId, collection, prepaidDay, postpaidDays } = rest;
  const { ownRegistrations, hrSeesLines = false } = rest;
  return {
    fromPeriod,
    legalEntityId,
    collection,
    prepaidDay,
    postpaidDays,
    ownRegistrations,
    disabledFund: (disabledFund ?? []).map(fundSentOf),
    drawUpDay: drawUpDay ?? null,
    hrSeesLines,
    tax:
      method === 'unknown'
        ? null
        : { method, rate: rate ?? '0', isIncluded: isIncluded ?? false, source: source ?? '' },
  };
}

/** By the law a figure a head does not count; a field that is left empty is null. */
function fundSentOf({ isByLaw, duty, perHead, yearlyIn, cityCode, source }: FundValues): Fund {
  const isDuty = isByLaw === true && duty;
  return {
    cityCode,
    source,
    perHead: isDuty ? null : perHead || null,
    yearlyIn: yearlyIn ?? null,
    duty: isDuty
      ? {
          ...duty,
          localAverageWage: duty.localAverageWage || null,
          ratio: duty.ratio || null,
        }
      : null,
  };
}
