import type { RequestOf } from '@heyi/client';
import { AmountText, type Column, QueryTable, Section } from '@heyi/ui';
import { useSearch } from '@tanstack/react-router';
import { App, Button, Checkbox, Flex, Form, Input, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { BillDifference, Cause, OpenBill } from './declarations.ts';

type CauseCount = OpenBill['causes'][number];

/** By cause, then one by one; many are decided at once. */
export function BillDifferences({ bill }: { bill: OpenBill }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [cause, setCause] = useState<Cause | null>(null);
  const searched: Record<string, string | undefined> = useSearch({ strict: false });
  const [isOpenOnly, setOpenOnly] = useState(searched['show'] === 'undecided');
  const [chosen, setChosen] = useState<string[]>([]);
  const [deciding, setDeciding] = useState<'chosen' | 'cause' | null>(null);
  const { tenantId, id: officialBillId } = bill;
  const differences = useRows(['billDifferences', officialBillId, cause, isOpenOnly], (cursor) =>
    api.listBillDifferences({
      tenantId,
      officialBillId,
      limit: 100,
      show: isOpenOnly ? 'undecided' : 'all',
      ...(cause ? { cause } : {}),
      ...cursor,
    }),
  );
  const mayDecide = bill.state === 'read' && may('contribution:update');
  const columns = useColumns();
  return (
    <Section
      title={t('declarations.differences')}
      note={t('declarations.differencesNote')}
      actions={
        <>
          <Checkbox checked={isOpenOnly} onChange={(event) => setOpenOnly(event.target.checked)}>
            {t('declarations.onlyUndecided')}
          </Checkbox>
          {mayDecide && chosen.length > 0 && (
            <Button onClick={() => setDeciding('chosen')}>
              {t('declarations.decideSelected', { count: chosen.length })}
            </Button>
          )}
          {mayDecide && chosen.length === 0 && cause !== null && (
            <Button onClick={() => setDeciding('cause')}>{t('declarations.decideCause')}</Button>
          )}
        </>
      }
    >
      <Causes bill={bill} cause={cause} onChoose={setCause} />
      <QueryTable<BillDifference>
        label={t('declarations.differences')}
        rowKey={(row) => row.id}
        empty={t('declarations.differencesEmpty')}
        columns={columns}
        {...(mayDecide ? { selection: { keys: chosen, onChange: setChosen } } : {})}
        {...differences.table}
      />
      <Decide
        bill={bill}
        of={deciding === 'cause' ? { cause: cause! } : { differenceIds: chosen }}
        open={deciding !== null}
        onDone={() => setChosen([])}
        onClose={() => setDeciding(null)}
      />
    </Section>
  );
}

/** A click shows one cause alone. */
function Causes(props: {
  bill: OpenBill;
  cause: Cause | null;
  onChoose: (cause: Cause | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { bill, cause, onChoose } = props;
  const text = ({ cause: of, count, undecidedCount }: CauseCount) =>
    `${t(`declarations.causes.${of}`)} ${count}` +
    (undecidedCount > 0 ? ` · ${t('declarations.undecided')} ${undecidedCount}` : '');
  return (
    <Flex gap={8} wrap style={{ marginBottom: 12 }}>
      {bill.causes.map((one) => (
        <Button
          key={one.cause}
          size="small"
          type={cause === one.cause ? 'primary' : 'default'}
          ghost={cause === one.cause}
          aria-pressed={cause === one.cause}
          onClick={() => onChoose(cause === one.cause ? null : one.cause)}
        >
          {text(one)}
        </Button>
      ))}
    </Flex>
  );
}

function useColumns(): Column<BillDifference>[] {
  const { t } = useTranslation();
  const pair = (title: string, key: string, of: (row: BillDifference) => (string | null)[]) => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: BillDifference) => (
      <>
        <AmountText value={of(row)[0]!} strong />
        <div className="heyi-quiet">
          <AmountText value={of(row)[1]!} />
        </div>
      </>
    ),
  });
  const sides = `${t('declarations.sides.bill')} / ${t('declarations.sides.ours')}`;
  return [
    {
      title: t('declarations.name'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong>
          <div className="heyi-quiet">
            {row.kind ? t(`names.contributionKind.${row.kind}`) : t('declarations.wholeRow')}{' '}
            {row.period}
          </div>
        </>
      ),
    },
    {
      title: t('declarations.cause'),
      key: 'cause',
      render: (_, row) => (
        <>
          {t(`declarations.causes.${row.cause}`)}
          {row.rowNumber !== null && (
            <div className="heyi-quiet">{t('declarations.row', { row: row.rowNumber })}</div>
          )}
        </>
      ),
    },
    // A whole row has no base: each kind has its own.
    pair(`${t('declarations.base')} ${sides}`, 'base', (row) =>
      row.kind === null ? [null, null] : [row.billBase, row.ourBase],
    ),
    pair(`${t('declarations.employer')} ${sides}`, 'employer', (row) => [
      row.billEmployer,
      row.ourEmployer,
    ]),
    pair(`${t('declarations.employee')} ${sides}`, 'employee', (row) => [
      row.billEmployee,
      row.ourEmployee,
    ]),
    {
      title: t('declarations.decision'),
      key: 'decision',
      render: (_, row) =>
        row.decision === null ? (
          <span className="heyi-warn">{t('declarations.undecided')}</span>
        ) : (
          <>
            {t(`declarations.decisions.${row.decision}`)}
            <div className="heyi-quiet">
              {[row.decidedBy, row.note].filter(Boolean).join(' · ')}
            </div>
          </>
        ),
    },
  ];
}

type Values = Pick<RequestOf<'decideBillDifferences'>, 'decision' | 'note'>;

/** Somebody who is not on file cannot be taken as billed; neither can one who stands there twice. */
function usualDecision(of: { cause: Cause } | { differenceIds: string[] }): Values['decision'] {
  return 'cause' in of && (of.cause === 'notOurs' || of.cause === 'duplicateRow')
    ? 'dispute'
    : 'takeBill';
}

function Decide(props: {
  bill: OpenBill;
  of: { cause: Cause } | { differenceIds: string[] };
  open: boolean;
  onDone: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { tenantId, id: officialBillId } = props.bill;
  return (
    <FormDrawer<Values, { decided: number }>
      title={t('declarations.decision')}
      open={props.open}
      initial={{ decision: usualDecision(props.of) }}
      submit={(values) =>
        api.decideBillDifferences({ tenantId, officialBillId, ...props.of, ...values })
      }
      onDone={({ decided }) => {
        props.onDone();
        void message.success(t('declarations.decided', { count: decided }));
      }}
      onClose={props.onClose}
    >
      <Form.Item name="decision" label={t('declarations.decision')} rules={[{ required: true }]}>
        <Radio.Group options={useOptions('declarations.decisions')} />
      </Form.Item>
      <Form.Item name="note" label={t('declarations.note')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
