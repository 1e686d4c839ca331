import { Divider } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import {
  type ClientMaster,
  type ClientSettings,
  MasterFields,
  SettingsFields,
  usualSettings,
} from './client-fields.tsx';

type Values = ClientMaster & { settings: ClientSettings };

export function CreateClient(props: {
  open: boolean;
  onClose: () => void;
  onCreated: (tenantId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Values, { id: string }>
      title={t('clients.create')}
      submitLabel={t('clients.create')}
      open={props.open}
      initial={{ cooperationMode: 'agency', settings: usualSettings }}
      submit={(values) => api.createClient(values)}
      onDone={({ id }) => props.onCreated(id)}
      onClose={props.onClose}
    >
      <MasterFields />
      <Divider titlePlacement="start" style={{ fontSize: 13 }}>
        {t('clients.settings')}
      </Divider>
      <SettingsFields name={['settings']} />
    </FormDrawer>
  );
}
