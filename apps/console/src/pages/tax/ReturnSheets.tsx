import { DownloadOutlined } from '@ant-design/icons';
import { AmountText, amountColumn, CountText, QueryTable, Section } from '@heyi/ui';
import { Col, Row, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { useMay } from '../../session.ts';
import type { Return } from './returns.ts';

type Sheet = Return['sheets'][number];
type ClientPart = Return['clients'][number];

/** The import files of the tax client, one for each income; and whose people are in them. */
export function ReturnSheets({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('tax.files')} note={t('tax.filesNote')}>
      <Row gutter={[24, 12]}>
        <Col xs={24} lg={15}>
          <Sheets view={view} />
        </Col>
        <Col xs={24} lg={9}>
          <Clients view={view} />
        </Col>
      </Row>
    </Section>
  );
}

function Sheets({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const mayFile = useMay()('tax:file');
  return (
    <QueryTable<Sheet>
      label={t('tax.files')}
      rowKey={(row) => row.sheet}
      rows={view.sheets}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        {
          title: t('tax.sheetName'),
          key: 'sheet',
          render: (_, row) => (
            <>
              <strong>{t(`tax.sheets.${row.sheet}`)}</strong>
              <div className="heyi-quiet">
                {row.layoutVersion}{' '}
                <Tag>{t(`reasons.marks.${row.layoutMark}`, { defaultValue: row.layoutMark })}</Tag>
              </div>
            </>
          ),
        },
        { title: t('runs.people'), dataIndex: 'people', align: 'right' },
        amountColumn<Sheet>(t('tax.income'), 'income', (row) => row.income),
        amountColumn<Sheet>(t('tax.tax'), 'tax', (row) => row.tax),
        {
          title: '',
          key: 'file',
          align: 'right',
          render: (_, { sheet }) =>
            mayFile && (
              <DownloadButton
                size="small"
                icon={<DownloadOutlined />}
                label={t('common.download')}
                load={() =>
                  api.downloadReturnFile({ tenantId: view.tenantId, returnId: view.id, sheet })
                }
              />
            ),
        },
      ]}
    />
  );
}

function Clients({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  return (
    <QueryTable<ClientPart>
      label={t('tax.clients')}
      rowKey={(row) => row.tenantId}
      rows={view.clients}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        { title: t('tax.clients'), dataIndex: 'clientName' },
        {
          title: t('runs.people'),
          key: 'people',
          align: 'right',
          render: (_, row) => <CountText value={row.people} />,
        },
        {
          title: t('tax.tax'),
          key: 'tax',
          align: 'right',
          render: (_, row) => <AmountText value={row.tax} />,
        },
      ]}
    />
  );
}
