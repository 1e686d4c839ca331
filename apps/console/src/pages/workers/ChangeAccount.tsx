import type { RequestOf } from '@heyi/client';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { AccountFields } from './AccountFields.tsx';
import type { WorkerView } from './workers.ts';

type Values = Omit<RequestOf<'changeWorkerAccount'>, 'tenantId' | 'workerId'>;

/** 更换收款账户: it is checked at once, and nothing is paid to it before. */
export function ChangeAccount(props: { tenantId: string; view: WorkerView }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, view } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        type={view.accountTrouble === null ? 'default' : 'primary'}
        onClick={() => setOpen(true)}
      >
        {t('workers.changeAccount')}
      </Button>
      <FormDrawer<Values, WorkerView>
        title={t('workers.changeAccount')}
        submitLabel={t('workers.changeAccount')}
        open={open}
        intro={<p className="heyi-quiet">{t('workers.changeAccountNote')}</p>}
        initial={{ channel: view.channel }}
        submit={(values) => api.changeWorkerAccount({ tenantId, workerId: view.id, ...values })}
        onClose={() => setOpen(false)}
      >
        <AccountFields />
      </FormDrawer>
    </>
  );
}
