import type { AnswerOf } from '@heyi/client';
import { AmountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { toneOfWithdrawal } from '../withdrawals/withdrawals.ts';
import { reasonText } from '../withdrawals/WithdrawalsPanel.tsx';

type Withdrawal = AnswerOf<'listWithdrawals'>['rows'][number];

/** What one worker took out, with the tax of each; a row opens the whole story of one. */
export function WithdrawalsPanel(props: { tenantId: string; workerId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tenantId, workerId } = props;
  const withdrawals = useRows(['withdrawals', tenantId, workerId], (cursor) =>
    api.listWithdrawals({ tenantId, workerId, limit: 20, ...cursor }),
  );
  const amount = (title: string, of: (row: Withdrawal) => string | null): Column<Withdrawal> => ({
    title,
    key: title,
    align: 'right',
    render: (_, row) => <AmountText value={of(row)} />,
  });
  return (
    <Section title={t('workers.withdrawals')}>
      <QueryTable<Withdrawal>
        label={t('workers.withdrawals')}
        rowKey={(row) => row.id}
        empty={t('workers.withdrawalsEmpty')}
        onOpen={(row) => void navigate({ to: `/clients/${tenantId}/withdrawals/${row.id}` })}
        columns={[
          {
            title: t('workers.acceptedAt'),
            key: 'acceptedAt',
            render: (_, row) => (
              <>
                {formatInstant(row.acceptedAt)}
                <div className="heyi-quiet">{row.businessId}</div>
              </>
            ),
          },
          {
            title: t('workers.state'),
            key: 'state',
            render: (_, row) => (
              <>
                <StateTag
                  tone={toneOfWithdrawal[row.state]}
                  text={t(`workers.withdrawalStates.${row.state}`)}
                />
                {row.reason !== null && (
                  <div className="heyi-quiet">{reasonText(row.reason, t)}</div>
                )}
              </>
            ),
          },
          {
            title: t('workers.kind'),
            key: 'kind',
            render: (_, row) => t(`workers.kinds.${row.incomeKind}`),
          },
          amount(t('workers.gross'), (row) => row.gross),
          amount(t('workers.tax'), (row) => row.tax),
          amount(t('workers.vat'), (row) => row.vat),
          amount(t('workers.surcharges'), (row) => row.surcharges),
          amount(t('workers.net'), (row) => row.net),
        ]}
        {...withdrawals.table}
      />
    </Section>
  );
}
