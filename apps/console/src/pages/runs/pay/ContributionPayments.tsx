import { grouped } from '@heyi/ui';
import { Drawer, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { DownloadButton } from '../../../DownloadButton.tsx';
import { useMay } from '../../../session.ts';
import { type Obligation, useObligationName } from './obligation.ts';

type Payment = Obligation['payments'][number];

/** What was recorded for one registration and month, with the receipts; what was taken back stays. */
export function ContributionPayments(props: {
  tenantId: string;
  obligation: Obligation | null;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { obligation } = props;
  const nameOf = useObligationName();
  return (
    <Drawer
      open={props.open}
      size={560}
      title={obligation && `${nameOf(obligation)} ${obligation.period ?? ''}`}
      onClose={props.onClose}
      destroyOnHidden
    >
      <Flex vertical gap={16}>
        {obligation?.payments.map((payment) => (
          <PaymentLine key={payment.id} payment={payment} tenantId={props.tenantId} />
        ))}
      </Flex>
    </Drawer>
  );
}

function PaymentLine({ payment, tenantId }: { payment: Payment; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const key = { tenantId, contributionPaymentId: payment.id };
  return (
    <div>
      <Flex gap={8} justify="space-between" wrap>
        <strong>{grouped(payment.amount)}</strong>
        <span>{t(`obligations.ways.${payment.way}`)}</span>
      </Flex>
      <div className="heyi-quiet">
        {payment.paidOn} · {t('obligations.voucherNumber')} {payment.voucherNumber} ·{' '}
        {payment.recordedBy}
      </div>
      {payment.lateFeeBearer && (
        <div className="heyi-quiet">
          {t('obligations.lateFee')} {grouped(payment.lateFee)} ·{' '}
          {t(`obligations.bearers.${payment.lateFeeBearer}`)}
        </div>
      )}
      {payment.revokedAt === null ? (
        <Flex gap={8} style={{ marginTop: 6 }}>
          <DownloadButton
            label={t('obligations.openEvidence')}
            load={() => api.downloadEvidence({ tenantId, evidenceId: payment.evidenceId })}
          />
          {may('contribution:pay') && (
            <ReasonButton
              danger
              label={t('obligations.revoke')}
              act={(reason) => api.revokeContributionPayment({ ...key, reason })}
            />
          )}
        </Flex>
      ) : (
        <div className="heyi-bad">{t('obligations.revoked', { reason: payment.revokeReason })}</div>
      )}
    </div>
  );
}
