import type { TFunction } from 'i18next';
import type { AnswerOf } from '@heyi/client';
import { formatYuan, subtract, yuan } from '@heyi/kernel';
import { AmountText, amountColumn, CountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useEntities } from '../../entities.ts';
import { Loaded } from '../../Loaded.tsx';
import { usePayerChoices } from '../../payer-accounts.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { Journals } from './Journals.tsx';
import { VerifyLedger } from './VerifyLedger.tsx';

type Trial = AnswerOf<'getTrialBalance'>;
type TrialRow = Trial['rows'][number];
type Account = AnswerOf<'listLedgerAccounts'>['rows'][number];

/** The books: sums by kind, then the accounts of a kind, then the journals of an account. */
export function LedgerTab({ tenantId }: { tenantId: string }): ReactNode {
  const [kind, setKind] = useState<TrialRow['kind'] | null>(null);
  const trial = useQuery({
    queryKey: ['trialBalance', tenantId],
    queryFn: () => api.getTrialBalance({ tenantId }),
  });
  return (
    <>
      <Loaded query={trial}>
        {(view) => <TrialBalance tenantId={tenantId} trial={view} onOpen={setKind} />}
      </Loaded>
      <Accounts tenantId={tenantId} kind={kind} onAll={() => setKind(null)} />
    </>
  );
}

function TrialBalance(props: {
  tenantId: string;
  trial: Trial;
  onOpen: (kind: TrialRow['kind']) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { trial } = props;
  const difference = formatYuan(subtract(yuan(trial.debitTotal), yuan(trial.creditTotal)));
  const total = (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={2}>
        <strong>{t('common.total')}</strong>
      </Table.Summary.Cell>
      <Table.Summary.Cell index={2} align="right">
        <AmountText value={trial.debitTotal} strong />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={3} align="right">
        <AmountText value={trial.creditTotal} strong />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={4} align="right">
        <AmountText value={difference} strong />
      </Table.Summary.Cell>
    </Table.Summary.Row>
  );
  return (
    <Section
      title={
        <>
          {t('funds.ledger.trial')}{' '}
          <StateTag
            tone={trial.isBalanced ? 'good' : 'bad'}
            text={t(trial.isBalanced ? 'funds.ledger.balanced' : 'funds.ledger.unbalanced')}
          />
        </>
      }
      note={t('funds.ledger.trialNote')}
      actions={<VerifyLedger tenantId={props.tenantId} />}
    >
      <QueryTable<TrialRow>
        label={t('funds.ledger.trial')}
        rowKey={(row) => row.kind}
        rows={trial.rows}
        isPending={false}
        empty={t('funds.ledger.noAccounts')}
        onOpen={(row) => props.onOpen(row.kind)}
        columns={[
          {
            title: t('funds.ledger.kind'),
            key: 'kind',
            render: (_, row) => <strong>{t(`names.ledgerAccountKind.${row.kind}`)}</strong>,
          },
          {
            title: t('funds.ledger.accountCount'),
            key: 'accounts',
            align: 'right',
            render: (_, row) => <CountText value={row.accounts} />,
          },
          amountColumn<TrialRow>(t('funds.ledger.debit'), 'debit', (row) => row.debitTotal),
          amountColumn<TrialRow>(t('funds.ledger.credit'), 'credit', (row) => row.creditTotal),
          amountColumn<TrialRow>(t('funds.ledger.balance'), 'balance', (row) => row.balance),
        ]}
        summary={() => total}
      />
    </Section>
  );
}

function Accounts(props: {
  tenantId: string;
  kind: TrialRow['kind'] | null;
  onAll: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, kind } = props;
  const [open, setOpen] = useState<Account | 'all' | null>(null);
  const accounts = useRows(['ledgerAccounts', tenantId, kind], (cursor) =>
    api.listLedgerAccounts({ tenantId, limit: 100, ...(kind ? { kind } : {}), ...cursor }),
  );
  const nameOf = useHolderName(tenantId);
  return (
    <Section
      title={kind ? t(`names.ledgerAccountKind.${kind}`) : t('funds.ledger.accounts')}
      note={t('funds.ledger.accountsNote')}
      actions={
        <>
          {kind && <Button onClick={props.onAll}>{t('common.all')}</Button>}
          <Button onClick={() => setOpen('all')}>{t('funds.ledger.allJournals')}</Button>
        </>
      }
    >
      <QueryTable<Account>
        label={t('funds.ledger.accounts')}
        rowKey={(row) => row.id}
        empty={t('funds.ledger.noAccounts')}
        onOpen={setOpen}
        {...accounts.table}
        columns={[
          {
            title: t('funds.ledger.kind'),
            key: 'kind',
            render: (_, row) => t(`names.ledgerAccountKind.${row.kind}`),
          },
          { title: t('funds.ledger.holder'), key: 'holder', render: (_, row) => nameOf(row) },
          amountColumn<Account>(t('funds.ledger.debit'), 'debit', (row) => row.debitTotal),
          amountColumn<Account>(t('funds.ledger.credit'), 'credit', (row) => row.creditTotal),
          amountColumn<Account>(t('funds.ledger.balance'), 'balance', (row) => row.balance),
        ]}
      />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={960}
        title={titleOf(open, t, nameOf)}
        destroyOnHidden
      >
        <Journals
          tenantId={tenantId}
          accountId={open !== null && open !== 'all' ? open.id : null}
          nameOf={nameOf}
        />
      </Drawer>
    </Section>
  );
}

function titleOf(
  open: Account | 'all' | null,
  t: TFunction,
  nameOf: (line: Held) => string,
): string {
  if (open === null || open === 'all') return t('funds.ledger.allJournals');
  return `${t(`names.ledgerAccountKind.${open.kind}`)} ${nameOf(open)}`;
}

export type Held = Pick<
  Account,
  'legalEntityId' | 'payerAccountId' | 'personId' | 'registrationId'
>;

/** Whose an account is: of an entity, a registration of it, a payer account or a person. */
function useHolderName(tenantId: string): (line: Held) => string {
  const { data: entities } = useEntities(tenantId);
  const accounts = usePayerChoices(tenantId);
  const { t } = useTranslation();
  const { data: registrations } = useQuery({
    queryKey: ['registrations', tenantId],
    enabled: useMay()('legal_entity:read'),
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  return (line) => {
    const unit = registrations?.rows.find(({ id }) => id === line.registrationId);
    const account = accounts.find(({ id }) => id === line.payerAccountId);
    const entity = entities?.rows.find(({ id }) => id === line.legalEntityId);
    return [
      entity?.name,
      unit && `${t(`names.registrationKind.${unit.kind}`)} ${unit.number}`,
      account && `${account.bankName} ${account.accountMasked}`,
      line.personId,
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
