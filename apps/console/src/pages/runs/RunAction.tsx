import { EllipsisOutlined } from '@ant-design/icons';
import { ProblemAlert } from '@heyi/ui';
import { App, Button, Dropdown, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';
import { AskReason } from '../../ask-again/AskReason.tsx';
import { useMay } from '../../session.ts';
import { type Run, type RunPanelProps, useRunChange } from './run.ts';

type Action = keyof Run['can'] & string;
type Change = { action: Action; reason?: string };

/** What each action calls, and the permission that the server asks for it. */
const permissionOf: Partial<Record<Action, string>> = {
  calculate: 'payroll_run:prepare',
  submit: 'payroll_run:prepare',
  withdraw: 'payroll_run:prepare',
  approve: 'payroll_run:approve',
  reject: 'payroll_run:approve',
  lock: 'payroll_run:lock',
  unlock: 'payroll_run:unlock',
  fund: 'payroll_run:fund',
  pay: 'payroll_run:pay',
  payHeld: 'payroll_run:pay',
  retryFailed: 'payroll_run:pay',
  close: 'payroll_run:lock',
  cancel: 'payroll_run:prepare',
};

/** The first that may be done now is the primary button; the order is the order of the month. */
const primaryOrder: readonly Action[] = [
  'retryFailed',
  'payHeld',
  'close',
  'pay',
  'fund',
  'lock',
  'approve',
  'submit',
  'calculate',
];
const otherOrder: readonly Action[] = [
  'calculate',
  'withdraw',
  'reject',
  'unlock',
  'payHeld',
  'retryFailed',
  'cancel',
];
const needsReason = new Set<Action>(['withdraw', 'reject', 'unlock', 'cancel']);

export function RunAction({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const [asking, setAsking] = useState<Action | null>(null);
  const change = useRunChange(run.id, ({ action, reason }: Change) =>
    callAction(run, tenantId, action, reason ?? ''),
  );
  const isOpen = (action: Action) => run.can[action] === null && may(permissionOf[action] ?? '');
  const start = (action: Action) => {
    if (needsReason.has(action)) setAsking(action);
    else if (action === 'pay') confirmPay(action);
    else change.mutate({ action });
  };
  const confirmPay = (action: Action) =>
    modal.confirm({
      title: t('runs.pay.confirm', {
        people: (run.totals?.people ?? 0) - (run.totals?.held ?? 0),
        amount: run.totals?.net,
      }),
      content: t('runs.pay.confirmDetail'),
      okText: t('runs.actions.pay'),
      onOk: () => change.mutateAsync({ action }).catch(() => undefined),
    });
  const primary = primaryOrder.find(isOpen);
  const others = otherOrder.filter((action) => action !== primary && isOpen(action));
  const problem = change.error instanceof Problem && <ProblemAlert problem={change.error} />;
  return (
    <Flex vertical gap={8} align="flex-end">
      <Flex gap={8}>
        {others.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: others.map((key) => ({ key, label: labelOf(run, key, t) })),
              onClick: ({ key }) => start(key as Action),
            }}
          >
            <Button icon={<EllipsisOutlined />} aria-label={t('common.more')} />
          </Dropdown>
        )}
        {primary && (
          <Button type="primary" loading={change.isPending} onClick={() => start(primary)}>
            {labelOf(run, primary, t)}
          </Button>
        )}
      </Flex>
      {asking === null && problem}
      <AskReason
        title={asking ? t(`runs.actions.${asking}`) : ''}
        open={asking !== null}
        isPending={change.isPending}
        problem={problem}
        danger
        onCancel={() => setAsking(null)}
        onReason={(reason) =>
          change.mutate({ action: asking!, reason }, { onSuccess: () => setAsking(null) })
        }
      />
    </Flex>
  );
}

function labelOf(run: Run, action: Action, t: (key: string) => string): string {
  const again = action === 'calculate' && run.calculationVersion > 0;
  return t(`runs.actions.${again ? 'recalculate' : action}`);
}

function callAction(run: Run, tenantId: string, action: Action, reason: string): Promise<unknown> {
  const key = { tenantId, runId: run.id };
  switch (action) {
    case 'calculate':
      return api.startCalculation(key);
    case 'submit':
      return api.submitRunForReview(key);
    case 'withdraw':
      return api.withdrawRun({ ...key, reason });
    case 'approve':
      return api.approveRun({ ...key, snapshotHash: run.snapshotHash ?? '' });
    case 'reject':
      return api.rejectRun({ ...key, reason });
    case 'lock':
      return api.lockRun(key);
    case 'unlock':
      return api.unlockRun({ ...key, reason });
    case 'fund':
      return api.fundRun(key);
    case 'pay':
      return api.payRun(key);
    case 'payHeld':
      return api.payHeldMembers(key);
    case 'retryFailed':
      return api.retryFailedMembers(key);
    case 'close':
      return api.closeRun(key);
    case 'cancel':
      return api.cancelRun({ ...key, reason });
    default:
      return Promise.reject(new Error(`no call for ${action}`));
  }
}
