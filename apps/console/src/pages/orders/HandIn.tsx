import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { useMay } from '../../session.ts';

type Values = {
  service: 'housingFundLoan';
  period: string;
  employmentIds: string[];
  note?: string | null;
};

/** 提交订单: the client's HR by form; a specialist out of a scan or mail whose original is kept. */
export function HandIn(props: { tenantId: string; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId } = props;
  const [file, setFile] = useState<File | null>(null);
  const [search, setSearch] = useState('');
  const people = useQuery({
    queryKey: ['roster', tenantId, 'pick', search],
    enabled: props.open,
    queryFn: () => api.listEmployments({ tenantId, state: 'active', limit: 50, search }),
  });
  const submit = async ({ service, period, employmentIds, note }: Values) => {
    const original = file === null ? null : await keep(tenantId, file, t('orders.handIn.source'));
    return api.createOrderLines({
      tenantId,
      service,
      period,
      employmentIds,
      source: original === null ? 'form' : 'scan',
      ...(original === null ? {} : { originalId: original }),
      ...(note ? { note } : {}),
    });
  };
  return (
    <FormDrawer<Values>
      title={t('orders.handIn.title')}
      submitLabel={t('orders.handIn.submit')}
      open={props.open}
      initial={{ period: today().slice(0, 7) }}
      intro={
        <p className="heyi-quiet">
          {t('orders.handIn.note')}{' '}
          <Link to={`/clients/${tenantId}/imports`}>{t('orders.handIn.byFile')}</Link>
        </p>
      }
      submit={submit}
      onClose={props.onClose}
    >
      <Form.Item name="service" label={t('orders.service')} rules={[{ required: true }]}>
        <Select options={useOptions('names.requestedService')} />
      </Form.Item>
      <Form.Item
        name="employmentIds"
        label={t('orders.handIn.people')}
        rules={[{ required: true }]}
      >
        <Select
          mode="multiple"
          showSearch={{ filterOption: false, onSearch: setSearch }}
          loading={people.isFetching}
          options={(people.data?.rows ?? []).map(({ id, name, employeeNumber }) => ({
            value: id,
            label: [name, employeeNumber].filter(Boolean).join(' '),
          }))}
        />
      </Form.Item>
      <Form.Item name="period" label={t('orders.period')} rules={[{ required: true }]}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="note" label={t('orders.handIn.words')}>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      {may('evidence:write') && (
        <FileField
          label={t('orders.handIn.original')}
          help={t('orders.handIn.originalHelp')}
          onFile={setFile}
          optional
        />
      )}
    </FormDrawer>
  );
}

async function keep(tenantId: string, file: File, sourceName: string): Promise<string> {
  const kept = { tenantId, kind: 'requestOriginal' as const, sourceName };
  return (await api.uploadEvidence(kept, { upload: file })).id;
}
