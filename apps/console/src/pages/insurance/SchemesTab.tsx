import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useEntities } from '../../entities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput, useRateRule } from '../../forms/PercentInput.tsx';
import { comma } from '../../i18n/index.ts';
import { percentText } from '../../rate.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';

type Scheme = AnswerOf<'listInsuranceSchemes'>['rows'][number];
type Values = Omit<RequestOf<'setInsuranceScheme'>, 'tenantId'>;

const places = {
  socialInsuranceId: 'socialInsurance',
  medicalId: 'medical',
  housingFundId: 'housingFund',
} as const;

/** What joiners and leavers of the client get where nobody says otherwise. */
export function SchemesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const mayUpdate = may('insurance_task:write');
  const [editing, setEditing] = useState<Scheme | 'new' | null>(null);
  const schemes = useQuery({
    queryKey: ['insuranceSchemes', tenantId],
    queryFn: () => api.listInsuranceSchemes({ tenantId }),
  });
  return (
    <Section
      title={t('insurance.schemes.title')}
      note={t('insurance.schemes.note')}
      actions={
        mayUpdate && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('insurance.schemes.add')}
          </Button>
        )
      }
    >
      <QueryTable<Scheme>
        label={t('insurance.schemes.title')}
        rowKey={(row) => row.id}
        empty={t('insurance.schemes.empty')}
        {...useTable(schemes)}
        {...(mayUpdate ? { onOpen: setEditing } : {})}
        columns={[
          {
            title: t('insurance.schemes.entity'),
            key: 'entity',
            render: (_, row) => (
              <>
                <strong>{placeOf(row)}</strong>
                <div className="heyi-quiet">{row.insuranceEntityName}</div>
              </>
            ),
          },
          {
            title: t('insurance.schemes.registrations'),
            key: 'registrations',
            render: (_, row) =>
              Object.entries(places)
                .filter(([place]) => row[place as keyof typeof places] !== null)
                .map(([, kind]) => t(`names.registrationKind.${kind}`))
                .join(comma()) || '—',
          },
          {
            title: t('insurance.schemes.insuranceBaseRule'),
            key: 'insuranceBase',
            render: (_, row) => <Base rule={row.insuranceBaseRule} amount={row.insuranceBase} />,
          },
          {
            title: t('insurance.schemes.fundBaseRule'),
            key: 'fundBase',
            render: (_, row) => (
              <>
                <Base rule={row.fundBaseRule} amount={row.fundBase} />{' '}
                {row.fundRate && percentText(row.fundRate)}
              </>
            ),
          },
          {
            title: t('insurance.schemes.rules'),
            key: 'rules',
            render: (_, row) => (
              <>
                {t('insurance.schemes.joinRule', { day: row.joinUntilDay })}
                <div className="heyi-quiet">
                  {row.leaveUntilDay === 0
                    ? t('insurance.schemes.leaveRuleNone')
                    : t('insurance.schemes.leaveRule', { day: row.leaveUntilDay })}
                </div>
              </>
            ),
          },
          {
            title: t('insurance.schemes.leaverDifferences'),
            key: 'bearer',
            render: (_, row) => t(`names.bearer.${row.leaverDifferences}`),
          },
        ]}
      />
      <SetScheme tenantId={tenantId} scheme={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}

function Base({ rule, amount }: { rule: Scheme['fundBaseRule']; amount: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`insurance.schemes.baseRules.${rule}`)} {amount && <AmountText value={amount} />}
    </>
  );
}

const usual = {
  insuranceBaseRule: 'agreedWage',
  fundBaseRule: 'agreedWage',
  joinUntilDay: 15,
  leaveUntilDay: 0,
  leaverDifferences: 'client',
} as const;

