import { DownloadOutlined } from '@ant-design/icons';
import { amountColumn, QueryTable } from '@heyi/ui';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../DownloadButton.tsx';

type Sheet = {
  sheet: string;
  layoutVersion: string;
  layoutMark: string;
  income: string;
  tax: string;
};

/** The files of a return, each with the mark of its layout; wages and platform income alike. */
export function SheetTable<Row extends Sheet>(props: {
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  countTitle: string;
  countOf: (row: Row) => number;
  amountTitle: string;
  /** Null where nothing may be downloaded. */
  load: ((row: Row) => Parameters<typeof DownloadButton>[0]['load']) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { load } = props;
  return (
    <QueryTable<Row>
      label={t('tax.files')}
      rowKey={(row) => row.sheet}
      rows={props.rows}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        {
          title: t('tax.sheetName'),
          key: 'sheet',
          render: (_, row) => (
            <>
              <strong>{props.nameOf(row)}</strong>
              <div className="heyi-quiet">
                {row.layoutVersion}{' '}
                <Tag>{t(`reasons.marks.${row.layoutMark}`, { defaultValue: row.layoutMark })}</Tag>
              </div>
            </>
          ),
        },
        {
          title: props.countTitle,
          key: 'count',
          align: 'right',
          render: (_, row) => props.countOf(row),
        },
        amountColumn<Row>(props.amountTitle, 'income', (row) => row.income),
        amountColumn<Row>(t('tax.tax'), 'tax', (row) => row.tax),
        {
          title: '',
          key: 'file',
          align: 'right',
          render: (_, row) =>
            load && (
              <DownloadButton
                size="small"
                icon={<DownloadOutlined />}
                label={t('common.download')}
                load={load(row)}
              />
            ),
        },
      ]}
    />
  );
}
