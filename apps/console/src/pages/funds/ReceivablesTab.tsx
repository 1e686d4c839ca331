import { formatYuan, subtract, yuan } from '@heyi/kernel';
import {
  AmountText,
  amountColumn,
  type Column,
  QueryTable,
  Section,
  StateTag,
  type Tone,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Button, Segmented, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useFilters } from '../../filters.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { Lead, type Receivable, Source } from './ReceivableSource.tsx';
import { SettleReceivable } from './SettleReceivable.tsx';

type Movement = Receivable['movements'][number];

const toneOf: Record<Receivable['state'], Tone> = {
  open: 'warn',
  recovered: 'good',
  waived: 'neutral',
};
const shown = ['open', 'recovered', 'waived', 'all'] as const;
type Shown = (typeof shown)[number];

/** 个人欠款: who owes what of which month, what became of it, and the step that settles it. */
export function ReceivablesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [filters, change] = useFilters('receivables');
  const state = shown.find((one) => one === filters['owed']) ?? 'open';
  const [settling, setSettling] = useState<Receivable | null>(null);
  const receivables = useRows(['receivables', tenantId, state], (cursor) =>
    api.listReceivables({
      tenantId,
      limit: 100,
      ...(state === 'all' ? {} : { state }),
      ...cursor,
    }),
  );
  const columns = useColumns(tenantId, setSettling);
  const total = receivables.first?.outstanding;
  const hasTotal = total !== undefined && total !== '0.00' && /^(open|all)$/.test(state);
  return (
    <Section
      title={t('funds.receivable.title')}
      note={<Note tenantId={tenantId} />}
      actions={
        <Segmented<Shown>
          aria-label={t('funds.receivable.state')}
          value={state}
          options={shown.map((value) => ({ value, label: t(`funds.receivable.shown.${value}`) }))}
          onChange={(value) => change({ owed: value === 'open' ? null : value })}
        />
      }
    >
      <QueryTable<Receivable>
        label={t('funds.receivable.title')}
        rowKey={(row) => row.id}
        empty={t(`funds.receivable.empty.${state}`)}
        columns={columns}
        renderBelow={(row) => <Movements tenantId={tenantId} row={row} />}
        {...(hasTotal ? { summary: () => totalRow(total, t) } : {})}
        {...receivables.table}
      />
      <SettleReceivable
        tenantId={tenantId}
        receivable={settling}
        onClose={() => setSettling(null)}
      />
    </Section>
  );
}

/** What the client's pay scheme does about it by itself. */
function Note({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const scheme = useQuery({
    queryKey: ['payScheme', tenantId],
    enabled: useMay()('pay_scheme:read'),
    queryFn: () => api.getPayScheme({ tenantId }),
  });
  const key = scheme.data?.recoverReceivables ? 'recovers' : 'keeps';
  return (
    <>
      {t('funds.receivable.note')} {scheme.data && t(`funds.receivable.${key}`)}
    </>
  );
}

/** Of everybody, however many rows are loaded. */
function totalRow(value: string, t: TFunction): ReactNode {
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={3}>
        <strong>{t('funds.receivable.outstanding')}</strong>
      </Table.Summary.Cell>
      <Table.Summary.Cell index={3} align="right">
        <AmountText value={value} strong />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={4} colSpan={6} />
    </Table.Summary.Row>
  );
}

function useColumns(tenantId: string, onSettle: (row: Receivable) => void): Column<Receivable>[] {
  const { t } = useTranslation();
  const may = useMay();
  const word = (key: 'amount' | 'recovered' | 'waived' | 'open') => t(`funds.receivable.${key}`);
  return [
    {
      title: t('funds.receivable.person'),
      key: 'person',
      render: (_, row) => (
        <>
          <Lead to={`/clients/${tenantId}/people/${row.employmentId}`} may={may('person:read')}>
            <strong>{row.personName}</strong>
          </Lead>
          <div className="heyi-quiet">{row.employeeNo}</div>
        </>
      ),
    },
    {
      title: t('funds.receivable.source'),
      key: 'source',
      render: (_, row) => (
        <>
          {row.wageMonth}
          <div>
            <Source tenantId={tenantId} row={row} />
          </div>
        </>
      ),
    },
    {
      title: word('open'),
      key: 'open',
      align: 'right',
      render: (_, row) => <AmountText value={row.open} strong={row.state === 'open'} />,
    },
    amountColumn<Receivable>(word('amount'), 'amount', (row) => row.amount),
    amountColumn<Receivable>(word('recovered'), 'recovered', (row) => row.recovered),
    amountColumn<Receivable>(word('waived'), 'waived', waivedOf),
    {
      title: t('funds.receivable.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={toneOf[row.state]} text={t(`funds.receivable.states.${row.state}`)} />
      ),
    },
    {
      title: t('funds.receivable.createdAt'),
      key: 'createdAt',
      render: (_, row) => formatInstant(row.createdAt),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) =>
        row.state === 'open' &&
        may('receivable:settle') && (
          <Button size="small" onClick={() => onSettle(row)}>
            {t('funds.receivable.settle')}
          </Button>
        ),
    },
  ];
}

function waivedOf({ amount, recovered, open }: Receivable): string {
  return formatYuan(subtract(subtract(yuan(amount), yuan(recovered)), yuan(open)));
}

/** Recovered, paid back, waived: when, how much, by whom and why. */
function Movements({ tenantId, row }: { tenantId: string; row: Receivable }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const how = (one: Movement) => t(`funds.receivable.movements.${one.how}`);
  if (row.movements.length === 0) {
    return <span className="heyi-quiet">{t('funds.receivable.noMovements')}</span>;
  }
  return (
    <QueryTable<Movement>
      label={t('funds.receivable.movementsOf', { name: row.personName })}
      rowKey={(one) => `${one.at} ${one.how} ${one.amount}`}
      rows={row.movements}
      isPending={false}
      empty={t('common.empty')}
      columns={[
        { title: t('funds.receivable.at'), key: 'at', render: (_, one) => formatInstant(one.at) },
        {
          title: t('funds.receivable.how'),
          key: 'how',
          render: (_, one) => (
            <Lead
              to={`/clients/${tenantId}/runs/${one.runId}`}
              may={one.runId !== null && may('payroll_run:read')}
            >
              {how(one)}
            </Lead>
          ),
        },
        amountColumn<Movement>(t('funds.receipt.amount'), 'amount', (one) => one.amount),
        { title: t('funds.receivable.by'), dataIndex: 'actorName' },
        {
          title: t('common.reason'),
          key: 'reason',
          render: (_, one) => one.reason ?? '—',
        },
      ]}
    />
  );
}
