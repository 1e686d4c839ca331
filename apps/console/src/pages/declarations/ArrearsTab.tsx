import { AmountText, amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useTable } from '../../rows.ts';
import { type Arrears, monthPath } from './declarations.ts';

/** 欠费 with the late fee that runs, and who caused it. */
export function ArrearsTab(): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const navigate = useNavigate();
  const arrears = useQuery({ queryKey: ['arrears'], queryFn: () => api.listArrears({}) });
  return (
    <Section title={t('declarations.arrears')} note={t('declarations.arrearsNote')}>
      <QueryTable<Arrears>
        label={t('declarations.arrears')}
        rowKey={(row) => row.id}
        empty={t('declarations.arrearsEmpty')}
        onOpen={(row) => void navigate({ to: monthPath(row, row.period) })}
        {...useTable(arrears)}
        columns={[
          {
            title: t('declarations.unit'),
            key: 'unit',
            fixed: 'left',
            render: (_, row) => (
              <>
                <strong>
                  {placeOf(row)} {t(`names.registrationKind.${row.registrationKind}`)}
                </strong>
                <div className="heyi-quiet">{row.legalEntityName}</div>
              </>
            ),
          },
          { title: t('declarations.period'), dataIndex: 'period' },
          amountColumn<Arrears>(t('declarations.principal'), 'principal', (row) => row.principal),
          {
            title: t('declarations.lateFee'),
            key: 'lateFee',
            align: 'right',
            render: (_, row) => (
              <>
                {row.lateFee === null ? (
                  t('declarations.noLateFee')
                ) : (
                  <AmountText value={row.lateFee} strong />
                )}
                <div className="heyi-quiet">
                  {t('declarations.daysLate', { count: row.daysLate })}
                </div>
              </>
            ),
          },
          {
            title: t('declarations.responsibility'),
            key: 'responsibility',
            render: (_, row) => (
              <>
                {t(`names.responsibility.${row.responsibility}`)}
                <div className="heyi-quiet">{row.reason}</div>
                {row.parts.map(({ clientId, clientShortName, lateFee }) => (
                  <div key={clientId} className="heyi-quiet">
                    {clientShortName} <AmountText value={lateFee} />
                  </div>
                ))}
              </>
            ),
          },
          {
            title: t('declarations.state'),
            key: 'state',
            render: (_, { settledOn }) =>
              settledOn === null ? (
                <StateTag tone="bad" text={t('declarations.open')} />
              ) : (
                <StateTag tone="good" text={t('declarations.settled', { day: settledOn })} />
              ),
          },
        ]}
      />
    </Section>
  );
}
