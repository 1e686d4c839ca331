import { useNavigate } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useTenantId } from '../../client-page.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { useMay } from '../../session.ts';
import { ImportWizard } from '../imports/ImportWizard.tsx';
import { EvidenceForm, PaymentForm, ResultForm } from './ReturnForms.tsx';
import { placeOfReturn, type Return } from './returns.ts';

type Action = keyof Return['can'] & string;
type Form = 'compare' | 'recordResult' | 'recordPayment' | 'attachEvidence';

/** The first that may be done is the primary one; the order is the way of the return, backwards. */
const order: readonly Action[] = [
  'attachEvidence',
  'recordPayment',
  'recordResult',
  'send',
  'compare',
  'recompute',
];
const forms = new Set<Action>(['compare', 'recordResult', 'recordPayment', 'attachEvidence']);

export function ReturnActions({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const mayFile = useMay()('tax:file');
  const [form, setForm] = useState<Form | null>(null);
  if (!mayFile) return <Evidence view={view} />;
  const isOpen = (action: Action) => view.can[action] === null;
  const primary = primaryOf(view);
  return (
    <>
      <Evidence view={view} />
      <Unusual view={view} />
      {order
        .filter(isOpen)
        .toReversed()
        .map((action) => {
          const type = action === primary ? 'primary' : 'default';
          return forms.has(action) ? (
            <Button key={action} type={type} onClick={() => setForm(action as Form)}>
              {t(`tax.actions.${action}`)}
            </Button>
          ) : (
            <Step key={action} view={view} action={action} type={type} />
          );
        })}
      <Compare view={view} open={form === 'compare'} onClose={() => setForm(null)} />
      <ResultForm view={view} open={form === 'recordResult'} onClose={() => setForm(null)} />
      <PaymentForm view={view} open={form === 'recordPayment'} onClose={() => setForm(null)} />
      <EvidenceForm view={view} open={form === 'attachEvidence'} onClose={() => setForm(null)} />
    </>
  );
}

/** What is outdated is generated anew, and what was not compared is compared, before it is sent. */
function primaryOf(view: Return): Action | undefined {
  const isOpen = (action: Action) => view.can[action] === null;
  if (view.isOutdated && isOpen('recompute')) return 'recompute';
  if (view.compared === 0 && isOpen('compare')) return 'compare';
  return order.find(isOpen);
}

function Step(props: { view: Return; action: Action; type: 'primary' | 'default' }): ReactNode {
  const { t } = useTranslation();
  const { view, action } = props;
  const key = { tenantId: view.tenantId, returnId: view.id };
  if (action === 'send') {
    return (
      <ActionButton
        type={props.type}
        label={t('tax.actions.send')}
        ask={{ title: t('tax.sendAsk'), detail: t('tax.sendDetail') }}
        act={() => api.markReturnSent(key)}
      />
    );
  }
  return (
    <ActionButton
      type={props.type}
      label={t('tax.actions.recompute')}
      act={() => api.recomputeWithholdingReturn(key)}
    />
  );
}

/** Steps that need a reason. */
function Unusual({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const clientId = useTenantId();
  const key = { tenantId: view.tenantId, returnId: view.id };
  return (
    <>
      {view.can.cancel === null && (
        <ReasonButton
          danger
          label={t('tax.actions.cancel')}
          act={(reason) => api.cancelWithholdingReturn({ ...key, reason })}
        />
      )}
      {view.can.revokePayment === null && (
        <ReasonButton
          danger
          label={t('tax.actions.revokePayment')}
          act={(reason) => api.revokeTaxPayment({ ...key, reason })}
        />
      )}
      {view.can.correct === null && (
        <ReasonButton
          label={t('tax.actions.correct')}
          act={(reason) => api.openCorrectedReturn({ ...key, reason })}
          onDone={(made) => {
            const place = placeOfReturn(clientId, made.tenantId, made.id);
            void navigate({ to: place.to, search: place.search });
          }}
        />
      )}
      {view.can.acceptDifferences === null && (
        <ReasonButton
          label={t('tax.actions.acceptDifferences')}
          act={(reason) => api.acceptReturnDifferences({ ...key, reason })}
        />
      )}
    </>
  );
}

function Evidence({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const { evidenceId, tenantId } = view;
  if (evidenceId === null) return null;
  return (
    <DownloadButton
      label={t('tax.evidence')}
      load={() => api.downloadEvidence({ tenantId, evidenceId })}
    />
  );
}

function Compare(props: { view: Return; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      open={props.open}
      size={880}
      title={t('tax.actions.compare')}
      onClose={props.onClose}
      destroyOnHidden
    >
      <p className="heyi-quiet">{t('tax.compareHelp')}</p>
      <ImportWizard
        tenantId={props.view.tenantId}
        kinds={['bureauCalculation']}
        subjectId={props.view.id}
      />
    </Drawer>
  );
}
