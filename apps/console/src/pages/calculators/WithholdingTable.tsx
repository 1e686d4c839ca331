import type { TFunction } from 'i18next';
import type { AnswerOf } from '@heyi/client';
import { AmountText, type Column, QueryTable } from '@heyi/ui';
import { Input, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from '../../rate.ts';
import { type Asked, WhyAmount, WhyDrawer } from '../../WhyDrawer.tsx';
import { isAmount } from './fields.tsx';
import { type Part, parts, type Payment } from './withholding-year.ts';

type Answer = AnswerOf<'calculateWithholding'>;
type Row = { payment: Payment; index: number; result: Answer['payments'][number] | undefined };

/** The year with what is typed at the left and what follows from it at the right. */
export function WithholdingTable(props: {
  payments: readonly Payment[];
  answer: Answer | undefined;
  onChange: (payments: Payment[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { payments, answer } = props;
  const [asked, setAsked] = useState<(Asked & { index: number }) | null>(null);
  const change = (index: number, part: Part, value: string) =>
    props.onChange(
      payments.map((payment, at) => (at === index ? { ...payment, [part]: value } : payment)),
    );
  const rows = payments.map((payment, index): Row => {
    const result = answer?.payments[index];
    return { payment, index, result: result?.taxPeriod === payment.taxPeriod ? result : undefined };
  });
  const typed = parts.map((part): Column<Row> => ({
    title: t(`calculators.withholding.parts.${part}`),
    key: part,
    align: 'right',
    render: (_, row) => (
      <AmountCell
        label={`${row.payment.taxPeriod} ${t(`calculators.withholding.parts.${part}`)}`}
        value={row.payment[part]}
        onChange={(value) => change(row.index, part, value)}
      />
    ),
  }));
  return (
    <>
      <QueryTable<Row>
        label={t('calculators.withholding.year')}
        rowKey={({ payment }) => payment.taxPeriod}
        rows={rows}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          {
            title: t('runs.taxPeriod'),
            key: 'taxPeriod',
            fixed: 'left',
            render: (_, { payment }) => payment.taxPeriod,
          },
          ...typed,
          ...useResultColumns((row) =>
            setAsked({
              name: `${row.payment.taxPeriod} ${t('calculators.withholding.tax')}`,
              amount: row.result?.tax ?? null,
              index: row.index,
            }),
          ),
        ]}
        summary={() => totalOf(answer, t)}
      />
      <WhyDrawer
        asked={asked}
        reasons={asked ? answer && [answer.payments[asked.index]!.reason] : []}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

function useResultColumns(onAsk: (row: Row) => void): Column<Row>[] {
  const { t } = useTranslation();
  const amounts = [
    'cumulativeTaxable',
    'quickDeduction',
    'cumulativeTax',
    'withheldBefore',
  ] as const;
  const columns = amounts.map((name): Column<Row> => ({
    title: t(`calculators.withholding.${name}`),
    key: name,
    align: 'right',
    render: (_, { result }) => <AmountText value={result?.[name] ?? null} />,
  }));
  return [
    columns[0]!,
    {
      title: t('calculators.withholding.rate'),
      key: 'rate',
      align: 'right',
      render: (_, { result }) => percentText(result?.rate ?? null),
    },
    ...columns.slice(1),
    {
      title: t('calculators.withholding.tax'),
      key: 'tax',
      align: 'right',
      fixed: 'right',
      render: (_, row) => (
        <WhyAmount
          name={t('calculators.withholding.tax')}
          value={row.result?.tax ?? null}
          strong
          onAsk={() => onAsk(row)}
        />
      ),
    },
  ];
}

function AmountCell(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <Input
      aria-label={props.label}
      inputMode="decimal"
      autoComplete="off"
      size="small"
      style={{ width: 104, textAlign: 'right' }}
      {...(isAmount(props.value) ? {} : { status: 'error' as const })}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value.replace(/[,，\s]/g, ''))}
    />
  );
}

function totalOf(answer: Answer | undefined, t: TFunction): ReactNode {
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={10}>
        <strong>{t('calculators.withholding.total')}</strong>
      </Table.Summary.Cell>
      <Table.Summary.Cell index={1} align="right">
        <AmountText value={answer?.totalWithheld ?? null} strong />
      </Table.Summary.Cell>
    </Table.Summary.Row>
  );
}
