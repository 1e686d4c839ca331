import { CloseOutlined } from '@ant-design/icons';
import type { RequestOf } from '@heyi/client';
import { QueryTable } from '@heyi/ui';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Month = RequestOf<'calculateWithholding'>['payments'][number];

export const monthFigures = [
  'income',
  'special',
  'additional',
  'other',
  'exempt',
  'relief',
] as const;

type Figure = (typeof monthFigures)[number];

/** The facts of each month, changed in place. */
export function MonthsTable(props: {
  months: readonly Month[];
  onChange: (months: Month[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const change = (taxPeriod: string, figure: Figure, text: string) =>
    props.onChange(
      props.months.map((month) =>
        month.taxPeriod === taxPeriod
          ? { ...month, [figure]: text.replace(/[,，\s]/g, '') }
          : month,
      ),
    );
  return (
    <QueryTable<Month>
      label={t('calculators.tabs.withholding')}
      rowKey={(row) => row.taxPeriod}
      rows={props.months}
      isPending={false}
      empty={t('calculators.withholding.sameHelp')}
      columns={[
        { title: t('calculators.withholding.month'), dataIndex: 'taxPeriod', fixed: 'left' },
        ...monthFigures.map((figure) => ({
          title: t(`calculators.withholding.${figure}`),
          key: figure,
          align: 'right' as const,
          render: (_: unknown, row: Month) => (
            <Input
              size="small"
              inputMode="decimal"
              aria-label={`${row.taxPeriod} ${t(`calculators.withholding.${figure}`)}`}
              style={{ width: 110, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}
              value={row[figure] ?? ''}
              onChange={(event) => change(row.taxPeriod, figure, event.target.value)}
            />
          ),
        })),
        {
          title: '',
          key: 'remove',
          render: (_, row) => (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={`${t('common.remove')} ${row.taxPeriod}`}
              onClick={() =>
                props.onChange(props.months.filter((month) => month.taxPeriod !== row.taxPeriod))
              }
            />
          ),
        },
      ]}
    />
  );
}
