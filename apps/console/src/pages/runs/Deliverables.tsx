import { DownloadOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../DownloadButton.tsx';
import { api } from '../../api.ts';
import { useMay } from '../../session.ts';
import type { RunPanelProps } from './run.ts';

const kinds = ['payRegister', 'paySummary', 'paymentResult', 'taxDetail'] as const;

/** The tables for the client; their last row equals the totals of the run. */
export function Deliverables({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('payslip:read') || run.calculationVersion === 0) return null;
  return (
    <section>
      <Typography.Title level={3} style={{ fontSize: 14, marginTop: 0 }}>
        {t('runs.deliverables.title')}
      </Typography.Title>
      <Flex gap={8} wrap>
        {kinds.map((kind) => (
          <DownloadButton
            key={kind}
            icon={<DownloadOutlined />}
            label={t(`runs.deliverables.${kind}`)}
            load={() => api.downloadDeliverable({ tenantId, runId: run.id, kind })}
          />
        ))}
      </Flex>
    </section>
  );
}
