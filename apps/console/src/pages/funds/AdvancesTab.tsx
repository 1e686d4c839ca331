import type { AnswerOf } from '@heyi/client';
import { formatYuan, maxFen, subtract, yuan } from '@heyi/kernel';
import { amountColumn, grouped, QueryTable, Section, StateTag, type Tone } from '@heyi/ui';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { formatInstant } from '../../instant.ts';
import { payerAccountText, usePayerChoices } from '../../payer-accounts.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { RepayAdvance, RequestAdvance } from './AdvanceForms.tsx';

export type AdvancesAnswer = AnswerOf<'listAdvances'>;
export type Advance = AdvancesAnswer['rows'][number];

const toneOf: Record<Advance['state'], Tone> = {
  requested: 'warn',
  rejected: 'neutral',
  outstanding: 'active',
  repaid: 'good',
};

export function AdvancesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [requesting, setRequesting] = useState(false);
  const [repaying, setRepaying] = useState<Advance | null>(null);
  const advances = useRows(['advances', tenantId], (cursor) =>
    api.listAdvances({ tenantId, limit: 100, ...cursor }),
  );
  const accounts = usePayerChoices(tenantId);
  return (
    <Section
      title={t('funds.advance.title')}
      note={
        <>
          {t('funds.advance.note')} {advances.first && <Room answer={advances.first} />}
        </>
      }
      actions={
        may('advance:request') && (
          <Button type="primary" onClick={() => setRequesting(true)}>
            {t('funds.advance.request')}
          </Button>
        )
      }
    >
      <QueryTable<Advance>
        label={t('funds.advance.title')}
        rowKey={(row) => row.id}
        empty={t('funds.advance.empty')}
        {...advances.table}
        columns={[
          {
            title: t('funds.advance.account'),
            key: 'account',
            render: (_, row) => {
              const account = accounts.find(({ id }) => id === row.payerAccountId);
              return account ? payerAccountText(account) : '—';
            },
          },
          amountColumn<Advance>(t('funds.advance.amount'), 'amount', (row) => row.amount),
          amountColumn<Advance>(t('funds.advance.outstanding'), 'left', (row) => row.outstanding),
          {
            title: t('funds.advance.state'),
            key: 'state',
            render: (_, row) => <AdvanceState row={row} />,
          },
          {
            title: t('common.reason'),
            key: 'reason',
            render: (_, row) => (
              <div style={{ whiteSpace: 'normal', minWidth: 160 }}>
                {row.reason}
                {row.rejection && <div className="heyi-quiet">{row.rejection}</div>}
              </div>
            ),
          },
          {
            title: t('funds.advance.requestedBy'),
            key: 'requested',
            render: (_, row) => `${row.requestedBy} ${formatInstant(row.requestedAt)}`,
          },
          {
            title: t('funds.advance.decidedBy'),
            key: 'decided',
            render: (_, row) => row.decidedBy && `${row.decidedBy} ${formatInstant(row.decidedAt)}`,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <AdvanceActions tenantId={tenantId} row={row} onRepay={setRepaying} />
            ),
          },
        ]}
      />
      <RequestAdvance tenantId={tenantId} open={requesting} onClose={() => setRequesting(false)} />
      <RepayAdvance tenantId={tenantId} advance={repaying} onClose={() => setRepaying(null)} />
    </Section>
  );
}

/** What may still be lent: requested advances count as well. */
function Room({ answer }: { answer: AdvancesAnswer }): ReactNode {
  const { t } = useTranslation();
  const limit = yuan(answer.limit);
  if (limit === 0) return t('funds.advance.none');
  const left = subtract(subtract(limit, yuan(answer.outstanding)), yuan(answer.requested));
  const amount = grouped(formatYuan(maxFen(left, yuan('0'))));
  return t('funds.advance.available', { amount, days: answer.days });
}

function AdvanceState({ row }: { row: Advance }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <StateTag
        tone={row.isOverdue ? 'bad' : toneOf[row.state]}
        text={t(row.isOverdue ? 'funds.advance.overdue' : `funds.advance.states.${row.state}`)}
      />
      {row.dueOn && row.state === 'outstanding' && (
        <div className="heyi-quiet">
          {t('funds.advance.dueOn')} {row.dueOn}
        </div>
      )}
    </>
  );
}

function AdvanceActions(props: {
  tenantId: string;
  row: Advance;
  onRepay: (row: Advance) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, row } = props;
  if (row.state === 'outstanding' && may('receipt:write')) {
    return (
      <Button size="small" onClick={() => props.onRepay(row)}>
        {t('funds.advance.repay')}
      </Button>
    );
  }
  if (row.state !== 'requested' || !may('advance:approve')) return null;
  return (
    <Flex gap={6} justify="flex-end">
      <ReasonButton
        size="small"
        danger
        label={t('funds.advance.reject')}
        act={(reason) => api.rejectAdvance({ tenantId, advanceId: row.id, reason })}
      />
      <ActionButton
        size="small"
        type="primary"
        label={t('funds.advance.approve')}
        ask={{
          title: t('funds.advance.approveAsk', { amount: grouped(row.amount) }),
          detail: t('funds.advance.approveDetail'),
        }}
        act={() => api.approveAdvance({ tenantId, advanceId: row.id })}
      />
    </Flex>
  );
}
