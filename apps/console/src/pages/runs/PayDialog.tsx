import type { AnswerOf } from '@heyi/client';
import { type Fen, formatYuan, subtract, sum, yuan } from '@heyi/kernel';
import { AmountText, CountText, grouped } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Loaded } from '../../Loaded.tsx';
import { Refusal } from '../../Refusal.tsx';
import type { RunPanelProps } from './run.ts';

type Funding = AnswerOf<'getRunFunding'>;

/** Says what leaves which account before it leaves. */
export function PayDialog(
  props: RunPanelProps & {
    open: boolean;
    isPending: boolean;
    error: Error | null;
    onCancel: () => void;
    onPay: () => void;
  },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId } = props;
  const funding = useQuery({
    queryKey: ['funding', run.id, run.state],
    enabled: props.open,
    queryFn: () => api.getRunFunding({ tenantId, runId: run.id }),
  });
  const held = run.totals?.held ?? 0;
  const people = (funding.data?.rows ?? []).reduce((total, row) => total + row.people, -held);
  return (
    <Modal
      open={props.open}
      width={640}
      title={t('runs.pay.confirm', { title: run.title })}
      okText={t('runs.pay.confirmButton', { people })}
      okButtonProps={{ disabled: funding.data === undefined }}
      confirmLoading={props.isPending}
      onCancel={props.onCancel}
      onOk={props.onPay}
      destroyOnHidden
    >
      <Refusal of={props.error} />
      <Loaded query={funding}>{(view) => <Accounts funding={view} />}</Loaded>
      {run.totals && (
        <p>{t('runs.pay.confirmNet', { net: grouped(run.totals.net), held: run.totals.held })}</p>
      )}
      <p className="heyi-quiet">{t('runs.pay.confirmDetail')}</p>
    </Modal>
  );
}

/** What leaves the account now: net pay of all but those who are held. */
function leaving({ wages, held }: Funding['rows'][number]): Fen {
  return subtract(yuan(wages), yuan(held));
}

function Accounts({ funding }: { funding: Funding }): ReactNode {
  const { t } = useTranslation();
  const people = funding.rows.reduce((total, row) => total + row.people, 0);
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="heyi-plain">
        <thead>
          <tr>
            <th>{t('runs.entity')}</th>
            <th>{t('runs.pay.account')}</th>
            <th className="heyi-number">{t('runs.people')}</th>
            <th className="heyi-number">{t('runs.pay.leaves')}</th>
          </tr>
        </thead>
        <tbody>
          {funding.rows.map((row) => (
            <tr key={`${row.entityId}-${row.payerAccountId ?? ''}`}>
              <td>{row.entityName}</td>
              <td>{row.payerAccountMasked ?? t('runs.pay.noAccount')}</td>
              <td className="heyi-number">
                <CountText value={row.people} />
              </td>
              <td className="heyi-number">
                <AmountText value={formatYuan(leaving(row))} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2}>{t('common.total')}</th>
            <th className="heyi-number">
              <CountText value={people} />
            </th>
            <th className="heyi-number">
              <AmountText value={formatYuan(sum(funding.rows.map(leaving)))} />
            </th>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
