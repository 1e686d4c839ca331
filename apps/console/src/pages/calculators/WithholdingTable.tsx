import { amountColumn, QueryTable } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from '../../rate.ts';
import { WhyAmount } from '../../WhyDrawer.tsx';
import type { Ask } from './Calculator.tsx';
import type { Withholding } from './WithholdingCalculator.tsx';

type Row = Withholding['payments'][number];

export function WithholdingTable({ answer, ask }: { answer: Withholding; ask: Ask }): ReactNode {
  const { t } = useTranslation();
  const words = (key: string) => t(`calculators.withholding.${key}`);
  return (
    <QueryTable<Row>
      label={t('calculators.result')}
      rowKey={(row) => row.taxPeriod}
      rows={answer.payments}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        { title: words('month'), dataIndex: 'taxPeriod', fixed: 'left' },
        amountColumn<Row>(words('cumulativeTaxable'), 'taxable', (row) => row.cumulativeTaxable),
        {
          title: words('rate'),
          key: 'rate',
          align: 'right',
          render: (_, row) => percentText(row.rate),
        },
        amountColumn<Row>(words('quick'), 'quick', (row) => row.quickDeduction),
        amountColumn<Row>(words('cumulativeTax'), 'cumulativeTax', (row) => row.cumulativeTax),
        amountColumn<Row>(words('before'), 'before', (row) => row.withheldBefore),
        {
          title: words('tax'),
          key: 'tax',
          align: 'right',
          render: (_, row) => (
            <WhyAmount
              strong
              name={`${row.taxPeriod} ${words('tax')}`}
              value={row.tax}
              onAsk={(asked) => ask(asked, [row.reason])}
            />
          ),
        },
      ]}
    />
  );
}
