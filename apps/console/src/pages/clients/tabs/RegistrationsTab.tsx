import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { usePlace } from '../../../cities.ts';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { percentText } from '../../../rate.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { CreateRegistration, RateFields, type Rates } from './CreateRegistration.tsx';

export type Registration = AnswerOf<'listRegistrations'>['rows'][number];

/** 社保、医保、公积金: each agency has a number of its own (practice 14). */
export function RegistrationsTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const mayUpdate = may('legal_entity:update');
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<Registration | null>(null);
  const [rating, setRating] = useState<Registration | null>(null);
  const registrations = useQuery({
    queryKey: ['registrations', tenantId],
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  return (
    <Section
      title={t('clients.tabs.registrations')}
      note={t('clients.registration.note')}
      actions={
        mayUpdate && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('clients.registration.add')}
          </Button>
        )
      }
    >
      <QueryTable<Registration>
        label={t('clients.tabs.registrations')}
        rowKey={(row) => row.id}
        empty={t('clients.registration.empty')}
        {...useTable(registrations)}
        columns={[
          {
            title: t('clients.registration.kind'),
            key: 'kind',
            render: (_, row) => <strong>{t(`names.registrationKind.${row.kind}`)}</strong>,
          },
          {
            title: t('clients.registration.city'),
            key: 'city',
            render: (_, row) => placeOf(row),
          },
          { title: t('clients.registration.entity'), dataIndex: 'legalEntityName' },
          {
            title: t('clients.entity.holder'),
            key: 'holder',
            render: (_, row) => t(`clients.holders.${row.holder}`),
          },
          { title: t('clients.registration.agency'), dataIndex: 'agencyName' },
          { title: t('clients.registration.number'), dataIndex: 'number' },
          {
            title: t('clients.registration.rates'),
            key: 'rates',
            render: (_, row) => <RateLines row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayUpdate &&
              row.tenantId === tenantId && (
                <Flex gap={6} justify="flex-end">
                  {row.kind !== 'medical' && (
                    <Button size="small" onClick={() => setRating(row)}>
                      {t('clients.registration.setRates')}
                    </Button>
                  )}
                  <Button size="small" onClick={() => setEditing(row)}>
                    {t('common.edit')}
                  </Button>
                </Flex>
              ),
          },
        ]}
      />
      <CreateRegistration tenantId={tenantId} open={creating} onClose={() => setCreating(false)} />
      <EditRegistration tenantId={tenantId} row={editing} onClose={() => setEditing(null)} />
      <SetRates tenantId={tenantId} row={rating} onClose={() => setRating(null)} />
    </Section>
  );
}

function RateLines({ row }: { row: Registration }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {row.closedFrom && (
        <StateTag
          tone="neutral"
          text={t('clients.registration.closed', { period: row.closedFrom })}
        />
      )}
      {row.rates.map((rates) => (
        <div key={rates.fromPeriod}>
          <span className="heyi-quiet">{rates.fromPeriod}</span>{' '}
          {[
            rates.injuryRate &&
              `${t('clients.registration.injuryRate')} ${percentText(rates.injuryRate)}`,
            rates.housingFundRate && percentText(rates.housingFundRate),
            rates.supplementaryRate &&
              `${t('clients.registration.supplementaryRate')} ${percentText(rates.supplementaryRate)}`,
          ]
            .filter(Boolean)
            .join(' · ') || '—'}
        </div>
      ))}
    </>
  );
}

type Edited = Pick<Registration, 'agencyName' | 'number' | 'closedFrom'>;
type FormProps = { tenantId: string; row: Registration | null; onClose: () => void };

function EditRegistration({ tenantId, row, onClose }: FormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Edited>
      title={t('clients.registration.edit')}
      open={row !== null}
      {...(row ? { initial: row } : {})}
      submit={(values) => api.updateRegistration({ tenantId, registrationId: row!.id, ...values })}
      onClose={onClose}
    >
      <Form.Item
        name="agencyName"
        label={t('clients.registration.agency')}
        rules={[{ required: true }]}
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name="number"
        label={t('clients.registration.number')}
        rules={[{ required: true }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="closedFrom" label={t('clients.registration.closedFrom')}>
        <DayInput picker="month" clearable />
      </Form.Item>
    </FormDrawer>
  );
}

function SetRates({ tenantId, row, onClose }: FormProps): ReactNode {
  const { t } = useTranslation();
  const last = row?.rates.at(-1);
  return (
    <FormDrawer<Rates>
      title={t('clients.registration.setRates')}
      open={row !== null}
      {...(last ? { initial: last } : {})}
      submit={(values) =>
        api.setRegistrationRates({
          tenantId,
          registrationId: row!.id,
          fromPeriod: values.fromPeriod,
          injuryRate: values.injuryRate ?? null,
          housingFundRate: values.housingFundRate ?? null,
          supplementaryRate: values.supplementaryRate ?? null,
        })
      }
      onClose={onClose}
    >
      {row && <RateFields kind={row.kind} />}
    </FormDrawer>
  );
}
