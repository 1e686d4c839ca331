import type { AnswerOf } from '@heyi/client';
import { AmountText, FactList, grouped, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Drawer, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTable } from '../../rows.ts';
import type { Claim } from './withdrawals.ts';

type Receipt = AnswerOf<'listClaimReceipts'>['rows'][number];

/** Which receipt is what the client has claimed? */
export function ConfirmClaim(props: {
  tenantId: string;
  claim: Claim | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { claim } = props;
  return (
    <Drawer
      open={claim !== null}
      size={720}
      title={t('withdrawals.claim.confirmTitle')}
      onClose={props.onClose}
      destroyOnHidden
    >
      {claim && <Choices {...props} claim={claim} />}
    </Drawer>
  );
}

function Choices(props: { tenantId: string; claim: Claim; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, claim, onClose } = props;
  const query = useQuery({
    queryKey: ['claim-receipts', tenantId, claim.id],
    queryFn: () => api.listClaimReceipts({ tenantId, claimId: claim.id }),
  });
  return (
    <>
      <FactList
        facts={[
          [t('withdrawals.claim.amount'), <AmountText key="amount" value={claim.amount} strong />],
          [t('withdrawals.claim.paidOn'), claim.paidOn],
          [t('withdrawals.claim.payerName'), claim.payerName],
          [t('withdrawals.claim.bankReference'), claim.bankReference],
        ]}
      />
      <p className="heyi-quiet">{t('withdrawals.claim.confirmNote')}</p>
      <QueryTable<Receipt>
        label={t('withdrawals.claim.receipts')}
        rowKey={(row) => row.id}
        empty={t('withdrawals.claim.noReceipts')}
        columns={[
          { title: t('funds.receipt.receivedOn'), dataIndex: 'receivedOn' },
          {
            title: t('funds.receipt.senderName'),
            key: 'sender',
            render: (_, row) => (
              <>
                {row.senderName}
                <div className="heyi-quiet">{row.bankReference}</div>
              </>
            ),
          },
          {
            title: t('withdrawals.claim.agrees'),
            key: 'agrees',
            render: (_, row) => (
              <Flex gap={4} wrap>
                {row.agrees.map((what) => (
                  <StateTag key={what} tone="good" text={t(`withdrawals.claim.${what}`)} />
                ))}
                <StateTag
                  tone={row.state === 'matched' ? 'neutral' : 'warn'}
                  text={t(`funds.receipt.states.${row.state}`)}
                />
              </Flex>
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <ActionButton
                size="small"
                type="primary"
                label={t('withdrawals.claim.confirm')}
                ask={{
                  title: t('withdrawals.claim.confirmAsk', { amount: grouped(row.amount) }),
                  detail: `${row.senderName} · ${row.bankReference}`,
                }}
                act={() =>
                  api.confirmTopUpClaim({ tenantId, claimId: claim.id, receiptId: row.id })
                }
                onDone={onClose}
              />
            ),
          },
        ]}
        {...useTable(query)}
      />
    </>
  );
}
