import { Section } from '@heyi/ui';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../Refusal.tsx';
import { type Asked, WhyDrawer } from '../../WhyDrawer.tsx';
import type { Reason } from '@heyi/ui';

export type Ask = (asked: Asked, reasons: readonly Reason[]) => void;

/** Facts at the left, the result at the right, reasons on demand: the same for every calculator. */
export function Calculator<Values extends object, Answer>(props: {
  title: string;
  initial: Partial<Values>;
  calculate: (values: Values) => Promise<Answer>;
  fields: ReactNode;
  result: (answer: Answer, ask: Ask) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const calculation = useMutation({ mutationFn: props.calculate });
  return (
    <div className="heyi-calculator">
      <Section title={props.title}>
        <Form<Values>
          layout="vertical"
          initialValues={props.initial as Values}
          onFinish={(values) => calculation.mutate(filledOf(values) as Values)}
        >
          {props.fields}
          <Button type="primary" htmlType="submit" loading={calculation.isPending} block>
            {t('calculators.calculate')}
          </Button>
        </Form>
      </Section>
      <ResultSection calculation={calculation} result={props.result} />
    </div>
  );
}

export function ResultSection<Answer>(props: {
  calculation: Pick<UseMutationResult<Answer, Error, never>, 'data' | 'error'>;
  result: (answer: Answer, ask: Ask) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const [why, setWhy] = useState<{ asked: Asked; reasons: readonly Reason[] } | null>(null);
  const { data, error } = props.calculation;
  return (
    <Section title={t('calculators.result')}>
      <div aria-live="polite">
        <Refusal of={error} />
        {data === undefined && !error && (
          <span className="heyi-quiet">{t('calculators.before')}</span>
        )}
        {data !== undefined &&
          !error &&
          props.result(data, (asked, reasons) => setWhy({ asked, reasons }))}
      </div>
      <WhyDrawer asked={why?.asked ?? null} reasons={why?.reasons} onClose={() => setWhy(null)} />
    </Section>
  );
}

/** Fields left empty are not sent: there is nothing to say about them. */
export function filledOf(values: object): object {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  );
}