function SetScheme(props: {
  tenantId: string;
  scheme: Scheme | 'new' | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const rate = useRateRule();
  const { data: entities } = useEntities(tenantId);
  const needed = [{ required: true }];
  const isNew = props.scheme === 'new';
  return (
    <FormDrawer<Values>
      title={t('insurance.schemes.title')}
      open={props.scheme !== null}
      initial={props.scheme === null || props.scheme === 'new' ? usual : props.scheme}
      submit={(values) => api.setInsuranceScheme({ tenantId, ...sentOf(values) })}
      onClose={props.onClose}
    >
      <Form.Item name="insuranceEntityId" label={t('insurance.schemes.entity')} rules={needed}>
        <Select
          disabled={!isNew}
          options={(entities?.rows ?? [])
            .filter(({ usable }) => usable)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="cityCode"
        label={t('insurance.schemes.city')}
        rules={[...needed, { pattern: cityPattern }]}
      >
        <CityInput />
      </Form.Item>
      <Registrations tenantId={tenantId} isOpen={props.scheme !== null} />
      <div className="heyi-fields">
        <BaseFields rule="insuranceBaseRule" amount="insuranceBase" />
        <BaseFields rule="fundBaseRule" amount="fundBase" />
        <Form.Item
          name="fundRate"
          label={t('insurance.schemes.fundRate')}
          extra={t('insurance.schemes.fundRateHelp')}
          rules={[rate]}
        >
          <PercentInput />
        </Form.Item>
      </div>
      <Form.Item name="joinUntilDay" label={t('insurance.schemes.joinUntilDay')} rules={needed}>
        <InputNumber min={1} max={31} precision={0} />
      </Form.Item>
      <Form.Item name="leaveUntilDay" label={t('insurance.schemes.leaveUntilDay')} rules={needed}>
        <InputNumber min={0} max={31} precision={0} />
      </Form.Item>
      <Form.Item
        name="leaverDifferences"
        label={t('insurance.schemes.leaverDifferences')}
        rules={needed}
      >
        <Select options={useOptions('names.leaverBearer')} />
      </Form.Item>
    </FormDrawer>
  );
}

/** The open registrations of the chosen city, one select a kind. */
function Registrations({ tenantId, isOpen }: { tenantId: string; isOpen: boolean }): ReactNode {
  const { t } = useTranslation();
  const registrations = useQuery({
    queryKey: ['registrations', tenantId],
    enabled: isOpen,
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  return (
    <Form.Item noStyle dependencies={['cityCode']}>
      {({ getFieldValue }) => (
        <>
          {Object.entries(places).map(([place, kind]) => (
            <Form.Item key={place} name={place} label={t(`names.registrationKind.${kind}`)}>
              <Select
                allowClear
                placeholder={t('insurance.schemes.none')}
                loading={registrations.isFetching}
                options={(registrations.data?.rows ?? [])
                  .filter(
                    (row) =>
                      row.kind === kind &&
                      row.closedFrom === null &&
                      row.cityCode === getFieldValue('cityCode'),
                  )
                  .map((row) => ({
                    value: row.id,
                    label: `${row.legalEntityName} · ${row.number}`,
                  }))}
              />
            </Form.Item>
          ))}
        </>
      )}
    </Form.Item>
  );
}

function BaseFields(props: {
  rule: 'insuranceBaseRule' | 'fundBaseRule';
  amount: 'insuranceBase' | 'fundBase';
}): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule('aboveZero');
  const options = useOptions('insurance.schemes.baseRules');
  return (
    <>
      <Form.Item name={props.rule} label={t(`insurance.schemes.${props.rule}`)}>
        <Select options={options} />
      </Form.Item>
      <Form.Item noStyle dependencies={[props.rule]}>
        {({ getFieldValue }) =>
          getFieldValue(props.rule) === 'given' && (
            <Form.Item
              name={props.amount}
              label={t(`insurance.schemes.${props.amount}`)}
              rules={[{ required: true }, amount]}
            >
              <AmountInput />
            </Form.Item>
          )
        }
      </Form.Item>
    </>
  );
}

function sentOf(values: Values): Values {
  return {
    insuranceEntityId: values.insuranceEntityId,
    cityCode: values.cityCode,
    socialInsuranceId: values.socialInsuranceId ?? null,
    medicalId: values.medicalId ?? null,
    housingFundId: values.housingFundId ?? null,
    insuranceBaseRule: values.insuranceBaseRule,
    insuranceBase: values.insuranceBaseRule === 'given' ? values.insuranceBase : null,
    fundBaseRule: values.fundBaseRule,
    fundBase: values.fundBaseRule === 'given' ? values.fundBase : null,
    fundRate: values.fundRate ?? null,
    joinUntilDay: values.joinUntilDay,
    leaveUntilDay: values.leaveUntilDay,
    leaverDifferences: values.leaverDifferences,
  };
}
