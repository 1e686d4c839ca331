import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, QueryTable } from '@heyi/ui';
import { Alert, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import type { Enrolled } from './insurance.ts';

type Preview = AnswerOf<'previewBackContribution'>;
type Month = Preview['months'][number];
type Values = Omit<RequestOf<'requestBackContribution'>, 'tenantId' | 'employmentId'>;
type Worked = { readonly values: Values; readonly preview: Preview };
type Props = {
  tenantId: string;
  employmentId: string;
  enrolments: readonly Enrolled[];
  open: boolean;
  onClose: () => void;
};

/** 补缴: first what it costs month by month, then the task with who bears the late fee. */
export function BackContribution(props: Props): ReactNode {
  const [worked, setWorked] = useState<Worked | null>(null);
  if (worked) return <Ask {...props} {...worked} onClose={() => setWorked(null)} />;
  return <WorkOut {...props} onWorked={setWorked} />;
}

function WorkOut(props: Props & { onWorked: (worked: Worked) => void }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { tenantId, employmentId } = props;
  const amount = useAmountRule('aboveZero');
  const needed = [{ required: true }];
  return (
    <FormDrawer<Values, Worked>
      title={t('insurance.back.title')}
      submitLabel={t('insurance.back.act')}
      open={props.open}
      initial={{ payOn: today() }}
      submit={async (values) => ({
        values,
        preview: await api.previewBackContribution({ tenantId, employmentId, ...values }),
      })}
      onDone={props.onWorked}
      onClose={props.onClose}
    >
      <Form.Item name="registrationId" label={t('insurance.back.registration')} rules={needed}>
        <Select
          options={props.enrolments.map((row) => ({
            value: row.registrationId,
            label: `${t(`names.registrationKind.${row.registrationKind}`)} · ${placeOf(row)} · ${row.startPeriod} —`,
          }))}
        />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="fromPeriod" label={t('insurance.back.fromPeriod')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item name="toPeriod" label={t('insurance.back.toPeriod')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item name="base" label={t('insurance.back.base')} rules={[...needed, amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item
          name="payOn"
          label={t('insurance.back.payOn')}
          extra={t('insurance.back.payOnHelp')}
          rules={needed}
        >
          <DayInput />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}

function Ask(props: Props & Worked): ReactNode {
  const { t } = useTranslation();
  const { tenantId, employmentId, values, preview } = props;
  return (
    <FormDrawer<Pick<Values, 'responsibility' | 'reason'>>
      title={t('insurance.back.title')}
      submitLabel={t('insurance.back.request')}
      open
      intro={<Months preview={preview} />}
      submit={(more) => api.requestBackContribution({ tenantId, employmentId, ...values, ...more })}
      onClose={props.onClose}
    >
      <Form.Item
        name="responsibility"
        label={t('insurance.back.responsibility')}
        rules={[{ required: true }]}
      >
        <Select options={useOptions('names.responsibility')} />
      </Form.Item>
      <Form.Item name="reason" label={t('insurance.back.reason')} rules={[{ required: true }]}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDrawer>
  );
}

function Months({ preview }: { preview: Preview }): ReactNode {
  const { t } = useTranslation();
  const { months, employer, employee, lateFee, limitMonths, judgmentNeeded } = preview;
  const amount = (title: string, key: 'employer' | 'employee' | 'lateFee') => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: Month) => <AmountText value={row[key]} />,
  });
  return (
    <>
      <Alert
        showIcon
        type={judgmentNeeded || limitMonths === null ? 'warning' : 'info'}
        style={{ marginBottom: 12 }}
        title={t('insurance.back.sum', { employer, employee, lateFee })}
        description={[
          limitMonths === null
            ? t('insurance.back.limitUnknown')
            : t('insurance.back.limit', { count: limitMonths }),
          judgmentNeeded && t('insurance.back.judgment'),
          t('insurance.back.done'),
        ]
          .filter(Boolean)
          .join(' ')}
      />
      <QueryTable<Month>
        label={t('insurance.back.title')}
        rowKey={(row) => `${row.period} ${row.kind}`}
        rows={months}
        isPending={false}
        empty=""
        columns={[
          { title: t('people.contribution.period'), dataIndex: 'period' },
          {
            title: t('people.contribution.kind'),
            key: 'kind',
            render: (_, row) => t(`names.contributionKind.${row.kind}`),
          },
          amount(t('people.contribution.employer'), 'employer'),
          amount(t('people.contribution.employee'), 'employee'),
          amount(t('people.contribution.lateFee'), 'lateFee'),
        ]}
      />
    </>
  );
}
