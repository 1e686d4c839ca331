import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useMay } from '../../session.ts';

/** Clients whose money runs low, before anything else: their workers wait for it. */
export function FundsWarnings(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({
    queryKey: ['funds-warnings'],
    enabled: may('gig_program:read'),
    refetchInterval: 30_000,
    queryFn: () => api.listFundsWarnings({}),
  });
  return query.data?.rows.map((row) => (
    <Alert
      key={row.programId}
      role="alert"
      showIcon
      type={row.state === 'suspended' ? 'error' : 'warning'}
      style={{ marginBottom: 10 }}
      title={t(`withdrawals.warnings.${row.state}`, {
        client: row.clientName,
        program: row.programName,
      })}
      action={
        <Link
          to={`/clients/${row.clientId}/withdrawals`}
          search={{ tab: 'funds', program: row.programId }}
        >
          {t('common.open')}
        </Link>
      }
      description={formatInstant(row.stateSince)}
    />
  ));
}
