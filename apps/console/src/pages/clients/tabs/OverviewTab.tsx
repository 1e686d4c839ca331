import { AmountText, FactList, Section } from '@heyi/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useMay } from '../../../session.ts';
import { ResponseHours } from '../../../threads/ResponseHours.tsx';
import {
  type Client,
  type ClientMaster,
  type ClientSettings,
  MasterFields,
  SettingsFields,
} from '../client-fields.tsx';
import { ContactsSection } from './ContactsSection.tsx';

export function OverviewTab({ client }: { client: Client }): ReactNode {
  const may = useMay();
  return (
    <>
      <MasterSection client={client} />
      <SettingsSection client={client} />
      {may('thread:read') && <ResponseHours tenantId={client.id} />}
      <ContactsSection client={client} />
    </>
  );
}

function MasterSection({ client }: { client: Client }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { name, shortName, uscc, cooperationMode } = client;
  return (
    <Section
      title={t('clients.master')}
      actions={
        may('client:update') && <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
      }
    >
      <FactList
        facts={[
          [t('clients.name'), name],
          [t('clients.shortName'), shortName],
          [t('clients.uscc'), uscc],
          [t('clients.mode'), t(`clients.modes.${cooperationMode}`)],
        ]}
      />
      <FormDrawer<ClientMaster>
        title={t('clients.master')}
        open={editing}
        initial={{ name, shortName, uscc, cooperationMode }}
        submit={(values) => api.updateClient({ tenantId: client.id, ...values })}
        onClose={() => setEditing(false)}
      >
        <MasterFields />
      </FormDrawer>
    </Section>
  );
}

function SettingsSection({ client }: { client: Client }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { settings } = client;
  return (
    <Section
      title={t('clients.settings')}
      actions={
        may('client:update') && <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
      }
    >
      <FactList
        columns={3}
        facts={[
          [t('clients.payMonthRule'), t(`clients.payMonthRules.${settings.payMonthRule}`)],
          [t('clients.payDay'), t('clients.payDayOf', { day: settings.payDay })],
          [t('clients.prorationMethod'), t(`clients.prorationMethods.${settings.prorationMethod}`)],
          [
            t('clients.clientCutoffDays'),
            t('clients.workdays', { count: settings.clientCutoffDays }),
          ],
          [t('clients.advanceLimit'), <AmountText key="limit" value={settings.advanceLimit} />],
          [t('clients.advanceDays'), t('clients.days', { count: settings.advanceDays })],
          [t('clients.language'), t(`clients.languages.${settings.language}`)],
        ]}
      />
      <FormDrawer<ClientSettings>
        title={t('clients.settings')}
        open={editing}
        initial={settings}
        submit={(values) => api.putClientSettings({ tenantId: client.id, ...values })}
        onClose={() => setEditing(false)}
      >
        <SettingsFields />
      </FormDrawer>
    </Section>
  );
}
