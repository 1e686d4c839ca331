import type { AnswerOf } from '@heyi/client';
import { AmountText, QueryTable, StateTag } from '@heyi/ui';
import { Flex, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import type { Held } from './LedgerTab.tsx';

type Journal = AnswerOf<'listJournals'>['rows'][number];
type Line = Journal['lines'][number];

/** Journals of an account, or all; a row unfolds its lines, which sum to zero. */
export function Journals(props: {
  tenantId: string;
  accountId: string | null;
  nameOf: (line: Held) => string;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, accountId } = props;
  const [reference, setReference] = useState('');
  const journals = useRows(['journals', tenantId, accountId, reference], (cursor) =>
    api.listJournals({
      tenantId,
      limit: 50,
      ...(accountId ? { accountId } : {}),
      ...(reference ? { reference } : {}),
      ...cursor,
    }),
  );
  return (
    <>
      <div className="heyi-toolbar">
        <Input.Search
          allowClear
          placeholder={t('funds.ledger.referenceSearch')}
          aria-label={t('funds.ledger.referenceSearch')}
          onSearch={(text) => setReference(text.trim())}
          style={{ width: 280 }}
        />
      </div>
      <QueryTable<Journal>
        label={t('funds.ledger.journals')}
        rowKey={(row) => row.id}
        empty={t('funds.ledger.noJournals')}
        {...journals.table}
        renderBelow={(row) => <Lines lines={row.lines} nameOf={props.nameOf} />}
        columns={[
          { title: t('funds.ledger.occurredOn'), dataIndex: 'occurredOn' },
          {
            title: t('funds.ledger.what'),
            key: 'kind',
            render: (_, row) => (
              <Flex gap={6}>
                <span>{t(`names.journalKind.${row.kind}`)}</span>
                {row.reversedById && <StateTag tone="neutral" text={t('funds.ledger.reversed')} />}
                {row.reversesId && <StateTag tone="warn" text={t('funds.ledger.reverses')} />}
              </Flex>
            ),
          },
          {
            title: accountId ? t('funds.ledger.balance') : t('funds.ledger.debit'),
            key: 'amount',
            align: 'right',
            render: (_, row) => <AmountText value={amountIn(row, accountId)} />,
          },
          {
            title: t('funds.ledger.reference'),
            key: 'reference',
            render: (_, row) => <code style={{ fontSize: 12 }}>{row.reference}</code>,
          },
          {
            title: t('funds.ledger.recordedAt'),
            key: 'recorded',
            render: (_, row) => formatInstant(row.recordedAt),
          },
        ]}
      />
    </>
  );
}

/** What the journal did to the account; null where several lines would have to be added up. */
function amountIn(journal: Journal, accountId: string | null): string | null {
  const lines = journal.lines.filter((line) =>
    accountId ? line.accountId === accountId : !line.amount.startsWith('-'),
  );
  return lines.length === 1 ? lines[0]!.amount : null;
}

function Lines(props: { lines: readonly Line[]; nameOf: (line: Held) => string }): ReactNode {
  const { t } = useTranslation();
  const side = (line: Line, isDebit: boolean) =>
    line.amount.startsWith('-') === isDebit ? null : line.amount.replace('-', '');
  return (
    <QueryTable<Line>
      label={t('funds.ledger.journals')}
      rowKey={(line) => `${line.accountId}-${line.amount}`}
      rows={props.lines}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        {
          title: t('funds.ledger.kind'),
          key: 'kind',
          render: (_, line) => t(`names.ledgerAccountKind.${line.kind}`),
        },
        {
          title: t('funds.ledger.holder'),
          key: 'holder',
          render: (_, line) => props.nameOf(line),
        },
        {
          title: t('funds.ledger.debit'),
          key: 'debit',
          align: 'right',
          render: (_, line) => <AmountText value={side(line, true)} />,
        },
        {
          title: t('funds.ledger.credit'),
          key: 'credit',
          align: 'right',
          render: (_, line) => <AmountText value={side(line, false)} />,
        },
      ]}
    />
  );
}
