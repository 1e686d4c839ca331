import {
  AmountText,
  amountColumn,
  FactList,
  grouped,
  PageFrame,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useCityName } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { BillLines } from './BillLines.tsx';
import { type Bill, type BillPart, toneOfBand, toneOfBill } from './bills.ts';
import { MatchBill } from './MatchBill.tsx';

/** One bill: what is asked, of what it is made, and what became of it. */
export default function BillPage(): ReactNode {
  const tenantId = useTenantId();
  const { clientBillId = '' }: { clientBillId?: string } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['clientBill', tenantId, clientBillId],
    queryFn: () => api.getClientBill({ tenantId, clientBillId }),
  });
  if (query.data) return <OpenBill tenantId={tenantId} bill={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

type Props = { tenantId: string; bill: Bill };

function OpenBill({ tenantId, bill }: Props): ReactNode {
  const { t } = useTranslation();
  const [part, setPart] = useState<BillPart | null>(null);
  return (
    <PageFrame
      title={t('bills.one', { period: bill.period })}
      status={
        <>
          <StateTag tone={toneOfBill[bill.state]} text={t(`names.billState.${bill.state}`)} />
          {bill.ageing && bill.daysOverdue > 0 && (
            <StateTag
              tone={toneOfBand[bill.ageing]}
              text={t('bills.overdue', { count: bill.daysOverdue })}
            />
          )}
        </>
      }
      facts={t('bills.due', { day: bill.dueOn })}
      actions={<Actions tenantId={tenantId} bill={bill} />}
    >
      {bill.findings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('bills.findingsTitle')}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {bill.findings.map(({ code, count }) => (
                <li key={code}>{t(`bills.findings.${code}`, { count })}</li>
              ))}
            </ul>
          }
        />
      )}
      <Sums bill={bill} />
      <Kinds bill={bill} part={part} onChoose={bill.showsLines ? setPart : null} />
      <Places bill={bill} />
      {bill.showsLines && (
        <BillLines tenantId={tenantId} bill={bill} part={part} onChoose={setPart} />
      )}
      <Money tenantId={tenantId} bill={bill} />
      <Story bill={bill} />
    </PageFrame>
  );
}

function Actions({ tenantId, bill }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [matching, setMatching] = useState(false);
  const clientBillId = bill.id;
  const isAsked = bill.state === 'confirmed' || bill.state === 'received';
  const file = (format: 'xlsx' | 'pdf') => () =>
    api.downloadClientBill({ tenantId, clientBillId, format });
  return (
    <>
      {bill.showsLines && (
        <>
          <DownloadButton label={t('bills.xlsx')} load={file('xlsx')} />
          <DownloadButton label={t('bills.pdf')} load={file('pdf')} />
        </>
      )}
      {bill.state === 'estimate' && may('client_bill:write') && (
        <ReasonButton
          label={t('bills.withdraw')}
          act={(reason) => api.withdrawClientBill({ tenantId, clientBillId, reason })}
        />
      )}
      {bill.state === 'estimate' && may('client_bill:confirm') && (
        <ActionButton
          type="primary"
          label={t('bills.confirm')}
          ask={{
            title: t('bills.confirmAsk', { amount: grouped(bill.amount) }),
            detail: t('bills.confirmNote'),
          }}
          act={() => api.confirmClientBill({ tenantId, clientBillId, hash: bill.hash })}
        />
      )}
      {isAsked && may('receipt:write') && (
        <>
          <Button type="primary" onClick={() => setMatching(true)}>
            {t('bills.match.title')}
          </Button>
          <MatchBill
            tenantId={tenantId}
            bill={bill}
            open={matching}
            onClose={() => setMatching(false)}
          />
        </>
      )}
    </>
  );
}

