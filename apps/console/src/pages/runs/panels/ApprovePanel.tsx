import { AmountText, FactList } from '@heyi/ui';
import { Alert, Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../session.ts';
import type { RunPanelProps } from '../run.ts';
import { StampedConfirmation } from '../StampedConfirmation.tsx';

/** What is approved, by whom, and over which frozen result. */
export function ApprovePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [stamping, setStamping] = useState(false);
  const canStamp =
    run.state === 'inReview' && run.approvalMode === 'client' && may('payroll_run:confirm');
  return (
    <Flex vertical gap={16}>
      <Alert
        showIcon
        title={t(`runs.approval.${run.approvalMode}`)}
        action={
          canStamp && (
            <Button onClick={() => setStamping(true)}>{t('runs.approval.stamped')}</Button>
          )
        }
      />
      <FactList
        facts={[
          [t('runs.approval.preparedBy'), run.preparedBy],
          [t('runs.approval.approvedBy'), run.approvedBy],
          [t('runs.people'), run.totals?.people ?? null],
          [t('runs.net'), <AmountText key="net" value={run.totals?.net ?? null} strong />],
          [t('runs.openWarnings'), run.openWarnings],
          [t('runs.policy'), run.policyVersion],
        ]}
      />
      <div>
        <div className="heyi-quiet">{t('runs.approval.hash')}</div>
        {run.snapshotHash ? (
          <Typography.Text code copyable style={{ wordBreak: 'break-all' }}>
            {run.snapshotHash}
          </Typography.Text>
        ) : (
          '—'
        )}
        <div className="heyi-quiet">{t('runs.approval.hashHelp')}</div>
      </div>
      <StampedConfirmation
        run={run}
        tenantId={tenantId}
        open={stamping}
        onClose={() => setStamping(false)}
      />
    </Flex>
  );
}
