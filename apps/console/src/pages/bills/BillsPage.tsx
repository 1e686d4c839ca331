import {
  AmountText,
  amountColumn,
  type Column,
  PageFrame,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { useMay, useSession } from '../../session.ts';
import { today } from '../../instant.ts';
import { BillDrawings } from './BillDrawings.tsx';
import { BillTerms } from './BillTerms.tsx';
import { type Band, type BillRow, toneOfBand, toneOfBill } from './bills.ts';

/** 客户账单: of the client in the address, or over all assigned clients. */
export default function BillsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const isHouse = useSession().data?.isHouse === true;
  const { tenantId: asked }: { tenantId?: string } = useParams({ strict: false });
  const tenantId = asked ?? null;
  const searched: Record<string, string | undefined> = useSearch({ strict: false });
  const [state, setState] = useState((searched['state'] as BillRow['state'] | undefined) ?? null);
  const [ageing, setAgeing] = useState<Band | null>(null);
  const [opened, setOpened] = useState<'draw' | 'terms' | null>(null);
  const bills = useRows(['clientBills', tenantId, state, ageing], (cursor) =>
    api.listClientBills({
      limit: 50,
      ...(tenantId === null ? {} : { clientId: tenantId }),
      ...(state ? { state } : {}),
      ...(ageing ? { ageing } : {}),
      ...cursor,
    }),
  );
  const mayWrite = tenantId !== null && may('client_bill:write');
  const states = useOptions('names.billState') as { value: BillRow['state']; label: string }[];
  const ages = useOptions('bills.bands') as { value: Band; label: string }[];
  return (
    <PageFrame
      title={t(tenantId === null && isHouse ? 'bills.allTitle' : 'bills.title')}
      facts={t('bills.note')}
      actions={
        mayWrite && (
          <>
            <Button onClick={() => setOpened('terms')}>{t('bills.terms.title')}</Button>
            <Button type="primary" onClick={() => setOpened('draw')}>
              {t('bills.draw.title')}
            </Button>
          </>
        )
      }
    >
      <Bands bands={bills.first?.bands ?? []} />
      <Section
        title={t('bills.list')}
        actions={
          <>
            <Select
              allowClear
              aria-label={t('bills.ageing')}
              placeholder={t('bills.ageing')}
              style={{ minWidth: 130 }}
              options={ages}
              onChange={(value?: Band) => setAgeing(value ?? null)}
            />
            <Select
              allowClear
              aria-label={t('bills.state')}
              placeholder={t('bills.state')}
              style={{ minWidth: 110 }}
              value={state}
              options={states}
              onChange={(value?: BillRow['state']) => setState(value ?? null)}
            />
          </>
        }
      >
        <QueryTable<BillRow>
          label={t('bills.list')}
          rowKey={(row) => row.id}
          empty={t(mayWrite ? 'bills.empty' : 'bills.emptyRead')}
          columns={useColumns(tenantId === null)}
          {...bills.table}
        />
      </Section>
      {may('client_bill:write') && <BillDrawings tenantId={tenantId} />}
      {mayWrite && (
        <>
          <DrawUp tenantId={tenantId} open={opened === 'draw'} onClose={() => setOpened(null)} />
          <BillTerms
            tenantId={tenantId}
            open={opened === 'terms'}
            onClose={() => setOpened(null)}
          />
        </>
      )}
    </PageFrame>
  );
}

function Bands({ bands }: { bands: readonly { band: Band; open: string; billCount: number }[] }) {
  const { t } = useTranslation();
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      {bands.map(({ band, open, billCount }) => (
        <div key={band}>
          <dt>{t(`bills.bands.${band}`)}</dt>
          <dd>
            <AmountText value={open} />
            <div className="heyi-quiet">{t('bills.count', { count: billCount })}</div>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useColumns(showsClient: boolean): Column<BillRow>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('bills.period'),
      key: 'period',
      fixed: 'left',
      render: (_, row) => (
        <>
          <Link to={`/clients/${row.tenantId}/bills/${row.id}`}>
            <strong>{row.period}</strong>
          </Link>
          {showsClient && <div className="heyi-quiet">{row.clientShortName}</div>}
        </>
      ),
    },
    {
      title: t('bills.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={toneOfBill[row.state]} text={t(`names.billState.${row.state}`)} />
      ),
    },
    amountColumn<BillRow>(t('bills.amount'), 'amount', (row) => row.amount),
    amountColumn<BillRow>(t('bills.matched'), 'matched', (row) => row.matched),
    amountColumn<BillRow>(t('bills.open'), 'open', (row) => row.open),
    { title: t('bills.dueOn'), dataIndex: 'dueOn' },
    {
      title: t('bills.ageing'),
      key: 'ageing',
      render: (_, row) =>
        row.ageing && (
          <StateTag
            tone={toneOfBand[row.ageing]}
            text={
              row.daysOverdue > 0
                ? t('bills.overdue', { count: row.daysOverdue })
                : t('bills.bands.notDue')
            }
          />
        ),
    },
    {
      title: t('bills.attention'),
      key: 'attention',
      render: (_, row) => (
        <>
          {row.disputedCount > 0 && (
            <StateTag tone="warn" text={t('bills.disputed', { count: row.disputedCount })} />
          )}
          {row.findings.length > 0 && (
            <StateTag tone="warn" text={t('bills.unknowns', { count: row.findings.length })} />
          )}
        </>
      ),
    },
  ];
}

function DrawUp(props: { tenantId: string; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tenantId } = props;
  return (
    <FormDrawer<{ period: string }, BillRow>
      title={t('bills.draw.title')}
      submitLabel={t('bills.draw.submit')}
      open={props.open}
      initial={{ period: today().slice(0, 7) }}
      submit={({ period }) => api.drawUpClientBill({ tenantId, period }) as Promise<BillRow>}
      onDone={({ id }) => void navigate({ to: `/clients/${tenantId}/bills/${id}` })}
      onClose={props.onClose}
    >
      <p className="heyi-quiet">{t('bills.draw.note')}</p>
      <Form.Item name="period" label={t('bills.period')} rules={[{ required: true }]}>
        <DayInput picker="month" />
      </Form.Item>
    </FormDrawer>
  );
}
