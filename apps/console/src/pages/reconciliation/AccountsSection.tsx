import { AmountText, amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { jobEnd } from '../../jobs/use-job.ts';
import { useMay, useSession } from '../../session.ts';
import { type Account, toneOfStanding } from './reconciliation.ts';

/** The accounts with both balances, and how the difference comes about. */
export function AccountsSection(props: {
  tenantId: string;
  accounts: readonly Account[];
  chosen: string | null;
  onChoose: (payerAccountId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, accounts, chosen } = props;
  const compare = async (payerAccountId: string) => {
    const { jobId } = await api.reconcileAccount({ tenantId, payerAccountId });
    return jobEnd(tenantId, jobId);
  };
  return (
    <Section title={t('reconciliation.accounts')} note={t('reconciliation.accountsNote')}>
      <QueryTable<Account>
        label={t('reconciliation.accounts')}
        rowKey={(row) => row.payerAccountId}
        rows={accounts}
        isPending={false}
        empty={<NoAccounts tenantId={tenantId} />}
        chosen={({ payerAccountId }) => payerAccountId === chosen}
        onOpen={({ payerAccountId }) => props.onChoose(payerAccountId)}
        columns={[
          {
            title: t('reconciliation.account'),
            key: 'account',
            render: (_, row) => (
              <>
                <strong>{row.accountMasked}</strong>{' '}
                <StateTag
                  tone={toneOfStanding[row.standing]}
                  text={t(`reconciliation.standings.${row.standing}`)}
                />
                <div className="heyi-quiet">{row.bankName}</div>
                <div className="heyi-quiet">{row.holderName}</div>
              </>
            ),
          },
          amountColumn<Account>(t('reconciliation.ledger'), 'ledger', (row) => row.ledgerBalance),
          amountColumn<Account>(t('reconciliation.bank'), 'bank', (row) => row.statementBalance),
          {
            title: t('reconciliation.difference'),
            key: 'difference',
            align: 'right',
            render: (_, row) => <Difference account={row} />,
          },
          {
            title: t('reconciliation.statementDay'),
            key: 'day',
            render: (_, row) => row.statementDay ?? '—',
          },
          {
            title: t('reconciliation.openCases'),
            key: 'cases',
            align: 'right',
            render: (_, row) => row.openDiscrepancies,
          },
          {
            title: t('reconciliation.comparedAt'),
            key: 'compared',
            render: (_, row) => (row.comparedAt ? formatInstant(row.comparedAt) : '—'),
          },
          ...(may('reconciliation:write')
            ? [
                {
                  title: '',
                  key: 'actions',
                  align: 'right' as const,
                  render: (_: unknown, row: Account) => (
                    <ActionButton
                      size="small"
                      label={t('reconciliation.compare')}
                      act={() => compare(row.payerAccountId)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** The difference, and the items that it is the sum of. */
function Difference({ account }: { account: Account }): ReactNode {
  const { t } = useTranslation();
  if (account.difference === null) return '—';
  const parts = [
    ['openEntries', account.openEntries.amount],
    ['laterEntries', account.laterEntries.amount],
    ['beforeStatements', account.beforeStatements],
    ['openLines', opposite(account.openLines.amount)],
    ['gaps', opposite(account.gaps)],
    ['unexplained', account.unexplained],
  ] as const;
  const told = parts.filter(([, amount]) => amount !== '0.00');
  if (told.length === 0) return <AmountText value={account.difference} />;
  return (
    <Popover
      title={t('reconciliation.explained')}
      content={
        <dl className="heyi-explained">
          {told.map(([key, amount]) => (
            <div key={key}>
              <dt>{t(`reconciliation.parts.${key}`)}</dt>
              <dd>
                <AmountText value={amount} />
              </dd>
            </div>
          ))}
        </dl>
      }
    >
      <button type="button" className="heyi-explain" onClick={(event) => event.stopPropagation()}>
        <AmountText value={account.difference} />
      </button>
    </Popover>
  );
}

function opposite(amount: string): string {
  if (amount === '0.00') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** A client that is paid for from the provider's account has none of its own to compare. */
function NoAccounts({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const isHouse = session?.isHouse === true && session.tenantId !== tenantId;
  return (
    <>
      {t('reconciliation.noAccounts')}
      {isHouse && (
        <div>
          <Link to="/clients/$tenantId/reconciliation" params={{ tenantId: session.tenantId }}>
            {t('reconciliation.toHouse')}
          </Link>
        </div>
      )}
    </>
  );
}
