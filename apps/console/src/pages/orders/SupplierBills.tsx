import type { AnswerOf } from '@heyi/client';
import {
  amountColumn,
  AmountText,
  type Column,
  FactList,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { useRows, useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { Supplier } from './orders.ts';

type Bill = AnswerOf<'listSupplierBills'>['rows'][number];
type Row = AnswerOf<'getSupplierBill'>['rows'][number];

/** 供应商账单: compared with our lines, each difference with its cause and a decision. */
export function SupplierBills({ suppliers }: { suppliers: readonly Supplier[] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const bills = useQuery({
    queryKey: ['supplierBills'],
    queryFn: () => api.listSupplierBills({}),
  });
  return (
    <Section
      title={t('orders.bills.title')}
      note={t('orders.bills.note')}
      actions={
        may('supplier:write') && (
          <Button onClick={() => setImporting(true)}>{t('orders.bills.import')}</Button>
        )
      }
    >
      <QueryTable<Bill>
        label={t('orders.bills.title')}
        rowKey={(row) => row.id}
        empty={t('orders.bills.empty')}
        columns={useColumns()}
        onOpen={(row) => setOpened(row.id)}
        {...useTable(bills)}
      />
      <ImportBill
        suppliers={suppliers}
        open={importing}
        onClose={() => setImporting(false)}
        onDone={(bill) => setOpened(bill.id)}
      />
      <BillDrawer supplierBillId={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}

function useColumns(): Column<Bill>[] {
  const { t } = useTranslation();
  return [
    { title: t('orders.supplier'), dataIndex: 'supplierName', fixed: 'left' },
    { title: t('orders.period'), dataIndex: 'period' },
    amountColumn<Bill>(t('orders.bills.total'), 'total', (row) => row.total),
    amountColumn<Bill>(t('orders.bills.agreed'), 'agreed', (row) => row.agreed),
    {
      title: t('orders.state'),
      key: 'state',
      render: (_, row) =>
        row.state === 'accepted' ? (
          <StateTag tone="good" text={t('orders.bills.accepted')} />
        ) : (
          <StateTag
            tone={row.undecidedCount > 0 ? 'warn' : 'active'}
            text={t('orders.bills.open', { count: row.undecidedCount })}
          />
        ),
    },
  ];
}

type Values = { supplierId: string; period: string };

function ImportBill(props: {
  suppliers: readonly Supplier[];
  open: boolean;
  onClose: () => void;
  onDone: (bill: Bill) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  return (
    <FormDrawer<Values, Bill>
      title={t('orders.bills.import')}
      submitLabel={t('orders.bills.import')}
      open={props.open}
      initial={{ period: today().slice(0, 7) }}
      submit={({ supplierId, period }) =>
        api.importSupplierBill({ supplierId, period }, { upload: file! })
      }
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Form.Item name="supplierId" label={t('orders.supplier')} rules={[{ required: true }]}>
        <Select
          options={props.suppliers.map(({ id, shortName }) => ({ value: id, label: shortName }))}
        />
      </Form.Item>
      <Form.Item name="period" label={t('orders.period')} rules={[{ required: true }]}>
        <DayInput picker="month" />
      </Form.Item>
      <FileField
        label={t('orders.bills.file')}
        help={t('orders.bills.fileHelp')}
        accept=".xlsx,.csv"
        onFile={setFile}
      />
    </FormDrawer>
  );
}

function BillDrawer(props: { supplierBillId: string | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { supplierBillId } = props;
  const [deciding, setDeciding] = useState<Row | null>(null);
  const of = { supplierBillId: supplierBillId ?? '' };
  const rows = useRows(
    ['supplierBill', supplierBillId],
    (cursor) => api.getSupplierBill({ ...of, limit: 100, ...cursor }),
    { enabled: supplierBillId !== null },
  );
  const bill = rows.first?.bill;
  const canDecide = may('supplier:write') && bill?.state === 'compared';
  return (
    <Drawer
      open={supplierBillId !== null}
      size={960}
      title={bill ? `${bill.supplierName} ${bill.period}` : ''}
      onClose={props.onClose}
      extra={
        canDecide && (
          <Flex gap={8}>
            <ActionButton
              label={t('orders.bills.compare')}
              act={() => api.compareSupplierBill(of)}
            />
            <ActionButton
              type="primary"
              label={t('orders.bills.accept')}
              disabled={bill.undecidedCount > 0}
              ask={{ title: t('orders.bills.acceptAsk') }}
              act={() => api.acceptSupplierBill(of)}
            />
          </Flex>
        )
      }
    >
      {bill && (
        <div style={{ marginBottom: 12 }}>
          <FactList
            columns={3}
            facts={[
              [t('orders.bills.total'), <AmountText key="total" value={bill.total} />],
              [t('orders.bills.expected'), <AmountText key="expected" value={bill.expected} />],
              [t('orders.bills.agreed'), <AmountText key="agreed" value={bill.agreed} strong />],
            ]}
          />
          {canDecide && bill.undecidedCount > 0 && (
            <div className="heyi-warn" style={{ marginTop: 8 }}>
              {t('orders.bills.acceptWaits', { count: bill.undecidedCount })}
            </div>
          )}
        </div>
      )}
      <QueryTable<Row>
        label={t('orders.bills.title')}
        rowKey={(row) => row.id}
        empty={t('orders.bills.empty')}
        columns={useRowColumns(canDecide ? setDeciding : null)}
        {...rows.table}
      />
      <Decide supplierBillId={of.supplierBillId} row={deciding} onClose={() => setDeciding(null)} />
    </Drawer>
  );
}

function useRowColumns(onDecide: ((row: Row) => void) | null): Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('orders.person'),
      key: 'person',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong>{' '}
          <span className="heyi-quiet">
            {[row.number, row.service].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    amountColumn<Row>(t('orders.bills.billed'), 'billed', (row) => row.billed),
    amountColumn<Row>(t('orders.bills.expected'), 'expected', (row) => row.expected),
    {
      title: t('orders.bills.cause'),
      key: 'cause',
      render: (_, row) =>
        row.cause === null ? (
          <span className="heyi-quiet">{t('orders.bills.agrees')}</span>
        ) : (
          <>
            <StateTag
              tone={row.decision ? 'neutral' : 'warn'}
              text={t(`orders.bills.causes.${row.cause}`)}
            />
            {row.decision && (
              <div className="heyi-quiet">
                {t(`orders.bills.decisions.${row.decision}`)} · {row.decisionNote} · {row.decidedBy}
              </div>
            )}
          </>
        ),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) =>
        row.cause !== null &&
        onDecide && (
          <Button size="small" onClick={() => onDecide(row)}>
            {t('orders.bills.decide')}
          </Button>
        ),
    },
  ];
}

function Decide(props: {
  supplierBillId: string;
  row: Row | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { supplierBillId, row } = props;
  return (
    <FormDrawer<{ decision: 'takeBill' | 'takeOurs'; note: string }>
      title={t('orders.bills.decide')}
      open={row !== null}
      submit={({ decision, note }) =>
        api.decideSupplierRow({ supplierBillId, rowId: row!.id, decision, note })
      }
      onClose={props.onClose}
    >
      <Form.Item name="decision" label={t('orders.bills.decision')} rules={[{ required: true }]}>
        <Select options={useOptions('orders.bills.decisions')} />
      </Form.Item>
      <Form.Item name="note" label={t('orders.agreed.words')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