function Sums({ bill }: { bill: Bill }): ReactNode {
  const { t } = useTranslation();
  return (
    <dl className="heyi-totals">
      {(['amount', 'matched', 'open'] as const).map((key) => (
        <div key={key}>
          <dt>{t(`bills.${key}`)}</dt>
          <dd>
            <AmountText value={bill[key]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Kind = Bill['byKind'][number];

/** A click on a sum shows what it is made of; another one, everything again. */
function Kinds(props: {
  bill: Bill;
  part: BillPart | null;
  onChoose: ((part: BillPart | null) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { bill, part, onChoose } = props;
  const isChosen = ({ kind, settlement }: Kind) =>
    part?.kind === kind && part.settlement === settlement;
  return (
    <Section title={t('bills.summary')} note={t('bills.summaryNote')}>
      <QueryTable<Kind>
        label={t('bills.summary')}
        rowKey={(row) => `${row.kind}/${row.settlement}`}
        empty={t('bills.nothing')}
        rows={bill.byKind}
        isPending={false}
        error={null}
        chosen={isChosen}
        {...(onChoose && {
          onOpen: (row: Kind) => onChoose(isChosen(row) ? null : row),
        })}
        columns={[
          {
            title: t('bills.kind'),
            key: 'kind',
            render: (_, row) => t(`names.billLineKind.${row.kind}`),
          },
          {
            title: t('bills.settlement'),
            key: 'settlement',
            render: (_, row) =>
              row.settlement === 'asked' ? (
                t('names.billSettlement.asked')
              ) : (
                <StateTag tone="neutral" text={t(`names.billSettlement.${row.settlement}`)} />
              ),
          },
          { title: t('bills.lineCount'), dataIndex: 'lineCount', align: 'right' },
          amountColumn<Kind>(t('bills.sum'), 'amount', (row) => row.amount),
        ]}
      />
    </Section>
  );
}

type Place = { name: string; lineCount: number; amount: string };

function Places({ bill }: { bill: Bill }): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  const nobody = t('bills.noPlace');
  const tables: ['byCostCentre' | 'byCity', Place[]][] = [
    [
      'byCostCentre',
      bill.byCostCentre.map(({ costCentre, ...row }) => ({ ...row, name: costCentre ?? nobody })),
    ],
    [
      'byCity',
      bill.byCity.map(({ cityCode, ...row }) => ({
        ...row,
        name: cityCode === null ? nobody : cityName(cityCode),
      })),
    ],
  ];
  return tables.map(([key, rows]) => (
    <Section key={key} title={t(`bills.${key}`)}>
      <QueryTable<Place>
        label={t(`bills.${key}`)}
        rowKey={(row) => row.name}
        empty={t('bills.nothing')}
        rows={rows}
        isPending={false}
        error={null}
        columns={[
          { title: t(`bills.place.${key}`), dataIndex: 'name' },
          { title: t('bills.lineCount'), dataIndex: 'lineCount', align: 'right' },
          amountColumn<Place>(t('bills.sum'), 'amount', (row) => row.amount),
        ]}
      />
    </Section>
  ));
}

type Match = Bill['matches'][number];

function Money({ tenantId, bill }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Section title={t('bills.matches.title')}>
      <QueryTable<Match>
        label={t('bills.matches.title')}
        rowKey={(row) => row.id}
        empty={t('bills.matches.empty')}
        rows={bill.matches}
        isPending={false}
        error={null}
        columns={[
          { title: t('bills.matches.receivedOn'), dataIndex: 'receivedOn' },
          {
            title: t('bills.matched'),
            key: 'amount',
            align: 'right',
            render: (_, row) =>
              row.undone ? (
                <s>
                  <AmountText value={row.amount} />
                </s>
              ) : (
                <AmountText value={row.amount} />
              ),
          },
          {
            title: t('bills.matches.by'),
            key: 'by',
            render: (_, row) => (
              <>
                {row.matchedBy} {formatInstant(row.matchedAt)}
                {row.undone && (
                  <div className="heyi-quiet">{t('bills.matches.undone', row.undone)}</div>
                )}
              </>
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              row.undone === null &&
              may('receipt:write') && (
                <ReasonButton
                  size="small"
                  type="text"
                  label={t('bills.matches.undo')}
                  act={(reason) =>
                    api.undoClientBillMatch({
                      tenantId,
                      clientBillId: bill.id,
                      clientBillMatchId: row.id,
                      reason,
                    })
                  }
                />
              ),
          },
        ]}
      />
    </Section>
  );
}

function Story({ bill }: { bill: Bill }): ReactNode {
  const { t } = useTranslation();
  const by = (name: string | null, at: string | null) =>
    name && at ? `${name} ${formatInstant(at)}` : '—';
  return (
    <Section title={t('bills.story')}>
      <FactList
        facts={[
          [t('bills.drawnUp'), by(bill.drawnUpBy, bill.drawnUpAt)],
          [t('bills.confirmed'), by(bill.confirmedBy, bill.confirmedAt)],
          [t('bills.hash'), <code key="hash">{bill.hash.slice(0, 16)}</code>],
          ...(bill.withdrawnAt
            ? [
                [
                  t('bills.withdrawn'),
                  `${by(bill.withdrawnBy, bill.withdrawnAt)} · ${bill.withdrawalReason ?? ''}`,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  );
}
