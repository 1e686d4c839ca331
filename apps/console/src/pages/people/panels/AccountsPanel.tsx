import type { RequestOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { formatInstant } from '../../../instant.ts';
import { useMay } from '../../../session.ts';
import type { EmploymentPageView, EmploymentPanelProps } from '../people.ts';
import { PayeeAccountFields } from '../person-fields.tsx';
import { Revealed } from '../Revealed.tsx';

type Account = EmploymentPageView['accounts'][number];
type Values = Omit<RequestOf<'setPayeeAccount'>, 'tenantId' | 'personId'>;

export function AccountsPanel({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const { person } = view;
  const current = view.accounts.find(({ endedAt }) => endedAt === null);
  return (
    <Section
      title={t('people.tabs.accounts')}
      actions={
        may('person:update') && (
          <>
            {current && (
              <ActionButton
                danger
                label={t('people.endAccount')}
                ask={{
                  title: t('people.endAccountAsk', { name: person.name }),
                  detail: t('people.endAccountDetail'),
                }}
                act={() => api.endPayeeAccount({ tenantId, personId: person.id })}
              />
            )}
            <Button onClick={() => setSetting(true)}>{t('people.setAccount')}</Button>
          </>
        )
      }
    >
      <QueryTable<Account>
        label={t('people.tabs.accounts')}
        rowKey={(row) => row.id}
        rows={view.accounts}
        isPending={false}
        empty={t('people.noAccounts')}
        columns={[
          { title: t('people.bankName'), dataIndex: 'bankName' },
          {
            title: t('people.accountNumber'),
            key: 'number',
            render: (_, row) =>
              row.id === current?.id ? (
                <Revealed
                  tenantId={tenantId}
                  personId={person.id}
                  field="bankAccount"
                  masked={row.accountMasked}
                />
              ) : (
                row.accountMasked
              ),
          },
          { title: t('people.holderName'), dataIndex: 'holderName' },
          { title: t('people.bankCode'), dataIndex: 'bankCode' },
          {
            title: t('people.accountSince'),
            key: 'since',
            render: (_, row) => formatInstant(row.changedAt),
          },
          {
            title: t('people.accountUntil'),
            key: 'until',
            render: (_, row) =>
              row.endedAt ? (
                formatInstant(row.endedAt)
              ) : (
                <StateTag tone="good" text={t('people.current')} />
              ),
          },
        ]}
      />
      <FormDrawer<Values>
        title={t('people.setAccount')}
        open={setting}
        initial={{ holderName: person.name }}
        submit={(values) => api.setPayeeAccount({ tenantId, personId: person.id, ...values })}
        onClose={() => setSetting(false)}
      >
        <PayeeAccountFields />
      </FormDrawer>
    </Section>
  );
}
