import { amountColumn, type Column, grouped, QueryTable, Section, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useCityName } from '../../cities.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { InSight } from '../../InSight.tsx';
import { percentText } from '../../rate.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { Bill, BillLine, BillPart } from './bills.ts';
import type { billsZh } from './bills.words.ts';

type Props = { tenantId: string; bill: Bill };
type Shown = { part: BillPart | null; onChoose: (part: BillPart | null) => void };
type SourceName = keyof typeof billsZh.bills.sources;

/** Every figure of the bill with what it comes from. */
export function BillLines({ tenantId, bill, part, onChoose }: Props & Shown): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [deciding, setDeciding] = useState<BillLine | null>(null);
  const kinds = useOptions('names.billLineKind') as { value: BillLine['kind']; label: string }[];
  const { kind = null, settlement = null } = part ?? {};
  const asked = ['clientBillLines', tenantId, bill.id, kind, settlement, name];
  const lines = useRows(asked, (cursor) =>
    api.listClientBillLines({
      tenantId,
      clientBillId: bill.id,
      limit: 50,
      ...(kind ? { kind } : {}),
      ...(settlement ? { settlement } : {}),
      ...(name ? { name } : {}),
      ...cursor,
    }),
  );
  return (
    <InSight asked={settlement && `${kind}/${settlement}`}>
      <Section
        title={t('bills.lines')}
        note={t('bills.linesNote')}
        actions={
          <>
            <Select
              allowClear
              aria-label={t('bills.kind')}
              placeholder={t('bills.kind')}
              style={{ minWidth: 130 }}
              value={kind}
              options={kinds}
              onChange={(value?: BillLine['kind']) => onChoose(value ? { kind: value } : null)}
            />
            <Input.Search
              allowClear
              aria-label={t('bills.person')}
              placeholder={t('bills.person')}
              style={{ width: 150 }}
              onSearch={(value) => setName(value.trim())}
            />
          </>
        }
      >
        <QueryTable<BillLine>
          label={t('bills.lines')}
          rowKey={(row) => row.id}
          empty={t('bills.nothing')}
          columns={useColumns({ tenantId, bill }, setDeciding)}
          {...lines.table}
        />
        <Decide tenantId={tenantId} bill={bill} line={deciding} onClose={() => setDeciding(null)} />
      </Section>
    </InSight>
  );
}

