import type { TFunction } from 'i18next';
import { EllipsisOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AskReason } from '../../ask-again/AskReason.tsx';
import { useChange } from '../../change.ts';
import { Refusal } from '../../Refusal.tsx';
import { useMay } from '../../session.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { PayDialog } from './PayDialog.tsx';
import type { Run, RunPanelProps } from './run.ts';
import {
  callAction,
  needsReason,
  otherOrder,
  permissionOf,
  primaryOrder,
  type RunAction as Action,
} from './run-actions.ts';

type Change = { action: Action; reason?: string };

/** The one thing to do next, and the others behind it; a refusal stands below in words. */
export function RunAction({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Action | null>(null);
  // Whatever step was looked at: afterwards the page shows where the run stands now.
  const change = useChange(
    ({ action, reason }: Change) => callAction(run, tenantId, action, reason ?? ''),
    () => {
      setAsking(null);
      void navigate({ to: '.', search: {}, replace: true });
    },
  );
  const payment = useQuery({
    queryKey: ['payment', run.id, run.state],
    staleTime: 0,
    enabled: [run.can.retryFailed, run.can.payHeld, run.can.close].includes(null),
    queryFn: () => api.getRunPayment({ tenantId, runId: run.id }),
  });
  // Nobody is paid again where nobody failed, nor later where nobody was released.
  const { people = 0, paidPeople = 0, failedPeople = 0, heldPeople = 0 } = payment.data ?? {};
  const openCases = payment.data?.openDiscrepancies ?? 0;
  const isNeeded: Partial<Record<Action, boolean>> = {
    retryFailed: failedPeople > 0,
    payHeld: people > paidPeople + failedPeople + heldPeople,
    // Whether a warning belongs before it is known first.
    close: !payment.isPending,
  };
  const isOpen = (action: Action) =>
    run.can[action] === null && may(permissionOf[action]) && (isNeeded[action] ?? true);
  const asks = (action: Action) =>
    action === 'pay' || (action === 'close' && openCases > 0) || needsReason.has(action);
  const start = (action: Action) => {
    change.reset();
    if (asks(action)) setAsking(action);
    else change.mutate({ action });
  };
  const close = () => {
    setAsking(null);
    change.reset();
  };
  const primary = primaryOrder.find(isOpen);
  const others = otherOrder.filter((action) => action !== primary && isOpen(action));
  return (
    <Flex vertical gap={8} align="flex-end">
      <Flex gap={8}>
        <OtherActions run={run} actions={others} onStart={start} />
        {primary && (
          <Button type="primary" loading={change.isPending} onClick={() => start(primary)}>
            {labelOf(run, primary, t)}
          </Button>
        )}
      </Flex>
      {asking === null && <Refusal of={change.error} />}
      <AskReason
        title={asking ? t(`runs.actions.${asking}`) : ''}
        open={asking !== null && needsReason.has(asking)}
        isPending={change.isPending}
        problem={<Refusal of={change.error} />}
        danger
        onCancel={close}
        onReason={(reason) => change.mutate({ action: asking!, reason })}
      />
      <PayDialog
        run={run}
        tenantId={tenantId}
        open={asking === 'pay'}
        isPending={change.isPending}
        error={change.error}
        onCancel={close}
        onPay={() => change.mutate({ action: 'pay' })}
      />
      <CloseDialog
        run={run}
        tenantId={tenantId}
        open={asking === 'close'}
        openCases={openCases}
        isPending={change.isPending}
        error={change.error}
        onCancel={close}
        onClose={() => change.mutate({ action: 'close' })}
      />
    </Flex>
  );
}

function OtherActions(props: {
  run: Run;
  actions: readonly Action[];
  onStart: (action: Action) => void;
}): ReactNode {
  const { t } = useTranslation();
  if (props.actions.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: props.actions.map((key) => ({
          key,
          label: labelOf(props.run, key, t),
          danger: key === 'cancel',
        })),
        onClick: ({ key }) => props.onStart(key as Action),
      }}
    >
      <Button icon={<EllipsisOutlined />} aria-label={t('runs.otherActions')} />
    </Dropdown>
  );
}

function labelOf(run: Run, action: Action, t: TFunction): string {
  const again = action === 'calculate' && run.calculationVersion > 0;
  return t(`runs.actions.${again ? 'recalculate' : action}`);
}
