import { DownloadOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { DownloadButton } from '../../DownloadButton.tsx';
import { today } from '../../instant.ts';
import { useMay } from '../../session.ts';
import { ChangeAccount } from './ChangeAccount.tsx';
import type { WorkerView } from './workers.ts';

/** What the operator may do with one worker. */
export function WorkerActions(props: { tenantId: string; view: WorkerView }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, view } = props;
  const may = useMay();
  const year = today().slice(0, 4);
  const one = { tenantId, workerId: view.id };
  const mayWrite = may('gig_worker:write') && view.state !== 'left';
  const isSuspended = view.reasons.includes('suspendedByOperator') || view.accountTrouble !== null;
  return (
    <>
      <DownloadButton
        icon={<DownloadOutlined />}
        label={t('workers.statement', { year })}
        load={() => api.downloadWorkerStatement({ ...one, year: Number.parseInt(year, 10) })}
      />
      {mayWrite && (
        <>
          <ChangeAccount tenantId={tenantId} view={view} />
          <ActionButton label={t('workers.check')} act={() => api.checkWorker(one)} />
          {isSuspended ? (
            <ReasonButton
              label={t('workers.resume')}
              act={(reason) => api.resumeWorker({ ...one, reason })}
            />
          ) : (
            <ReasonButton
              label={t('workers.suspend')}
              act={(reason) => api.suspendWorker({ ...one, reason })}
            />
          )}
          <ReasonButton
            danger
            label={t('workers.leave')}
            act={(reason) => api.leaveWorker({ ...one, reason })}
          />
        </>
      )}
    </>
  );
}