function useColumns(
  { tenantId, bill }: Props,
  onDecide: (line: BillLine) => void,
): Column<BillLine>[] {
  const { t } = useTranslation();
  const may = useMay();
  const cityName = useCityName();
  return [
    {
      title: t('bills.person'),
      key: 'person',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.personName ?? t('bills.noPlace')}</strong>
          <div className="heyi-quiet">
            {[row.cityCode && cityName(row.cityCode), row.costCentre].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    {
      title: t('bills.kind'),
      key: 'kind',
      render: (_, row) => (
        <>
          {t(`names.billLineKind.${row.kind}`)}
          {row.subject && (
            <div className="heyi-quiet">
              {t(`names.billSubject.${row.subject}`, { defaultValue: row.subject })} · {row.period}
            </div>
          )}
        </>
      ),
    },
    amountColumn<BillLine>(t('bills.employer'), 'employer', (row) => row.employer),
    amountColumn<BillLine>(t('bills.employee'), 'employee', (row) => row.employee),
    amountColumn<BillLine>(t('bills.sum'), 'amount', (row) => row.amount),
    {
      title: t('bills.from'),
      key: 'source',
      render: (_, row) => <Source tenantId={tenantId} line={row} />,
    },
    {
      title: t('bills.settlement'),
      key: 'settlement',
      render: (_, row) => (
        <>
          {t(`names.billSettlement.${row.settlement}`)}
          {row.isEstimate && <StateTag tone="neutral" text={t('bills.estimate')} />}
        </>
      ),
    },
    {
      title: t('bills.dispute.title'),
      key: 'dispute',
      render: (_, row) => {
        const { dispute } = row;
        if (dispute === null) {
          const isAsked = row.settlement === 'asked' && !row.amount.startsWith('-');
          return isAsked && bill.state !== 'withdrawn' && may('client_bill:confirm') ? (
            <ReasonButton
              size="small"
              type="text"
              label={t('bills.dispute.raise')}
              act={(reason) =>
                api.disputeClientBillLine({
                  tenantId,
                  clientBillId: bill.id,
                  clientBillLineId: row.id,
                  reason,
                })
              }
            />
          ) : null;
        }
        return (
          <>
            <StateTag
              tone={dispute.decision === null ? 'warn' : 'neutral'}
              text={t(`bills.dispute.states.${dispute.decision ?? 'open'}`, {
                credit: grouped(dispute.credit ?? '0.00'),
              })}
            />
            <div className="heyi-quiet heyi-words">{dispute.answer ?? dispute.reason}</div>
            {dispute.decision === null && may('client_bill:write') && (
              <Button size="small" onClick={() => onDecide(row)}>
                {t('bills.dispute.decide')}
              </Button>
            )}
          </>
        );
      },
    },
  ];
}

/** The row that the figure was taken from, and how it was reckoned. */
function Source({ tenantId, line }: { tenantId: string; line: BillLine }): ReactNode {
  const { t } = useTranslation();
  const { source, facts, employmentId } = line;
  const at = `/clients/${tenantId}`;
  const links: [SourceName, to: string, search?: Record<string, string>][] = [];
  if (source.runId) links.push(['run', `${at}/runs/${source.runId}`]);
  if (source.orderLineId) links.push(['orderLine', `${at}/order-lines/${source.orderLineId}`]);
  else if (source.serviceOrderId) links.push(['serviceOrder', `${at}/orders`, { tab: 'agreed' }]);
  if (source.advanceId) links.push(['advance', `${at}/funds`]);
  if (source.billId) links.push(['bill', `${at}/bills/${source.billId}`]);
  if (source.arrearsId) links.push(['arrears', '/declarations', { tab: 'arrears' }]);
  if (source.contributionLineId && employmentId) {
    const search = { tab: 'insurance', ...(line.period && { period: line.period }) };
    links.push(['contributionLine', `${at}/people/${employmentId}`, search]);
  }
  const told = Object.entries(facts).flatMap(([key, value]) =>
    isTold(key) ? [[key, value] as const] : [],
  );
  const shown = (key: string, value: string) => {
    if (key === 'revoked') return '';
    if (rates.has(key)) return percentText(value);
    if (/^-?\d+\.\d{2}$/.test(value)) return grouped(value);
    if (key !== 'responsibility' && key !== 'leaver') return value;
    return t(`names.bearer.${value}`, { defaultValue: value });
  };
  return (
    <>
      {links.map(([key, to, search = {}]) => (
        <Link key={key} to={to} search={search} style={{ marginInlineEnd: 8 }}>
          {t(`bills.sources.${key}`)}
        </Link>
      ))}
      {told.length > 0 && (
        <div className="heyi-quiet">
          {told
            .map(([key, value]) => `${t(`bills.facts.${key}`)} ${shown(key, value)}`)
            .join(' · ')}
        </div>
      )}
    </>
  );
}

const rates: ReadonlySet<string> = new Set(['rate', 'ratio', 'share']);

/** What of the facts is told beside a line. */
const factNames = {
  asked: true,
  actual: true,
  base: true,
  rate: true,
  price: true,
  perHead: true,
  minimum: true,
  heads: true,
  disabledHeads: true,
  ratio: true,
  wage: true,
  share: true,
  yearly: true,
  article: true,
  figures: true,
  responsibility: true,
  reason: true,
  owedFrom: true,
  settledOn: true,
  leaver: true,
  revoked: true,
  source: true,
};

function isTold(name: string): name is keyof typeof factNames {
  return name in factNames;
}

function Decide(props: Props & { line: BillLine | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule('zero');
  const { tenantId, bill, line } = props;
  return (
    <FormDrawer<{ credit: string; answer: string }>
      title={t('bills.dispute.decide')}
      open={line !== null}
      initial={{ credit: '0.00' }}
      intro={line?.dispute?.reason}
      submit={(values) =>
        api.settleClientBillDispute({
          tenantId,
          clientBillId: bill.id,
          clientBillLineId: line!.id,
          ...values,
        })
      }
      onClose={props.onClose}
    >
      <Form.Item
        name="credit"
        label={t('bills.dispute.credit')}
        extra={t('bills.dispute.creditHelp', { amount: grouped(line?.amount ?? '0.00') })}
        rules={[{ required: true }, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="answer" label={t('bills.dispute.answer')} rules={[{ required: true }]}>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
    </FormDrawer>
  );
}
