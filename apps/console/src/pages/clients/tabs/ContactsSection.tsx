import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { SwitchField } from '../../../forms/SwitchField.tsx';
import { useMay } from '../../../session.ts';
import type { Client } from '../client-fields.tsx';

type Contact = Client['contacts'][number];
type Values = Pick<Contact, 'name' | 'position' | 'email' | 'accountId'> & {
  phone?: string | null;
  mayApprovePayroll: boolean;
  maySubmitInputs: boolean;
};

/** Who of the client may decide what. */
export function ContactsSection({ client }: { client: Client }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  const mayUpdate = may('client:update');
  return (
    <Section
      title={t('clients.contacts')}
      actions={
        mayUpdate && <Button onClick={() => setEditing('new')}>{t('clients.contact.add')}</Button>
      }
    >
      <QueryTable<Contact>
        label={t('clients.contacts')}
        rowKey={(row) => row.id}
        rows={client.contacts}
        isPending={false}
        empty={t('clients.contact.empty')}
        columns={[
          {
            title: t('clients.contact.name'),
            key: 'name',
            render: (_, row) => <strong>{row.name}</strong>,
          },
          { title: t('clients.contact.position'), dataIndex: 'position' },
          { title: t('clients.contact.phone'), dataIndex: 'phoneMasked' },
          { title: t('clients.contact.email'), dataIndex: 'email' },
          {
            title: '',
            key: 'may',
            render: (_, row) => (
              <Flex gap={6} wrap>
                {row.mayApprovePayroll && (
                  <StateTag tone="good" text={t('clients.contact.mayApprovePayroll')} />
                )}
                {row.maySubmitInputs && (
                  <StateTag tone="active" text={t('clients.contact.maySubmitInputs')} />
                )}
                {row.accountId === null && (
                  <StateTag tone="neutral" text={t('clients.contact.noAccount')} />
                )}
              </Flex>
            ),
          },
          ...(mayUpdate
            ? [
                {
                  title: '',
                  key: 'actions',
                  align: 'right' as const,
                  render: (_: unknown, row: Contact) => (
                    <ContactActions client={client} row={row} onEdit={setEditing} />
                  ),
                },
              ]
            : []),
        ]}
      />
      <ContactForm client={client} contact={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}

function ContactActions(props: {
  client: Client;
  row: Contact;
  onEdit: (row: Contact) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { client, row } = props;
  return (
    <Flex gap={6} justify="flex-end">
      <Button size="small" onClick={() => props.onEdit(row)}>
        {t('common.edit')}
      </Button>
      <ActionButton
        size="small"
        danger
        label={t('common.remove')}
        ask={{
          title: t('clients.contact.removeAsk', { name: row.name }),
          detail: t('clients.contact.removeDetail'),
        }}
        act={() => api.removeClientContact({ tenantId: client.id, contactId: row.id })}
      />
    </Flex>
  );
}

function ContactForm(props: {
  client: Client;
  contact: Contact | 'new' | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const tenantId = props.client.id;
  const contact = props.contact === 'new' ? null : props.contact;
  const accounts = useQuery({
    queryKey: ['accounts', tenantId],
    enabled: props.contact !== null && may('account:read'),
    queryFn: () => api.listAccounts({ tenantId, limit: 200 }),
  });
  const submit = (values: Values) => {
    // An untouched phone is not sent: the number itself is not known here.
    const { phone, ...rest } = values;
    const fields = phone ? { ...rest, phone } : rest;
    return contact
      ? api.updateClientContact({ tenantId, contactId: contact.id, ...fields })
      : api.createClientContact({ tenantId, ...fields });
  };
  return (
    <FormDrawer<Values>
      title={t(contact ? 'clients.contact.edit' : 'clients.contact.add')}
      open={props.contact !== null}
      initial={
        contact
          ? {
              name: contact.name,
              position: contact.position,
              email: contact.email,
              accountId: contact.accountId,
              mayApprovePayroll: contact.mayApprovePayroll,
              maySubmitInputs: contact.maySubmitInputs,
            }
          : { mayApprovePayroll: false, maySubmitInputs: true }
      }
      submit={submit}
      onClose={props.onClose}
    >
      <div className="heyi-fields">
        <Form.Item name="name" label={t('clients.contact.name')} rules={[{ required: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="position" label={t('clients.contact.position')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('clients.contact.phone')}
          extra={contact?.phoneMasked && t('clients.contact.phoneKept')}
        >
          <Input maxLength={20} inputMode="tel" placeholder={contact?.phoneMasked ?? ''} />
        </Form.Item>
        <Form.Item name="email" label={t('clients.contact.email')} rules={[{ type: 'email' }]}>
          <Input maxLength={120} inputMode="email" />
        </Form.Item>
        {may('account:read') && (
          <Form.Item name="accountId" label={t('clients.contact.account')}>
            <Select
              allowClear
              loading={accounts.isFetching}
              placeholder={t('clients.contact.noAccount')}
              options={(accounts.data?.rows ?? []).map((row) => ({
                value: row.id,
                label: `${row.name} · ${row.loginName}`,
              }))}
            />
          </Form.Item>
        )}
      </div>
      <SwitchField name="mayApprovePayroll" label={t('clients.contact.mayApprovePayroll')} />
      <SwitchField name="maySubmitInputs" label={t('clients.contact.maySubmitInputs')} />
    </FormDrawer>
  );
}
