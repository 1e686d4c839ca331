import type { RequestOf } from '@heyi/client';
import { CountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type Adjustment, toneOfAdjustment } from './insurance.ts';

/** 年度基数调整 of one client. */
export function BasesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const adjustments = useQuery({
    queryKey: ['baseAdjustments', tenantId],
    queryFn: () => api.listBaseAdjustments({ tenantId }),
  });
  const open = (adjustment: Adjustment) =>
    void navigate({ to: `/clients/${tenantId}/insurance/bases/${adjustment.id}` as never });
  const count = (
    title: 'people' | 'changed' | 'confirmed' | 'objected',
    value: (row: Adjustment) => number,
  ) => ({
    title: t(`insurance.bases.${title}`),
    key: title,
    align: 'right' as const,
    render: (_: unknown, row: Adjustment) => <CountText value={value(row)} />,
  });
  return (
    <Section
      title={t('insurance.bases.title')}
      note={t('insurance.bases.note')}
      actions={
        may('insurance_task:write') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('insurance.bases.create')}
          </Button>
        )
      }
    >
      <QueryTable<Adjustment>
        label={t('insurance.bases.title')}
        rowKey={(row) => row.id}
        empty={t('insurance.bases.empty')}
        onOpen={open}
        {...useTable(adjustments)}
        columns={[
          {
            title: t('insurance.bases.city'),
            key: 'city',
            render: (_, row) => (
              <>
                <strong>{placeOf(row)}</strong> {t(`insurance.bases.regimes.${row.regime}`)}
              </>
            ),
          },
          { title: t('insurance.bases.period'), dataIndex: 'period' },
          { title: t('insurance.bases.deadline'), dataIndex: 'deadline' },
          count('people', (row) => row.personCount),
          count('changed', (row) => row.changedCount),
          count('confirmed', (row) => row.confirmedCount),
          count('objected', (row) => row.objectedCount),
          {
            title: t('insurance.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={toneOfAdjustment[row.state]}
                text={t(`insurance.bases.states.${row.state}`)}
              />
            ),
          },
        ]}
      />
      <CreateAdjustment
        tenantId={tenantId}
        open={creating}
        onDone={open}
        onClose={() => setCreating(false)}
      />
    </Section>
  );
}

type Values = Omit<RequestOf<'createBaseAdjustment'>, 'tenantId'>;

function CreateAdjustment(props: {
  tenantId: string;
  open: boolean;
  onDone: (adjustment: Adjustment) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const needed = [{ required: true }];
  return (
    <FormDrawer<Values, Adjustment>
      title={t('insurance.bases.create')}
      submitLabel={t('insurance.bases.create')}
      open={props.open}
      initial={{ regime: 'socialInsurance' }}
      submit={(values) => api.createBaseAdjustment({ tenantId, ...values })}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Form.Item name="regime" label={t('insurance.bases.regime')} rules={needed}>
        <Select options={useOptions('insurance.bases.regimes')} />
      </Form.Item>
      <Form.Item
        name="cityCode"
        label={t('insurance.bases.city')}
        rules={[...needed, { pattern: cityPattern }]}
      >
        <CityInput />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="period" label={t('insurance.bases.period')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item name="deadline" label={t('insurance.bases.deadline')} rules={needed}>
          <DayInput />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}
