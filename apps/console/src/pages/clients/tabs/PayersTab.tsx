import type { AnswerOf } from '@heyi/client';
import { AmountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Flex, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { type LegalEntity, useEntities } from '../../../entities.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { formatInstant } from '../../../instant.ts';
import {
  type PayerAccount,
  payerAccountText,
  usePayerAccountOptions,
  usePayerAccounts,
} from '../../../payer-accounts.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { PayerAccountForm } from './PayerAccountForm.tsx';

type Assignment = AnswerOf<'listPayerAssignments'>['rows'][number];

export function PayersTab({ tenantId }: { tenantId: string }): ReactNode {
  return (
    <>
      <Assignments tenantId={tenantId} />
      <Accounts tenantId={tenantId} />
    </>
  );
}

function Assignments({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [assigning, setAssigning] = useState<LegalEntity | null>(null);
  const entities = useEntities(tenantId);
  const assignments = useQuery({
    queryKey: ['payerAssignments', tenantId],
    queryFn: () => api.listPayerAssignments({ tenantId }),
  });
  const accountOf = new Map(
    assignments.data?.rows.map((row: Assignment) => [row.legalEntityId, row.payerAccount]),
  );
  const table = useTable(entities);
  return (
    <Section title={t('clients.payer.assignments')} note={t('clients.payer.assignmentsNote')}>
      <QueryTable<LegalEntity>
        label={t('clients.payer.assignments')}
        rowKey={(row) => row.id}
        empty={t('clients.entity.empty')}
        {...table}
        rows={table.rows?.filter(({ usable, id }) => usable || accountOf.has(id))}
        isPending={table.isPending || assignments.isPending}
        error={table.error ?? assignments.error}
        columns={[
          {
            title: t('clients.entity.name'),
            key: 'name',
            render: (_, row) => <strong>{row.name}</strong>,
          },
          {
            title: t('clients.entity.holder'),
            key: 'holder',
            render: (_, row) => t(`clients.holders.${row.holder}`),
          },
          {
            title: t('clients.tabs.payers'),
            key: 'account',
            render: (_, row) => {
              const account = accountOf.get(row.id);
              if (account) return payerAccountText(account);
              return <StateTag tone="warn" text={t('clients.payer.none')} />;
            },
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              may('payer_account:write') && (
                <Button size="small" onClick={() => setAssigning(row)}>
                  {t(accountOf.has(row.id) ? 'clients.payer.change' : 'clients.payer.assign')}
                </Button>
              ),
          },
        ]}
      />
      <FormDrawer<{ payerAccountId: string }>
        title={t('clients.payer.assign')}
        intro={<p style={{ marginTop: 0 }}>{assigning?.name}</p>}
        open={assigning !== null}
        initial={initialOf(assigning && accountOf.get(assigning.id))}
        submit={(values) =>
          api.assignPayerAccount({ tenantId, legalEntityId: assigning!.id, ...values })
        }
        onClose={() => setAssigning(null)}
      >
        <Form.Item
          name="payerAccountId"
          label={t('clients.tabs.payers')}
          rules={[{ required: true }]}
        >
          <Select options={usePayerAccountOptions(tenantId)} />
        </Form.Item>
      </FormDrawer>
    </Section>
  );
}

function initialOf(account: PayerAccount | null | undefined): { payerAccountId?: string } {
  return account ? { payerAccountId: account.id } : {};
}

function Accounts({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const accounts = usePayerAccounts(tenantId);
  const [editing, setEditing] = useState<PayerAccount | 'new' | null>(null);
  return (
    <Section
      title={t('clients.payer.accounts')}
      actions={
        may('payer_account:write') && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('clients.payer.add')}
          </Button>
        )
      }
    >
      <QueryTable<PayerAccount>
        label={t('clients.payer.accounts')}
        rowKey={(row) => row.id}
        empty={t('clients.payer.empty')}
        {...useTable(accounts)}
        columns={[
          {
            title: t('clients.payer.holderName'),
            key: 'holder',
            render: (_, row) => <strong>{row.holderName}</strong>,
          },
          { title: t('clients.payer.bankName'), dataIndex: 'bankName' },
          { title: t('clients.payer.number'), dataIndex: 'accountMasked' },
          { title: t('clients.payer.channel'), dataIndex: 'channel' },
          {
            title: t('clients.payer.sending'),
            key: 'sending',
            render: (_, row) => t(`clients.payer.sendings.${row.sending}`),
          },
          {
            title: t('clients.payer.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={row.state === 'active' ? 'good' : 'neutral'}
                text={t(`clients.payer.states.${row.state}`)}
              />
            ),
          },
          {
            title: t('clients.payer.balance'),
            key: 'balance',
            align: 'right',
            render: (_, row) => <Balance row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <AccountActions tenantId={tenantId} row={row} onEdit={setEditing} />
            ),
          },
        ]}
      />
      <PayerAccountForm tenantId={tenantId} account={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}

function Balance({ row }: { row: PayerAccount }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <AmountText value={row.balance} />
      {row.balanceAt && (
        <div className="heyi-quiet">
          {t('clients.payer.balanceAt', { at: formatInstant(row.balanceAt) })}
        </div>
      )}
    </>
  );
}

function AccountActions(props: {
  tenantId: string;
  row: PayerAccount;
  onEdit: (row: PayerAccount) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const { tenantId, row } = props;
  return (
    <Flex gap={6} justify="flex-end">
      {row.channel !== 'file' && row.state === 'active' && (
        <ActionButton
          size="small"
          label={t('clients.payer.refresh')}
          act={() => api.refreshPayerBalance({ tenantId, payerAccountId: row.id })}
          onDone={() => void message.info(t('clients.payer.refreshed'))}
        />
      )}
      {may('payer_account:write') && (
        <Button size="small" onClick={() => props.onEdit(row)}>
          {t('common.edit')}
        </Button>
      )}
    </Flex>
  );
}
