import type { TFunction } from 'i18next';
import type { AnswerOf, RequestOf } from '@heyi/client';
import { amountColumn, CountText, QueryTable, Section, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCityName, usePlace } from '../../cities.ts';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { formatInstant, today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';

export type DifferenceRun = AnswerOf<'getDifferenceRun'>;

export const toneOfDifference: Record<DifferenceRun['state'], Tone> = {
  calculating: 'active',
  calculated: 'warn',
  failed: 'bad',
  committed: 'good',
};

/** 补差: a figure was published late; what closed months are short of, previewed and then charged. */
export function DifferencesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const runs = useRows(['differenceRuns', tenantId], (cursor) =>
    api.listDifferenceRuns({ tenantId, limit: 50, ...cursor }),
  );
  const open = (id: string) => void navigate({ to: `/clients/${tenantId}/differences/${id}` });
  return (
    <Section
      title={t('differences.title')}
      note={t('differences.note')}
      actions={
        may('contribution:update') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('differences.preview')}
          </Button>
        )
      }
    >
      <QueryTable<DifferenceRun>
        label={t('differences.title')}
        rowKey={(row) => row.id}
        empty={t('differences.empty')}
        onOpen={(row) => open(row.id)}
        {...runs.table}
        columns={[
          {
            title: t('differences.scope'),
            key: 'scope',
            render: (_, row) => <Scope tenantId={tenantId} run={row} />,
          },
          {
            title: t('differences.periods'),
            key: 'periods',
            render: (_, row) => `${row.fromPeriod} — ${row.toPeriod}`,
          },
          { title: t('differences.billPeriod'), dataIndex: 'billPeriod' },
          {
            title: t('differences.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={toneOfDifference[row.state]}
                text={t(`differences.states.${row.state}`)}
              />
            ),
          },
          {
            title: t('differences.people'),
            key: 'people',
            align: 'right',
            render: (_, row) =>
              row.personCount === null ? '—' : <CountText value={row.personCount} />,
          },
          amountColumn<DifferenceRun>(
            t('differences.employer'),
            'employer',
            (row) => row.totals?.employer ?? null,
          ),
          amountColumn<DifferenceRun>(
            t('differences.employee'),
            'employee',
            (row) => row.totals?.employee ?? null,
          ),
          {
            title: t('differences.createdAt'),
            key: 'createdAt',
            render: (_, row) => formatInstant(row.createdAt),
          },
        ]}
      />
      <PreviewForm
        tenantId={tenantId}
        open={creating}
        onClose={() => setCreating(false)}
        onDone={(run) => open(run.id)}
      />
    </Section>
  );
}

/** A city, or the one unit. */
export function Scope({ tenantId, run }: { tenantId: string; run: DifferenceRun }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const cityName = useCityName();
  const registrations = useRegistrations(tenantId, run.registrationId !== null);
  if (run.cityCode !== null) return <strong>{cityName(run.cityCode)}</strong>;
  const unit = registrations.data?.rows.find(({ id }) => id === run.registrationId);
  if (!unit) return '—';
  return (
    <strong>
      {placeOf(unit)} {unitText(unit, t)} {unit.legalEntityName}
    </strong>
  );
}

type Unit = AnswerOf<'listRegistrations'>['rows'][number];

function unitText(unit: Unit, t: TFunction): string {
  return t(`names.registrationKind.${unit.kind}`);
}

function useRegistrations(tenantId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['registrations', tenantId],
    enabled,
    queryFn: () => api.listRegistrations({ tenantId }),
  });
}

type Values = Omit<RequestOf<'previewDifferences'>, 'tenantId'> & { by: 'city' | 'unit' };

function PreviewForm(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
  onDone: (run: DifferenceRun) => void;
}): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { tenantId } = props;
  const registrations = useRegistrations(tenantId, props.open);
  const submit = ({ by, cityCode, registrationId, ...periods }: Values) =>
    api.previewDifferences({
      tenantId,
      ...periods,
      ...(by === 'city' ? { cityCode } : { registrationId }),
    });
  const month = today().slice(0, 7);
  return (
    <FormDrawer<Values, DifferenceRun>
      title={t('differences.preview')}
      submitLabel={t('differences.preview')}
      open={props.open}
      intro={<p className="heyi-quiet">{t('differences.previewHelp')}</p>}
      initial={{ by: 'city', billPeriod: month }}
      submit={submit}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Form.Item name="by" label={t('differences.scope')} rules={[{ required: true }]}>
        <Segmented
          options={(['city', 'unit'] as const).map((value) => ({
            value,
            label: t(`differences.by.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['by']}>
        {({ getFieldValue }) =>
          getFieldValue('by') === 'city' ? (
            <Form.Item
              name="cityCode"
              label={t('clients.registration.city')}
              rules={[{ required: true, pattern: cityPattern }]}
            >
              <CityInput />
            </Form.Item>
          ) : (
            <Form.Item
              name="registrationId"
              label={t('differences.unit')}
              rules={[{ required: true }]}
            >
              <Select
                loading={registrations.isFetching}
                options={(registrations.data?.rows ?? []).map((row) => ({
                  value: row.id,
                  label: `${placeOf(row)} ${unitText(row, t)} · ${row.legalEntityName}`,
                }))}
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <div className="heyi-fields">
        {(['fromPeriod', 'toPeriod', 'billPeriod'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`differences.${name}`)}
            rules={[{ required: true }]}
          >
            <DayInput picker="month" />
          </Form.Item>
        ))}
      </div>
    </FormDrawer>
  );
}
