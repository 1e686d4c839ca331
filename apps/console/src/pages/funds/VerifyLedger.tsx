import type { AnswerOf } from '@heyi/client';
import { amountColumn, QueryTable } from '@heyi/ui';
import { App, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';

type Answer = AnswerOf<'verifyLedger'>;
type Difference = Answer['differences'][number];

/** Adds up every journal again; a difference means that the books were broken. */
export function VerifyLedger({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [found, setFound] = useState<readonly Difference[] | null>(null);
  const tell = ({ differences, journals, accounts }: Answer) => {
    if (differences.length > 0) setFound(differences);
    else void message.success(t('funds.ledger.verified', { journals, accounts }));
  };
  const kept = t('funds.ledger.kept');
  const again = t('funds.ledger.recomputed');
  return (
    <>
      <ActionButton
        label={t('funds.ledger.verify')}
        act={() => api.verifyLedger({ tenantId })}
        onDone={tell}
      />
      <Modal
        open={found !== null}
        width={820}
        footer={null}
        title={t('funds.ledger.differs', { count: found?.length ?? 0 })}
        onCancel={() => setFound(null)}
      >
        <QueryTable<Difference>
          label={t('funds.ledger.verify')}
          rowKey={(row) => row.accountId}
          rows={found ?? []}
          isPending={false}
          empty={t('common.empty')}
          columns={[
            {
              title: t('funds.ledger.kind'),
              key: 'kind',
              render: (_, row) =>
                row.kind ? t(`names.ledgerAccountKind.${row.kind}`) : row.accountId,
            },
            amountColumn<Difference>(
              `${t('funds.ledger.debit')} · ${kept}`,
              'debit',
              (row) => row.debitTotal,
            ),
            amountColumn<Difference>(again, 'debitAgain', (row) => row.debitRecomputed),
            amountColumn<Difference>(
              `${t('funds.ledger.credit')} · ${kept}`,
              'credit',
              (row) => row.creditTotal,
            ),
            amountColumn<Difference>(again, 'creditAgain', (row) => row.creditRecomputed),
          ]}
        />
      </Modal>
    </>
  );
}
