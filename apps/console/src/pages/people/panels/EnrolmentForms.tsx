import type { RequestOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { usePlace } from '../../../cities.ts';
import { AmountInput, useAmountRule } from '../../../forms/AmountInput.tsx';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import { PercentInput, useRateRule } from '../../../forms/PercentInput.tsx';
import { today } from '../../../instant.ts';
import type { EmploymentPanelProps } from '../people.ts';
import type { Enrolment } from './EnrolmentsPanel.tsx';

type Values = Omit<RequestOf<'setEnrolment'>, 'tenantId' | 'employmentId'>;

const needed = [{ required: true }];

export function SetEnrolment(
  props: EmploymentPanelProps & { enrolment: Enrolment | 'new' | null; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { tenantId, view } = props;
  const enrolment = props.enrolment === 'new' ? null : props.enrolment;
  const employmentId = view.employment.id;
  const registrations = useQuery({
    queryKey: ['registrations', tenantId],
    enabled: props.enrolment !== null,
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  const rows = registrations.data?.rows ?? [];
  const amount = useAmountRule();
  return (
    <FormDrawer<Values>
      title={t('people.enrolment.set')}
      open={props.enrolment !== null}
      intro={
        <Alert
          showIcon
          type="info"
          title={t('people.enrolment.setNote')}
          style={{ marginBottom: 14 }}
        />
      }
      initial={initialOf(enrolment)}
      submit={(values) => api.setEnrolment({ tenantId, employmentId, ...values })}
      onClose={props.onClose}
    >
      <Form.Item name="registrationId" label={t('people.enrolment.registration')} rules={needed}>
        <Select
          disabled={enrolment !== null}
          loading={registrations.isFetching}
          options={rows
            .filter(({ closedFrom }) => closedFrom === null)
            .map((row) => ({
              value: row.id,
              label: `${t(`names.registrationKind.${row.kind}`)} · ${placeOf(row)} · ${row.legalEntityName}`,
            }))}
        />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="fromPeriod" label={t('people.enrolment.fromPeriod')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item
          name="base"
          label={t('people.enrolment.base')}
          extra={t('people.enrolment.baseHelp')}
          rules={[...needed, amount]}
        >
          <AmountInput />
        </Form.Item>
      </div>
      <Form.Item noStyle dependencies={['registrationId']}>
        {({ getFieldValue }) => {
          const chosen = rows.find(({ id }) => id === getFieldValue('registrationId'));
          return <KindFields kind={chosen?.kind ?? null} />;
        }}
      </Form.Item>
    </FormDrawer>
  );
}

/** The newest terms are where a new base starts from. */
function initialOf(enrolment: Enrolment | null): Partial<Values> {
  const fromPeriod = today().slice(0, 7);
  const last = enrolment?.terms.at(-1);
  return last ? { ...last, fromPeriod, registrationId: enrolment!.registrationId } : { fromPeriod };
}

function KindFields({ kind }: { kind: Enrolment['kind'] | null }): ReactNode {
  const { t } = useTranslation();
  const rate = useRateRule();
  const types = useOptions('names.insuredType');
  const rateHelp = t('people.enrolment.rateHelp');
  return (
    <div className="heyi-fields">
      <Form.Item
        name="insuredType"
        label={t('people.enrolment.insuredType')}
        extra={t('people.enrolment.insuredHelp')}
      >
        <Select allowClear options={types} />
      </Form.Item>
      {kind === 'medical' && (
        <Form.Item name="tier" label={t('people.enrolment.tier')}>
          <Input maxLength={10} />
        </Form.Item>
      )}
      {kind === 'housingFund' && (
        <>
          <Form.Item
            name="housingFundRate"
            label={t('people.enrolment.housingFundRate')}
            extra={rateHelp}
            rules={[rate]}
          >
            <PercentInput />
          </Form.Item>
          <Form.Item
            name="supplementaryRate"
            label={t('people.enrolment.supplementaryRate')}
            extra={rateHelp}
            rules={[rate]}
          >
            <PercentInput />
          </Form.Item>
        </>
      )}
    </div>
  );
}

export function StopEnrolment(props: {
  tenantId: string;
  enrolment: Enrolment | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, enrolment } = props;
  return (
    <FormDrawer<{ stopPeriod: string }>
      title={t('people.enrolment.stop')}
      submitLabel={t('people.enrolment.stop')}
      danger
      open={enrolment !== null}
      intro={
        <Alert
          showIcon
          type="info"
          title={t('people.enrolment.stopNote')}
          style={{ marginBottom: 14 }}
        />
      }
      initial={{ stopPeriod: today().slice(0, 7) }}
      submit={(values) => api.stopEnrolment({ tenantId, enrolmentId: enrolment!.id, ...values })}
      onClose={props.onClose}
    >
      <Form.Item name="stopPeriod" label={t('people.enrolment.stopPeriod')} rules={needed}>
        <DayInput picker="month" />
      </Form.Item>
    </FormDrawer>
  );
}
