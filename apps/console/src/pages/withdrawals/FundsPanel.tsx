import { AmountText, CountText, grouped, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { ClaimsSection } from './ClaimsSection.tsx';
import { ProgramTerms } from './ProgramTerms.tsx';
import { type Funds, type Program, toneOfFunds } from './withdrawals.ts';

/** 客户资金: what is there, how long it lasts, what the client says it has paid. */
export function FundsPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, program } = props;
  const [editing, setEditing] = useState(false);
  const query = useQuery({
    queryKey: ['program-funds', tenantId, program.id],
    queryFn: () => api.getProgramFunds({ tenantId, programId: program.id }),
    refetchInterval: 5_000,
  });
  return (
    <>
      <Loaded query={query}>
        {(funds) => (
          <>
            <Warning funds={funds} />
            <Totals funds={funds} />
          </>
        )}
      </Loaded>
      <ClaimsSection tenantId={tenantId} program={program} />
      <Section
        title={t('withdrawals.funds.terms')}
        note={t('withdrawals.funds.termsNote')}
        actions={
          may('gig_program:write') && (
            <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
          )
        }
      >
        <Terms program={program} />
        <ProgramTerms
          tenantId={tenantId}
          program={program}
          open={editing}
          onClose={() => setEditing(false)}
        />
      </Section>
      <Loaded query={query}>{(funds) => <Stripes funds={funds} />}</Loaded>
    </>
  );
}

function Warning({ funds }: { funds: Funds }): ReactNode {
  const { t } = useTranslation();
  if (funds.state === 'enough') return null;
  const { missing, heldCount } = funds;
  return (
    <Alert
      role="alert"
      showIcon
      type={funds.state === 'suspended' ? 'error' : 'warning'}
      style={{ marginBottom: 14 }}
      title={t(`withdrawals.funds.warnings.${funds.state}`)}
      description={t(`withdrawals.funds.warningFixes.${funds.state}`, {
        missing: grouped(missing),
        count: heldCount,
        since: formatInstant(funds.stateSince),
      })}
    />
  );
}

function Totals({ funds }: { funds: Funds }): ReactNode {
  const { t } = useTranslation();
  const { hoursLeft, today } = funds;
  const amounts = [
    ['total', funds.total],
    ['available', funds.available],
    ['held', funds.held],
    ['inFlight', funds.inFlight],
    ['withdrawable', funds.withdrawable],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      <div>
        <dt>{t('withdrawals.funds.state')}</dt>
        <dd>
          <StateTag
            tone={toneOfFunds[funds.state]}
            text={t(`withdrawals.funds.states.${funds.state}`)}
          />
        </dd>
      </div>
      {amounts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`withdrawals.funds.${key}`)}</dt>
          <dd>
            <AmountText value={value} />
            {key === 'held' && (
              <div className="heyi-quiet" style={{ fontWeight: 400 }}>
                {t('withdrawals.funds.heldCount', {
                  count: funds.heldCount,
                  shown: grouped(String(funds.heldCount)),
                })}
              </div>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('withdrawals.funds.today')}</dt>
        <dd>
          <AmountText value={today.spent} />
          <div className="heyi-quiet" style={{ fontWeight: 400 }}>
            {t('withdrawals.funds.todayOf', {
              count: today.count,
              shown: grouped(String(today.count)),
              fee: grouped(today.fee),
            })}
          </div>
        </dd>
      </div>
      <div>
        <dt>{t('withdrawals.funds.hoursLeft')}</dt>
        <dd>{hoursLeft === null ? '—' : t('withdrawals.funds.hours', { count: hoursLeft })}</dd>
      </div>
    </dl>
  );
}

function Terms({ program }: { program: Program }): ReactNode {
  const { t } = useTranslation();
  const { warningBelow, warningHours, whenShort, state } = program;
  return (
    <dl className="heyi-totals" style={{ margin: 0 }}>
      <div>
        <dt>{t('withdrawals.funds.warningBelow')}</dt>
        <dd>{warningBelow === '0.00' ? '—' : <AmountText value={warningBelow} />}</dd>
      </div>
      <div>
        <dt>{t('withdrawals.funds.warningHours')}</dt>
        <dd>
          {warningHours === null ? '—' : t('withdrawals.funds.hours', { count: warningHours })}
        </dd>
      </div>
      <div>
        <dt>{t('withdrawals.funds.whenShort')}</dt>
        <dd>{t(`withdrawals.funds.shortages.${whenShort}`)}</dd>
      </div>
      <div>
        <dt>{t('withdrawals.funds.programState')}</dt>
        <dd>{t(`withdrawals.funds.programStates.${state}`)}</dd>
      </div>
    </dl>
  );
}

type Stripe = Funds['stripes'][number];

/** Where the money lies; nobody has to move it by hand. */
function Stripes({ funds }: { funds: Funds }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section
      title={t('withdrawals.funds.stripes')}
      note={t('withdrawals.funds.stripesNote', {
        unallotted: grouped(funds.unallotted),
        allotted: grouped(funds.allotted),
      })}
    >
      <QueryTable<Stripe>
        label={t('withdrawals.funds.stripes')}
        rowKey={(row) => String(row.number)}
        rows={funds.stripes}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          {
            title: t('withdrawals.funds.stripe'),
            key: 'number',
            render: (_, row) => row.number + 1,
          },
          {
            title: t('withdrawals.funds.allotted'),
            key: 'funds',
            align: 'right',
            render: (_, row) => <AmountText value={row.funds} />,
          },
          {
            title: t('withdrawals.funds.waiting'),
            key: 'held',
            align: 'right',
            render: (_, row) => <CountText value={row.heldCount} />,
          },
        ]}
      />
    </Section>
  );
}
