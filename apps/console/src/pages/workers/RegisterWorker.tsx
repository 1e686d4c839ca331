import type { RequestOf } from '@heyi/client';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { WhoFields } from './WhoFields.tsx';
import { AccountFields } from './AccountFields.tsx';
import type { WorkerView } from './workers.ts';

type Values = Omit<RequestOf<'registerWorker'>, 'tenantId' | 'signatures'>;

const needed = [{ required: true }];

/** One by one; a platform registers its workers through the API or a sheet. */
export function RegisterWorker(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
  onDone: (workerId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Values, WorkerView>
      title={t('workers.register')}
      submitLabel={t('workers.register')}
      open={props.open}
      initial={{ documentKind: 'idCard', channel: 'bankCard' }}
      submit={(values) => api.registerWorker({ tenantId: props.tenantId, ...values })}
      onDone={({ id }) => props.onDone(id)}
      onClose={props.onClose}
    >
      <Form.Item name="externalWorkerId" label={t('workers.externalId')} rules={needed}>
        <Input maxLength={64} />
      </Form.Item>
      <WhoFields />
      <Form.Item name="birthDate" label={t('workers.birthDate')} extra={t('people.birthHelp')}>
        <DayInput clearable />
      </Form.Item>
      <Form.Item name="phone" label={t('workers.phone')} rules={needed}>
        <Input maxLength={20} />
      </Form.Item>
      <AccountFields />
    </FormDrawer>
  );
}
