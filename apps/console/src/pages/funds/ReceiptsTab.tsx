import type { AnswerOf } from '@heyi/client';
import {
  amountColumn,
  type Column,
  grouped,
  QueryTable,
  Section,
  StateTag,
  type Tone,
} from '@heyi/ui';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay, useSession } from '../../session.ts';
import { RecordReceipt } from './RecordReceipt.tsx';
import { ReadStatement } from './ReadStatement.tsx';

type Receipt = AnswerOf<'listReceipts'>['rows'][number];

const toneOf: Record<Receipt['state'], Tone> = {
  unmatched: 'warn',
  matched: 'good',
  ownFunds: 'neutral',
};

export function ReceiptsTab({ tenantId }: { tenantId: string }): ReactNode {
  const may = useMay();
  const { data: session } = useSession();
  const seesUnmatched = session?.isHouse === true && may('receipt:write');
  return (
    <>
      {seesUnmatched && <Unmatched tenantId={tenantId} />}
      <Receipts tenantId={tenantId} />
    </>
  );
}

function Receipts({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const mayWrite = may('receipt:write');
  const [recording, setRecording] = useState(false);
  const [reading, setReading] = useState(false);
  const [state, setState] = useState<Receipt['state'] | null>(null);
  const receipts = useRows(['receipts', tenantId, state], (cursor) =>
    api.listReceipts({ tenantId, limit: 100, ...(state ? { state } : {}), ...cursor }),
  );
  return (
    <Section
      title={t('funds.receipt.title')}
      actions={
        <>
          <Select
            allowClear
            placeholder={t('funds.receipt.state')}
            aria-label={t('funds.receipt.state')}
            style={{ minWidth: 130 }}
            options={useOptions('funds.receipt.states')}
            onChange={(value?: Receipt['state']) => setState(value ?? null)}
          />
          {mayWrite && (
            <>
              <Button onClick={() => setReading(true)}>{t('funds.statement.read')}</Button>
              <Button type="primary" onClick={() => setRecording(true)}>
                {t('funds.receipt.record')}
              </Button>
            </>
          )}
        </>
      }
    >
      <QueryTable<Receipt>
        label={t('funds.receipt.title')}
        rowKey={(row) => row.id}
        empty={t('funds.receipt.empty')}
        columns={useReceiptColumns(tenantId, ReceiptAction)}
        {...receipts.table}
      />
      <RecordReceipt tenantId={tenantId} open={recording} onClose={() => setRecording(false)} />
      <ReadStatement tenantId={tenantId} open={reading} onClose={() => setReading(false)} />
    </Section>
  );
}

function Unmatched({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const receipts = useRows(['receipts', 'unmatched'], (cursor) =>
    api.listUnmatchedReceipts({ limit: 50, ...cursor }),
  );
  const columns = useReceiptColumns(tenantId, MatchButton);
  if (receipts.table.rows?.length === 0) return null;
  return (
    <Section title={t('funds.unmatched.title')} note={t('funds.unmatched.note')}>
      <QueryTable<Receipt>
        label={t('funds.unmatched.title')}
        rowKey={(row) => row.id}
        empty={t('funds.unmatched.empty')}
        columns={columns.filter(({ key }) => key !== 'state')}
        {...receipts.table}
      />
    </Section>
  );
}

type ActionProps = { tenantId: string; row: Receipt };

function useReceiptColumns(
  tenantId: string,
  Action: (props: ActionProps) => ReactNode,
): Column<Receipt>[] {
  const { t } = useTranslation();
  const may = useMay();
  return [
    { title: t('funds.receipt.receivedOn'), dataIndex: 'receivedOn' },
    amountColumn<Receipt>(t('funds.receipt.amount'), 'amount', (row) => row.amount),
    {
      title: t('funds.receipt.senderName'),
      key: 'sender',
      render: (_, row) => (
        <>
          <strong>{row.senderName}</strong>
          {row.note && <div className="heyi-quiet">{row.note}</div>}
        </>
      ),
    },
    {
      title: t('funds.receipt.account'),
      key: 'account',
      render: (_, row) => `${row.holderName} ${row.accountMasked}`,
    },
    { title: t('funds.receipt.bankReference'), dataIndex: 'bankReference' },
    {
      title: t('funds.receipt.source'),
      key: 'source',
      render: (_, row) => t(`funds.receipt.sources.${row.source}`),
    },
    {
      title: t('funds.receipt.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag tone={toneOf[row.state]} text={t(`funds.receipt.states.${row.state}`)} />
          {row.matchedAt && (
            <div className="heyi-quiet">
              {row.matchedBy} {formatInstant(row.matchedAt)}
            </div>
          )}
        </>
      ),
    },
    ...(may('receipt:write')
      ? [
          {
            title: '',
            key: 'actions',
            align: 'right' as const,
            render: (_: unknown, row: Receipt) => <Action tenantId={tenantId} row={row} />,
          },
        ]
      : []),
  ];
}

function ReceiptAction({ tenantId, row }: ActionProps): ReactNode {
  const { t } = useTranslation();
  if (row.state === 'unmatched') return <MatchButton tenantId={tenantId} row={row} />;
  if (row.state !== 'matched') return null;
  return (
    <ReasonButton
      size="small"
      type="text"
      label={t('funds.receipt.unmatch')}
      act={(reason) => api.unmatchReceipt({ tenantId, receiptId: row.id, reason })}
    />
  );
}

function MatchButton({ tenantId, row }: ActionProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ActionButton
      size="small"
      label={t('funds.receipt.match')}
      ask={{
        title: t('funds.receipt.matchAsk', { amount: grouped(row.amount) }),
        detail: `${row.senderName} · ${row.bankReference}`,
      }}
      act={() => api.matchReceipt({ tenantId, receiptId: row.id })}
    />
  );
}
