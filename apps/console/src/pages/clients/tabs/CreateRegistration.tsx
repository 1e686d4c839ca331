import type { AnswerOf } from '@heyi/client';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useEntities } from '../../../entities.ts';
import { CityInput, cityPattern } from '../../../forms/CityInput.tsx';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import { PercentInput, useRateRule } from '../../../forms/PercentInput.tsx';

type Row = AnswerOf<'listRegistrations'>['rows'][number];
type Kind = Row['kind'];
export type Rates = Row['rates'][number];

type Values = Pick<Row, 'kind' | 'cityCode' | 'agencyName' | 'number'> & {
  entityId: string;
  rates: Partial<Rates> & { fromPeriod: string };
};

const needed = [{ required: true }];

export function CreateRegistration(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const entities = useEntities(tenantId);
  const own = entities.data?.rows.filter((row) => row.tenantId === tenantId) ?? [];
  const kinds = useOptions('names.registrationKind');
  const submit = ({ rates, ...values }: Values) =>
    api.createRegistration({
      tenantId,
      ...values,
      rates: {
        fromPeriod: rates.fromPeriod,
        injuryRate: rates.injuryRate ?? null,
        housingFundRate: rates.housingFundRate ?? null,
        supplementaryRate: rates.supplementaryRate ?? null,
      },
    });
  return (
    <FormDrawer<Values>
      title={t('clients.registration.add')}
      open={props.open}
      initial={{ kind: 'socialInsurance' }}
      submit={submit}
      onClose={props.onClose}
    >
      <div className="heyi-fields">
        <Form.Item
          className="heyi-wide"
          name="entityId"
          label={t('clients.registration.entity')}
          rules={needed}
        >
          <Select options={own.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="kind" label={t('clients.registration.kind')} rules={needed}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item
          name="cityCode"
          label={t('clients.registration.city')}
          rules={[{ required: true, pattern: cityPattern }]}
        >
          <CityInput />
        </Form.Item>
        <Form.Item name="agencyName" label={t('clients.registration.agency')} rules={needed}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="number" label={t('clients.registration.number')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => (
          <RateFields kind={getFieldValue('kind') as Kind} name={['rates']} />
        )}
      </Form.Item>
    </FormDrawer>
  );
}

/** Social insurance has the injury rate, the housing fund the others, medical insurance none. */
export function RateFields(props: { kind: Kind; name?: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const rule = useRateRule();
  const field = (key: string) => [...(props.name ?? []), key];
  return (
    <div className="heyi-fields">
      <Form.Item
        name={field('fromPeriod')}
        label={t('clients.registration.fromPeriod')}
        rules={needed}
      >
        <DayInput picker="month" />
      </Form.Item>
      {props.kind === 'socialInsurance' && (
        <Form.Item
          name={field('injuryRate')}
          label={t('clients.registration.injuryRate')}
          rules={[...needed, rule]}
        >
          <PercentInput />
        </Form.Item>
      )}
      {props.kind === 'housingFund' && (
        <>
          <Form.Item
            name={field('housingFundRate')}
            label={t('clients.registration.housingFundRate')}
            rules={[...needed, rule]}
          >
            <PercentInput />
          </Form.Item>
          <Form.Item
            name={field('supplementaryRate')}
            label={t('clients.registration.supplementaryRate')}
            rules={[rule]}
          >
            <PercentInput />
          </Form.Item>
        </>
      )}
    </div>
  );
}
