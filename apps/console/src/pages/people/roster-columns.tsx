import { type Column, StateTag } from '@heyi/ui';
import { Flex, Tag, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCityName } from '../../cities.ts';
import { type RosterRow, toneOfEmployment } from './people.ts';

export function useRosterColumns(): Column<RosterRow>[] {
  const { t } = useTranslation();
  const cityName = useCityName();
  return [
    {
      title: t('people.name'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.name}</strong>{' '}
          {row.state !== 'active' && (
            <StateTag tone={toneOfEmployment[row.state]} text={t(`people.states.${row.state}`)} />
          )}
          <div className="heyi-quiet">{row.documentMasked}</div>
        </>
      ),
    },
    { title: t('people.employeeNumber'), dataIndex: 'employeeNumber' },
    {
      title: t('people.form'),
      key: 'form',
      render: (_, row) => t(`people.forms.${row.form}`),
    },
    {
      title: t('people.contractEntity'),
      key: 'entities',
      render: (_, row) => <Entities row={row} />,
    },
    {
      title: t('people.department'),
      key: 'department',
      render: (_, row) => (
        <>
          {row.department}
          <div className="heyi-quiet">{row.position}</div>
        </>
      ),
    },
    { title: t('people.costCentre'), dataIndex: 'costCentre' },
    { title: t('people.city'), key: 'city', render: (_, row) => cityName(row.workCityCode) },
    { title: t('people.startsOn'), dataIndex: 'startsOn' },
    { title: t('people.endsOn'), dataIndex: 'endsOn' },
    {
      title: t('people.account'),
      key: 'account',
      render: (_, row) =>
        row.accountMasked ?? <StateTag tone="warn" text={t('people.noAccount')} />,
    },
    {
      title: t('people.insuredIn'),
      key: 'insured',
      render: (_, row) => <Insured row={row} />,
    },
  ];
}

/** One name where the three agree, else what differs below it. */
function Entities({ row }: { row: RosterRow }): ReactNode {
  const { t } = useTranslation();
  const others = [
    ['payTaxEntity', row.payTaxEntityName],
    ['insuranceEntity', row.insuranceEntityName],
  ] as const;
  return (
    <>
      {row.contractEntityName}
      {others
        .filter(([, name]) => name !== row.contractEntityName)
        .map(([key, name]) => (
          <div key={key} className="heyi-quiet">
            {t(`people.${key}`)}：{name ?? '—'}
          </div>
        ))}
    </>
  );
}

const insuranceOrder = ['socialInsurance', 'medical', 'housingFund'] as const;

function Insured({ row }: { row: RosterRow }): ReactNode {
  const { t } = useTranslation();
  if (row.insuredIn.length === 0)
    return <span className="heyi-quiet">{t('people.notInsured')}</span>;
  return (
    <Flex gap={2}>
      {insuranceOrder
        .filter((kind) => row.insuredIn.includes(kind))
        .map((kind) => (
          <Tooltip key={kind} title={t(`names.registrationKind.${kind}`)}>
            <Tag color="cyan" style={{ marginInlineEnd: 0 }}>
              {t(`people.insuredShort.${kind}`)}
            </Tag>
          </Tooltip>
        ))}
    </Flex>
  );
}
