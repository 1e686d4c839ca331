import { AmountText, amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Checkbox, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useTable } from '../../rows.ts';
import { useClients } from '../../shell/client.ts';
import { type Arrears, monthPath } from './declarations.ts';

/** 欠费 with the late fee that runs, and who caused it. */
export function ArrearsTab(): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const navigate = useNavigate();
  const searched: Record<string, string | undefined> = useSearch({ strict: false });
  const [isOpenOnly, setOpenOnly] = useState(searched['show'] === 'open');
  const [clientId, setClientId] = useState(searched['client'] ?? null);
  const clients = useClients();
  const arrears = useQuery({
    queryKey: ['arrears', clientId, isOpenOnly],
    queryFn: () =>
      api.listArrears({ show: isOpenOnly ? 'open' : 'all', ...(clientId && { clientId }) }),
  });
  return (
    <Section
      title={t('declarations.arrears')}
      note={t('declarations.arrearsNote')}
      actions={
        <>
          <Checkbox checked={isOpenOnly} onChange={(event) => setOpenOnly(event.target.checked)}>
            {t('declarations.onlyOpen')}
          </Checkbox>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('declarations.client')}
            placeholder={t('declarations.client')}
            style={{ minWidth: 150 }}
            value={clientId}
            options={(clients.data?.rows ?? []).map(({ id, shortName }) => ({
              value: id,
              label: shortName,
            }))}
            onChange={(id?: string) => setClientId(id ?? null)}
          />
        </>
      }
    >
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
