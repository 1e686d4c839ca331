import { addMonths, payPeriod, type PayPeriod } from '@heyi/kernel';
import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import { type Month, monthFigures } from './MonthsTable.tsx';

type Values = Omit<Month, 'taxPeriod'> & { from: string; until: string };

/** The most months that one calculation takes. */
const mostMonths = 120;

/** The same amounts for a range of months; single ones are changed afterwards. */
export function FillMonths({ onFill }: { onFill: (months: Month[]) => void }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const amount = useAmountRule();
  const year = today().slice(0, 4);
  const fill = async ({ from, until, ...figures }: Values) => {
    const months: Month[] = [];
    let month: PayPeriod = payPeriod(from);
    while (month <= until && months.length < mostMonths) {
      months.push({ taxPeriod: month, ...figures });
      month = addMonths(month, 1);
    }
    return months;
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('calculators.withholding.fill')}</Button>
      <FormDrawer<Values, Month[]>
        title={t('calculators.withholding.fill')}
        submitLabel={t('calculators.withholding.fill')}
        open={open}
        intro={<p style={{ marginTop: 0 }}>{t('calculators.withholding.sameHelp')}</p>}
        initial={{ from: `${year}-01`, until: `${year}-12` }}
        submit={fill}
        onDone={onFill}
        onClose={() => setOpen(false)}
      >
        <div className="heyi-fields">
          <Form.Item
            name="from"
            label={t('calculators.withholding.from')}
            rules={[{ required: true }]}
          >
            <DayInput picker="month" />
          </Form.Item>
          <Form.Item
            name="until"
            label={t('calculators.withholding.until')}
            rules={[{ required: true }]}
          >
            <DayInput picker="month" />
          </Form.Item>
          {monthFigures.map((figure) => (
            <Form.Item
              key={figure}
              name={figure}
              label={t(`calculators.withholding.${figure}`)}
              rules={[{ required: figure === 'income' }, amount]}
            >
              <AmountInput />
            </Form.Item>
          ))}
        </div>
      </FormDrawer>
    </>
  );
}
