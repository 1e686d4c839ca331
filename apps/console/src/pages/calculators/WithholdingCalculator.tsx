import type { RequestOf } from '@heyi/client';
import { Section } from '@heyi/ui';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { Refusal } from '../../Refusal.tsx';
import { AmountField, Field, isAmount } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';
import { parts, type Payment, paymentsFrom } from './withholding-year.ts';
import { WithholdingTable } from './WithholdingTable.tsx';

type Facts = RequestOf<'calculateWithholding'>;

/** 累计预扣, month by month: what is typed on top fills the year, each month can be changed. */
export function WithholdingCalculator(): ReactNode {
  const { t } = useTranslation();
  const year = today().slice(0, 4);
  const [method, setMethod] = useState<Facts['method']>('standard');
  const [gapReading, setGapReading] = useState<NonNullable<Facts['gapReading']>>('restart-segment');
  const [startedIn, setStartedIn] = useState<string | null>(null);
  const [payments, setPayments] = useState(() => paymentsFrom(`${year}-01`, golden));
  const complete = payments.every((payment) => parts.every((part) => isAmount(payment[part])));
  const answer = useCalculation(
    'withholding',
    complete
      ? {
          method,
          payments,
          ...(startedIn === null ? {} : { startedIn }),
          ...(method === 'platform-labour' ? { gapReading } : {}),
        }
      : null,
    (facts) => api.calculateWithholding(facts),
  );
  return (
    <>
      <Section title={t('calculators.withholding.terms')}>
        <Terms method={method} onMethod={setMethod} onFill={setPayments} year={year}>
          <Field label={t('calculators.withholding.startedIn')}>
            {(id) => <DayInput id={id} picker="month" value={startedIn} onChange={setStartedIn} />}
          </Field>
          {method === 'platform-labour' && <Gap value={gapReading} onChange={setGapReading} />}
        </Terms>
      </Section>
      <Section
        title={t('calculators.withholding.year')}
        note={t('calculators.withholding.yearNote')}
      >
        <Refusal of={answer.error} />
        <WithholdingTable payments={payments} answer={answer.data} onChange={setPayments} />
      </Section>
    </>
  );
}

const golden: Omit<Payment, 'taxPeriod'> = {
  income: '20000.00',
  special: '4503.00',
  additional: '3000.00',
  other: '0.00',
};

function Terms(props: {
  method: Facts['method'];
  onMethod: (method: Facts['method']) => void;
  onFill: (payments: Payment[]) => void;
  year: string;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const methods = useOptions('calculators.methods');
  const [from, setFrom] = useState(`${props.year}-01`);
  const [month, setMonth] = useState(golden);
  return (
    <div className="heyi-calculator-fields">
      <Field label={t('calculators.method')}>
        {(id) => (
          <Select
            id={id}
            value={props.method}
            options={methods}
            onChange={(method) => props.onMethod(method)}
          />
        )}
      </Field>
      {props.children}
      <Field label={t('calculators.withholding.from')}>
        {(id) => (
          <DayInput
            id={id}
            picker="month"
            value={from}
            onChange={(next) => setFrom(next ?? from)}
          />
        )}
      </Field>
      {parts.map((part) => (
        <AmountField
          key={part}
          label={t(`calculators.withholding.monthly.${part}`)}
          value={month[part]}
          onChange={(value) => setMonth({ ...month, [part]: value })}
        />
      ))}
      <Button
        type="primary"
        disabled={!parts.every((part) => isAmount(month[part]))}
        onClick={() => props.onFill(paymentsFrom(from, month))}
      >
        {t('calculators.withholding.fill')}
      </Button>
    </div>
  );
}

function Gap(props: {
  value: NonNullable<Facts['gapReading']>;
  onChange: (value: NonNullable<Facts['gapReading']>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const readings = useOptions('calculators.gapReadings');
  return (
    <Field label={t('calculators.gapReading')}>
      {(id) => (
        <Select
          id={id}
          value={props.value}
          options={readings}
          onChange={(value) => props.onChange(value)}
        />
      )}
    </Field>
  );
}
