import { DownloadOutlined } from '@ant-design/icons';
import type { RequestOf } from '@heyi/client';
import {
  AmountText,
  type Column,
  CountText,
  FactList,
  grouped,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { Button, Flex, Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant, today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type Program, type Sheet, toneOfSheet } from './withdrawals.ts';

/** 结算单: what a day or a month came to, confirmed by the client, then invoiced. */
export function SheetsPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, program } = props;
  const [drawing, setDrawing] = useState(false);
  const [asking, setAsking] = useState<Sheet | null>(null);
  const [invoicing, setInvoicing] = useState<Sheet | null>(null);
  const sheets = useRows(['settlement-sheets', tenantId, program.id], (cursor) =>
    api.listSettlementSheets({ tenantId, programId: program.id, limit: 40, ...cursor }),
  );
  return (
    <Section
      title={t('withdrawals.tabs.sheets')}
      note={t('withdrawals.sheet.note')}
      actions={
        may('settlement:write') && (
          <Button type="primary" onClick={() => setDrawing(true)}>
            {t('withdrawals.sheet.draw')}
          </Button>
        )
      }
    >
      <QueryTable<Sheet>
        label={t('withdrawals.tabs.sheets')}
        rowKey={(row) => row.id}
        empty={t('withdrawals.sheet.empty')}
        columns={useColumns(tenantId, { ask: setAsking, invoice: setInvoicing })}
        renderBelow={(row) => <Lines sheet={row} />}
        {...sheets.table}
      />
      <DrawSheet {...props} open={drawing} onClose={() => setDrawing(false)} />
      <AskInvoice tenantId={tenantId} sheet={asking} onClose={() => setAsking(null)} />
      <RecordInvoice tenantId={tenantId} sheet={invoicing} onClose={() => setInvoicing(null)} />
    </Section>
  );
}

type Steps = { ask: (sheet: Sheet) => void; invoice: (sheet: Sheet) => void };

function useColumns(tenantId: string, steps: Steps): Column<Sheet>[] {
  const { t } = useTranslation();
  const amount = (
    key: 'opening' | 'topUps' | 'withdrawn' | 'fee' | 'returned' | 'closing',
    of: (row: Sheet) => string,
  ): Column<Sheet> => ({
    title: t(`withdrawals.sheet.${key}`),
    key,
    align: 'right',
    render: (_, row) => <AmountText value={of(row)} />,
  });
  return [
    {
      title: t('withdrawals.sheet.period'),
      key: 'period',
      render: (_, row) => (
        <>
          <strong>{row.unit === 'day' ? row.firstDay : row.firstDay.slice(0, 7)}</strong>
          <div className="heyi-quiet">
            {row.generatedBy} {formatInstant(row.generatedAt)}
          </div>
        </>
      ),
    },
    {
      title: t('withdrawals.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag
            tone={toneOfSheet[row.state]}
            text={t(`withdrawals.sheet.states.${row.state}`)}
          />
          {row.confirmedBy !== null && (
            <div className="heyi-quiet">
              {row.confirmedBy} {formatInstant(row.confirmedAt)}
            </div>
          )}
        </>
      ),
    },
    amount('opening', (row) => row.opening),
    amount('topUps', (row) => row.topUps),
    {
      title: t('withdrawals.sheet.count'),
      key: 'count',
      align: 'right',
      render: (_, row) => <CountText value={row.withdrawn.count} />,
    },
    amount('withdrawn', (row) => row.withdrawn.gross),
    amount('fee', (row) => row.withdrawn.fee),
    amount('returned', (row) => row.returned.gross),
    amount('closing', (row) => row.closing),
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) => <Actions tenantId={tenantId} row={row} steps={steps} />,
    },
  ];
}

function Actions({ tenantId, row, steps }: { tenantId: string; row: Sheet; steps: Steps }) {
  const { t } = useTranslation();
  const may = useMay();
  const sheetId = row.id;
  return (
    <Flex gap={4} wrap justify="flex-end">
      {(['xlsx', 'pdf'] as const).map((format) => (
        <DownloadButton
          key={format}
          size="small"
          type="text"
          icon={<DownloadOutlined />}
          label={format.toUpperCase()}
          load={() => api.downloadSettlementSheet({ tenantId, sheetId, format })}
        />
      ))}
      {row.state === 'generated' && may('settlement:confirm') && (
        <ActionButton
          size="small"
          label={t('withdrawals.sheet.confirm')}
          ask={{
            title: t('withdrawals.sheet.confirmAsk', { closing: grouped(row.closing) }),
            detail: t('withdrawals.sheet.confirmNote'),
          }}
          act={() => api.confirmSettlementSheet({ tenantId, sheetId })}
        />
      )}
      {row.state === 'confirmed' && may('settlement:confirm') && (
        <Button size="small" onClick={() => steps.ask(row)}>
          {t('withdrawals.sheet.askInvoice')}
        </Button>
      )}
      {row.state === 'invoiceRequested' && may('settlement:write') && (
        <Button size="small" onClick={() => steps.invoice(row)}>
          {t('withdrawals.sheet.recordInvoice')}
        </Button>
      )}
    </Flex>
  );
}

