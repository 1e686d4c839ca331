import type { AnswerOf, RequestOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { DueDay } from '../../../Countdown.tsx';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import type { Client } from '../client-fields.tsx';

type Licence = AnswerOf<'listLicences'>['rows'][number];
type Values = Omit<RequestOf<'createLicence'>, 'tenantId'>;

/** 证照: what the company needs to be allowed to do this work, the soonest to expire first. */
export function LicencesTab({ client }: { client: Client }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState<Licence | 'new' | null>(null);
  const mayUpdate = may('client:update');
  const licences = useQuery({
    queryKey: ['licences', client.id],
    queryFn: () => api.listLicences({ tenantId: client.id }),
  });
  return (
    <Section
      title={t('clients.tabs.licences')}
      note={t('clients.licences.note')}
      actions={
        mayUpdate && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('clients.licences.add')}
          </Button>
        )
      }
    >
      <QueryTable<Licence>
        label={t('clients.tabs.licences')}
        rowKey={(row) => row.id}
        empty={t('clients.licences.empty')}
        {...useTable(licences)}
        columns={[
          {
            title: t('clients.licences.kind'),
            key: 'kind',
            render: (_, row) => (
              <strong>{row.title ?? t(`clients.licences.kinds.${row.kind}`)}</strong>
            ),
          },
          { title: t('clients.licences.number'), dataIndex: 'number' },
          { title: t('clients.licences.holderName'), dataIndex: 'holderName' },
          { title: t('clients.licences.issuedBy'), dataIndex: 'issuedBy' },
          { title: t('clients.licences.validFrom'), dataIndex: 'validFrom' },
          {
            title: t('clients.licences.expiresOn'),
            key: 'expiresOn',
            render: (_, row) =>
              row.expiresOn ? <DueDay day={row.expiresOn} /> : t('clients.licences.openEnded'),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayUpdate && (
                <Flex gap={6} justify="flex-end">
                  <Button size="small" onClick={() => setEditing(row)}>
                    {t('common.edit')}
                  </Button>
                  <ActionButton
                    size="small"
                    danger
                    label={t('common.remove')}
                    ask={{ title: t('clients.licences.removeAsk', { number: row.number }) }}
                    act={() => api.removeLicence({ tenantId: client.id, licenceId: row.id })}
                  />
                </Flex>
              ),
          },
        ]}
      />
      <LicenceForm client={client} licence={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}

function LicenceForm(props: {
  client: Client;
  licence: Licence | 'new' | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const kinds = useOptions('clients.licences.kinds');
  const tenantId = props.client.id;
  const licence = props.licence === 'new' ? null : props.licence;
  const submit = (values: Values) =>
    licence
      ? api.updateLicence({ tenantId, licenceId: licence.id, ...values })
      : api.createLicence({ tenantId, ...values });
  return (
    <FormDrawer<Values>
      title={t(licence ? 'clients.licences.edit' : 'clients.licences.add')}
      open={props.licence !== null}
      initial={
        licence ? fieldsOf(licence) : { kind: 'labourDispatch', holderName: props.client.name }
      }
      submit={submit}
      onClose={props.onClose}
    >
      <div className="heyi-fields">
        <Form.Item name="kind" label={t('clients.licences.kind')} rules={[{ required: true }]}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item noStyle dependencies={['kind']}>
          {({ getFieldValue }) =>
            getFieldValue('kind') === 'other' && (
              <Form.Item
                name="title"
                label={t('clients.licences.title')}
                rules={[{ required: true }]}
              >
                <Input maxLength={60} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="number" label={t('clients.licences.number')} rules={[{ required: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          className="heyi-wide"
          name="holderName"
          label={t('clients.licences.holderName')}
          rules={[{ required: true }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item className="heyi-wide" name="issuedBy" label={t('clients.licences.issuedBy')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('clients.licences.validFrom')}>
          <DayInput clearable />
        </Form.Item>
        <Form.Item
          name="expiresOn"
          label={t('clients.licences.expiresOn')}
          extra={t('clients.licences.openEndedHelp')}
        >
          <DayInput clearable />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}

function fieldsOf({ id: _id, daysLeft: _days, ...fields }: Licence): Values {
  return fields;
}
