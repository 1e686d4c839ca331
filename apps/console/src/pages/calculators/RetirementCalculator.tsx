import type { AnswerOf, RequestOf } from '@heyi/client';
import { FactList } from '@heyi/ui';
import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { Reasons } from '../../reasons.tsx';
import { Calculator } from './Calculator.tsx';

type Answer = AnswerOf<'calculateRetirement'>;

export function RetirementCalculator(): ReactNode {
  const { t } = useTranslation();
  return (
    <Calculator<RequestOf<'calculateRetirement'>, Answer>
      title={t('calculators.tabs.retirement')}
      initial={{ birth: '1970-01', category: 'male60' }}
      calculate={(values) => api.calculateRetirement(values)}
      fields={<Fields />}
      result={(answer) => <Result answer={answer} />}
    />
  );
}

function Fields(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="birth"
        label={t('calculators.retirement.birth')}
        rules={[{ required: true }]}
      >
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="category" label={t('calculators.retirement.category')}>
        <Select options={useOptions('calculators.retirement.categories')} />
      </Form.Item>
    </>
  );
}

function Result({ answer }: { answer: Answer }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <FactList
        facts={[
          [
            t('calculators.retirement.retirementMonth'),
            <strong key="month">{answer.retirementMonth}</strong>,
          ],
          [t('calculators.retirement.oldMonth'), answer.oldMonth],
          [t('calculators.retirement.delayMonths'), answer.delayMonths],
          [t('calculators.retirement.minimum'), answer.minimumContributionMonths],
          [t('calculators.retirement.earliest'), answer.earliestMonth],
          [t('calculators.retirement.latest'), answer.latestMonth],
        ]}
      />
      <Reasons reasons={[answer.reason]} />
    </>
  );
}
