import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, amountColumn, QueryTable, StateTag } from '@heyi/ui';
import { Alert, Flex, Form, Input, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCities } from '../../cities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput, useRateRule } from '../../forms/PercentInput.tsx';
import { today } from '../../instant.ts';
import { percentText } from '../../rate.ts';
import { WhyAmount } from '../../WhyDrawer.tsx';
import { type Ask, Calculator } from './Calculator.tsx';

type Answer = AnswerOf<'calculateContributions'>;
type Line = Answer['lines'][number];

export function ContributionCalculator(): ReactNode {
  const { t } = useTranslation();
  return (
    <Calculator<RequestOf<'calculateContributions'>, Answer>
      title={t('calculators.tabs.contributions')}
      initial={{
        cityCode: '110000',
        period: today().slice(0, 7),
        declaredBase: '20000.00',
        personType: 'employee',
        hukou: 'local-urban',
        housingFundRate: '0.12',
      }}
      calculate={(values) => api.calculateContributions(values)}
      fields={<Fields />}
      result={(answer, ask) => <Result answer={answer} ask={ask} />}
    />
  );
}

const needed = [{ required: true }];

function Fields(): ReactNode {
  const { t } = useTranslation();
  const cities = useCities();
  const amount = useAmountRule();
  const rate = useRateRule();
  return (
    <div className="heyi-fields">
      <Form.Item name="cityCode" label={t('calculators.contributions.city')} rules={needed}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={cities.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item name="period" label={t('calculators.contributions.month')} rules={needed}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item
        name="declaredBase"
        label={t('calculators.contributions.base')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="personType" label={t('calculators.contributions.personType')}>
        <Select options={useOptions('people.enrolment.insuredTypes')} />
      </Form.Item>
      <Form.Item name="hukou" label={t('calculators.contributions.hukou')}>
        <Select allowClear options={useOptions('calculators.contributions.hukous')} />
      </Form.Item>
      <Form.Item name="tier" label={t('calculators.contributions.tier')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item
        name="injuryRate"
        label={t('calculators.contributions.injuryRate')}
        tooltip={t('calculators.contributions.injuryHelp')}
        rules={[rate]}
      >
        <PercentInput />
      </Form.Item>
      <Form.Item
        name="housingFundRate"
        label={t('calculators.contributions.housingFundRate')}
        rules={[rate]}
      >
        <PercentInput />
      </Form.Item>
      <Form.Item
        name="supplementaryRate"
        label={t('calculators.contributions.supplementaryRate')}
        rules={[rate]}
      >
        <PercentInput />
      </Form.Item>
    </div>
  );
}

function Result({ answer, ask }: { answer: Answer; ask: Ask }): ReactNode {
  const { t } = useTranslation();
  const kindName = (kind: string) => t(`people.contribution.kinds.${kind}`);
  const side = (line: Line, party: 'employer' | 'employee') => (
    <>
      <WhyAmount
        name={`${kindName(line.kind)} ${t(`calculators.contributions.${party}`)}`}
        value={line[party]}
        onAsk={(asked) => ask(asked, [line[`${party}Reason`]])}
      />
      <div className="heyi-quiet">{percentText(line[`${party}Rate`])}</div>
    </>
  );
  return (
    <>
      {answer.unknowns.length > 0 && (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 10 }}
          title={t('calculators.contributions.unknownTitle')}
          description={answer.unknowns.map(({ kind, code }) => (
            <div key={kind}>
              {kindName(kind)}：{t(`calculators.contributions.unknowns.${code}`, code)}
            </div>
          ))}
        />
      )}
      <QueryTable<Line>
        label={t('calculators.tabs.contributions')}
        rowKey={(row) => row.kind}
        rows={answer.lines}
        isPending={false}
        empty={t('calculators.contributions.noLines')}
        columns={[
          {
            title: t('calculators.contributions.kind'),
            key: 'kind',
            render: (_, row) => (
              <>
                <strong>{kindName(row.kind)}</strong>
                <Flex gap={4} wrap>
                  {row.warnings.map((warning) => (
                    <StateTag
                      key={warning}
                      tone="warn"
                      text={t(`calculators.contributions.warnings.${warning}`, warning)}
                    />
                  ))}
                </Flex>
              </>
            ),
          },
          amountColumn<Line>(t('calculators.contributions.usedBase'), 'base', (row) => row.base),
          {
            title: t('calculators.contributions.employer'),
            key: 'employer',
            align: 'right',
            render: (_, row) => side(row, 'employer'),
          },
          {
            title: t('calculators.contributions.employee'),
            key: 'employee',
            align: 'right',
            render: (_, row) => side(row, 'employee'),
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              <strong>{t('calculators.contributions.total')}</strong>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2} align="right">
              <AmountText value={answer.employerTotal} strong />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} align="right">
              <AmountText value={answer.employeeTotal} strong />
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )}
      />
    </>
  );
}