/** The equation of the sheet, and what is behind its two big lines. */
function Lines({ sheet }: { sheet: Sheet }): ReactNode {
  const { t } = useTranslation();
  const amount = (value: string | null) => <AmountText value={value} />;
  const of = (key: 'withdrawn' | 'returned') => {
    const { count, gross, tax, vat, net, fee } = sheet[key];
    const [grossText, taxText, vatText, netText, feeText] = [gross, tax, vat, net, fee].map(
      grouped,
    );
    const amounts = { gross: grossText, tax: taxText, vat: vatText, net: netText, fee: feeText };
    return t('withdrawals.sheet.moved', { count: grouped(String(count)), ...amounts });
  };
  const invoice =
    sheet.invoiceKind &&
    `${t(`withdrawals.sheet.invoiceKinds.${sheet.invoiceKind}`)} ${sheet.invoiceAmount ?? ''} ` +
      `${sheet.invoiceNumber ?? ''} ${sheet.invoicedOn ?? ''}`;
  return (
    <FactList
      columns={2}
      facts={[
        [t('withdrawals.sheet.withdrawn'), of('withdrawn')],
        [t('withdrawals.sheet.returned'), of('returned')],
        [t('withdrawals.sheet.advances'), amount(sheet.advances)],
        [t('withdrawals.sheet.other'), amount(sheet.other)],
        [t('withdrawals.sheet.days'), `${sheet.firstDay} – ${sheet.lastDay}`],
        [t('withdrawals.sheet.invoice'), invoice],
      ]}
    />
  );
}

type DrawValues = Pick<RequestOf<'generateSettlementSheet'>, 'unit' | 'day'>;

const needed = [{ required: true }];

function DrawSheet(props: {
  tenantId: string;
  program: Program;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program, open, onClose } = props;
  return (
    <FormDrawer<DrawValues>
      title={t('withdrawals.sheet.draw')}
      submitLabel={t('withdrawals.sheet.draw')}
      open={open}
      initial={{ unit: 'day', day: today() }}
      submit={(values) =>
        api.generateSettlementSheet({ tenantId, programId: program.id, ...values })
      }
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('withdrawals.sheet.unit')} rules={needed}>
        <Radio.Group optionType="button" options={useOptions('withdrawals.sheet.units')} />
      </Form.Item>
      <Form.Item
        name="day"
        label={t('withdrawals.sheet.day')}
        extra={t('withdrawals.sheet.dayHelp')}
        rules={needed}
      >
        <DayInput />
      </Form.Item>
    </FormDrawer>
  );
}

type AskValues = Pick<RequestOf<'requestSettlementInvoice'>, 'kind'>;

function AskInvoice(props: {
  tenantId: string;
  sheet: Sheet | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, sheet, onClose } = props;
  return (
    <FormDrawer<AskValues>
      title={t('withdrawals.sheet.askInvoice')}
      submitLabel={t('withdrawals.sheet.askInvoice')}
      open={sheet !== null}
      initial={{ kind: 'serviceFee' }}
      submit={(values) => api.requestSettlementInvoice({ tenantId, sheetId: sheet!.id, ...values })}
      onClose={onClose}
    >
      <Form.Item
        name="kind"
        label={t('withdrawals.sheet.invoiceKind')}
        extra={t('withdrawals.sheet.invoiceKindHelp')}
        rules={needed}
      >
        <Select options={useOptions('withdrawals.sheet.invoiceKinds')} />
      </Form.Item>
    </FormDrawer>
  );
}

type InvoiceValues = Pick<RequestOf<'recordSettlementInvoice'>, 'invoiceNumber' | 'invoicedOn'>;

function RecordInvoice(props: {
  tenantId: string;
  sheet: Sheet | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, sheet, onClose } = props;
  return (
    <FormDrawer<InvoiceValues>
      title={t('withdrawals.sheet.recordInvoice')}
      open={sheet !== null}
      initial={{ invoicedOn: today() }}
      submit={(values) => api.recordSettlementInvoice({ tenantId, sheetId: sheet!.id, ...values })}
      onClose={onClose}
    >
      <Form.Item name="invoiceNumber" label={t('withdrawals.sheet.invoiceNumber')} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="invoicedOn" label={t('withdrawals.sheet.invoicedOn')} rules={needed}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  );
}
