import type { AnswerOf } from '@heyi/client';
import { amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { AmountInput, useAmountRule } from '../../../forms/AmountInput.tsx';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { today } from '../../../instant.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import type { EmploymentPanelProps } from '../people.ts';

type Term = AnswerOf<'listPayTerms'>['rows'][number];
type Values = { payItemId: string; effectiveFrom: string; amount: string };

const needed = [{ required: true }];

export function PayTermsPanel({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const mayWrite = may('pay_term:write');
  const [setting, setSetting] = useState(false);
  const employmentId = view.employment.id;
  const terms = useQuery({
    queryKey: ['payTerms', tenantId, employmentId],
    queryFn: () => api.listPayTerms({ tenantId, employmentId }),
  });
  const inForce = currentTerms(terms.data?.rows ?? []);
  const nameOf = (row: Term) => (i18n.language === 'en' ? row.nameEn : row.nameZh);
  return (
    <Section
      title={t('people.term.title')}
      actions={mayWrite && <Button onClick={() => setSetting(true)}>{t('people.term.set')}</Button>}
    >
      <QueryTable<Term>
        label={t('people.term.title')}
        rowKey={(row) => `${row.payItemId}-${row.effectiveFrom}`}
        empty={t('people.term.empty')}
        {...useTable(terms)}
        columns={[
          {
            title: t('people.term.item'),
            key: 'item',
            render: (_, row) => <strong>{nameOf(row)}</strong>,
          },
          { title: t('people.term.effectiveFrom'), dataIndex: 'effectiveFrom' },
          amountColumn<Term>(t('people.term.amount'), 'amount', (row) => row.amount),
          {
            title: '',
            key: 'current',
            render: (_, row) => inForce.has(row) && <TermState row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayWrite && (
                <ActionButton
                  size="small"
                  danger
                  label={t('common.remove')}
                  ask={{
                    title: t('people.term.removeAsk', {
                      item: nameOf(row),
                      day: row.effectiveFrom,
                    }),
                    detail: t('people.term.removeDetail'),
                  }}
                  act={() =>
                    api.removePayTerm({
                      tenantId,
                      employmentId,
                      payItemId: row.payItemId,
                      effectiveFrom: row.effectiveFrom,
                    })
                  }
                />
              ),
          },
        ]}
      />
      <SetTerm
        tenantId={tenantId}
        employmentId={employmentId}
        open={setting}
        onClose={() => setSetting(false)}
      />
    </Section>
  );
}

/** Of each item the newest term that has begun. */
function currentTerms(rows: readonly Term[]): ReadonlySet<Term> {
  const day = today();
  const newest = new Map<string, Term>();
  for (const row of rows) {
    const known = newest.get(row.payItemId);
    if (row.effectiveFrom > day) continue;
    if (!known || known.effectiveFrom < row.effectiveFrom) newest.set(row.payItemId, row);
  }
  return new Set(newest.values());
}

function TermState({ row }: { row: Term }): ReactNode {
  const { t } = useTranslation();
  return row.amount === '0.00' ? (
    <StateTag tone="neutral" text={t('people.term.ended')} />
  ) : (
    <StateTag tone="good" text={t('people.term.current')} />
  );
}

function SetTerm(props: {
  tenantId: string;
  employmentId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const { tenantId, employmentId } = props;
  const amount = useAmountRule();
  const scheme = useQuery({
    queryKey: ['payScheme', tenantId],
    enabled: props.open,
    queryFn: () => api.getPayScheme({ tenantId }),
  });
  const items = (scheme.data?.items ?? []).filter(
    ({ source, isActive }) => source === 'term' && isActive,
  );
  return (
    <FormDrawer<Values>
      title={t('people.term.set')}
      open={props.open}
      initial={{ effectiveFrom: today() }}
      submit={(values) => api.putPayTerm({ tenantId, employmentId, ...values })}
      onClose={props.onClose}
    >
      <Form.Item name="payItemId" label={t('people.term.item')} rules={needed}>
        <Select
          loading={scheme.isFetching}
          options={items.map((item) => ({
            value: item.id,
            label: i18n.language === 'en' ? item.nameEn : item.nameZh,
          }))}
        />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item
          name="amount"
          label={t('people.term.amount')}
          extra={t('people.term.amountHelp')}
          rules={[...needed, amount]}
        >
          <AmountInput />
        </Form.Item>
        <Form.Item name="effectiveFrom" label={t('people.term.effectiveFrom')} rules={needed}>
          <DayInput />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}
