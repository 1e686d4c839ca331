import { type Column, StateTag } from '@heyi/ui';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { comma } from '../../i18n/index.ts';
import { formatInstant } from '../../instant.ts';
import { type Taxpayer, toneOfIdentity, toneOfRegistration } from './taxpayers.ts';

export function useTaxpayerColumns(): Column<Taxpayer>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.member'),
      key: 'name',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong> <span className="heyi-quiet">{row.employeeNo}</span>
        </>
      ),
    },
    {
      title: t('runs.document'),
      key: 'document',
      render: (_, row) => (
        <>
          <span className="heyi-quiet">{t(`people.documentKinds.${row.documentKind}`)}</span>{' '}
          {row.documentMasked}
        </>
      ),
    },
    {
      title: t('tax.change'),
      key: 'change',
      render: (_, row) => row.change && t(`tax.changes.${row.change}`),
    },
    {
      title: t('tax.reportState'),
      key: 'state',
      render: (_, row) => (
        <StateTag
          tone={toneOfRegistration[row.state]}
          text={t(`tax.registrationStates.${row.state}`)}
        />
      ),
    },
    {
      title: t('tax.identity'),
      key: 'identity',
      render: (_, row) => (
        <StateTag
          tone={toneOfIdentity[row.identity]}
          text={t(`tax.identityStates.${row.identity}`)}
        />
      ),
    },
    { title: t('tax.problem'), key: 'problem', render: (_, row) => <Problem row={row} /> },
    { title: t('tax.employedFrom'), dataIndex: 'employedFrom' },
    { title: t('tax.leftOn'), dataIndex: 'leftOn' },
    {
      title: t('tax.reportedAt'),
      key: 'reportedAt',
      render: (_, row) => formatInstant(row.reportedAt),
    },
  ];
}

/** What is missing, and what the bureau said. */
function Problem({ row }: { row: Taxpayer }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex vertical>
      {row.missing.length > 0 && (
        <span className="heyi-warn">
          {t('tax.missing')}{' '}
          {row.missing.map((fact) => t(`tax.missingFacts.${fact}`)).join(comma())}
        </span>
      )}
      {row.change === 'keyField' && <span className="heyi-warn">{t('tax.keyFieldHelp')}</span>}
      {row.failure && <span className="heyi-bad">{row.failure}</span>}
    </Flex>
  );
}
