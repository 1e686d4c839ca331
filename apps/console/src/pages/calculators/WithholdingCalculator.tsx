import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, Section } from '@heyi/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { ResultSection, filledOf } from './Calculator.tsx';
import { FillMonths } from './FillMonths.tsx';
import { type Month, MonthsTable } from './MonthsTable.tsx';
import { WithholdingTable } from './WithholdingTable.tsx';

type Request = RequestOf<'calculateWithholding'>;
type Terms = Pick<Request, 'method' | 'startedIn' | 'gapReading'>;
export type Withholding = AnswerOf<'calculateWithholding'>;

/** 累计预扣: the months of a year, one after the other, each with why. */
export function WithholdingCalculator(): ReactNode {
  const { t } = useTranslation();
  const [months, setMonths] = useState<readonly Month[]>(() => firstMonths());
  const calculation = useMutation({
    mutationFn: (terms: Terms) =>
      api.calculateWithholding({
        ...(filledOf(terms) as Terms),
        payments: months.map((month) => filledOf(month) as Month),
      }),
  });
  return (
    <>
      <Section
        title={t('calculators.tabs.withholding')}
        actions={<FillMonths onFill={setMonths} />}
      >
        <Form<Terms>
          layout="vertical"
          initialValues={{ method: 'standard' }}
          onFinish={(terms) => calculation.mutate(terms)}
        >
          <TermFields />
          <MonthsTable months={months} onChange={setMonths} />
          <Button
            type="primary"
            htmlType="submit"
            loading={calculation.isPending}
            style={{ marginTop: 12 }}
          >
            {t('calculators.calculate')}
          </Button>
        </Form>
      </Section>
      <ResultSection
        calculation={calculation}
        result={(answer: Withholding, ask) => (
          <>
            <p style={{ margin: '0 0 8px' }}>
              {t('calculators.withholding.total')}{' '}
              <AmountText value={answer.totalWithheld} strong />
            </p>
            <WithholdingTable answer={answer} ask={ask} />
          </>
        )}
      />
    </>
  );
}

/** January to this month with a wage that meets three steps of the table. */
function firstMonths(): Month[] {
  const [year, month] = today().split('-') as [string, string];
  return Array.from({ length: Number.parseInt(month, 10) }, (_, index) => ({
    taxPeriod: `${year}-${String(index + 1).padStart(2, '0')}`,
    income: '20000.00',
    special: '4503.00',
    additional: '3000.00',
  }));
}

function TermFields(): ReactNode {
  const { t } = useTranslation();
  const gaps = useOptions('calculators.withholding.gaps');
  return (
    <div className="heyi-fields">
      <Form.Item name="method" label={t('calculators.withholding.method')}>
        <Select options={useOptions('calculators.withholding.methods')} />
      </Form.Item>
      <Form.Item
        name="startedIn"
        label={t('calculators.withholding.startedIn')}
        tooltip={t('calculators.withholding.startedHelp')}
      >
        <DayInput picker="month" clearable />
      </Form.Item>
      <Form.Item noStyle dependencies={['method']}>
        {({ getFieldValue }) =>
          getFieldValue('method') === 'platform-labour' && (
            <Form.Item name="gapReading" label={t('calculators.withholding.gap')}>
              <Select allowClear options={gaps} />
            </Form.Item>
          )
        }
      </Form.Item>
    </div>
  );
}
