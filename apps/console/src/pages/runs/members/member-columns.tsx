import { amountColumn, AmountText, type Column, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Member, toneOfPay } from './members.ts';

export function useMemberColumns(tenantId: string, isCalculated: boolean): Column<Member>[] {
  const { t } = useTranslation();
  const amounts: Column<Member>[] = [
    amountColumn<Member>(t('runs.gross'), 'gross', (row) => row.gross),
    {
      title: t('runs.own'),
      key: 'own',
      align: 'right',
      render: (_, row) => <OwnContributions row={row} />,
    },
    amountColumn<Member>(t('runs.tax'), 'tax', (row) => row.tax),
    amountColumn<Member>(t('runs.net'), 'net', (row) => row.net),
    {
      title: t('runs.steps.payslip'),
      key: 'payslip',
      render: (_, row) =>
        row.payslipId && (
          <Link
            to={`/clients/${tenantId}/payslips/${row.payslipId}` as never}
            onClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => event.stopPropagation()}
          >
            {t('common.open')}
          </Link>
        ),
    },
  ];
  return [
    { title: t('runs.member'), key: 'name', render: (_, row) => <Name row={row} /> },
    { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
    {
      title: t('runs.department'),
      key: 'department',
      render: (_, row) => (
        <>
          {row.department}
          <div className="heyi-quiet">{row.entityName}</div>
        </>
      ),
    },
    { title: t('runs.state'), key: 'payState', render: (_, row) => <PayState row={row} /> },
    ...(isCalculated ? amounts : []),
  ];
}

function Name({ row }: { row: Member }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={6} align="center">
      <strong>{row.personName}</strong>
      {row.presence !== 'stays' && (
        <StateTag tone="active" text={t(`runs.presence.${row.presence}`)} />
      )}
      {row.place !== 'automatic' && (
        <StateTag
          tone={row.place === 'skipped' ? 'warn' : 'good'}
          text={t(`runs.places.${row.place}`)}
        />
      )}
    </Flex>
  );
}

function OwnContributions({ row }: { row: Member }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {row.contributionsEstimated && (
        <span className="heyi-warn" style={{ fontSize: 12, marginInlineEnd: 6 }}>
          {t('runs.estimated')}
        </span>
      )}
      <AmountText value={row.ownContributions} />
    </>
  );
}

function PayState({ row }: { row: Member }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={6} align="center">
      <StateTag tone={toneOfPay[row.payState]} text={t(`runs.payState.${row.payState}`)} />
      <span style={{ fontSize: 12 }}>{row.payFailure ?? row.hold?.reason}</span>
    </Flex>
  );
}
