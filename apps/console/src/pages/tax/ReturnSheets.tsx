import { AmountText, CountText, QueryTable, Section } from '@heyi/ui';
import { Col, Row } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useMay } from '../../session.ts';
import { SheetTable } from './SheetTable.tsx';
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
  const load =
    ({ sheet }: Sheet) =>
    () =>
      api.downloadReturnFile({ tenantId: view.tenantId, returnId: view.id, sheet });
  return (
    <SheetTable<Sheet>
      rows={view.sheets}
      nameOf={({ sheet }) => t(`tax.sheets.${sheet}`)}
      countTitle={t('runs.people')}
      countOf={({ people }) => people}
      amountTitle={t('tax.income')}
      load={mayFile ? load : null}
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
