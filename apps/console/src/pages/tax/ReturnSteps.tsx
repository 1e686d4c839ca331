import { Grid, Steps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Return, ReturnState } from './returns.ts';

const steps = ['computed', 'sent', 'accepted', 'taxPaid', 'evidenced'] as const;

const placeOf: Partial<Record<ReturnState, number>> = {
  computed: 0,
  differs: 0,
  sent: 1,
  rejected: 1,
  accepted: 2,
  taxPaid: 3,
  evidenced: 4,
};

/** 已算税 → 已报送 → 申报成功 → 已缴款 → 已取证. */
export function ReturnSteps({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().md ?? true;
  const place = placeOf[view.state];
  if (place === undefined) return null;
  const isWrong = view.state === 'differs' || view.state === 'rejected';
  const facts: Record<(typeof steps)[number], string | null> = {
    computed: view.compared > 0 ? t('tax.comparedCount', { count: view.compared }) : null,
    sent: view.refusal,
    accepted: view.receiptNumber,
    taxPaid: view.paidOn && `${view.paidOn} ${view.voucherNumber ?? ''}`,
    evidenced: null,
  };
  return (
    <div className="heyi-card" style={{ marginBottom: 14 }}>
      <Steps
        size="small"
        orientation={wide ? 'horizontal' : 'vertical'}
        current={view.state === 'evidenced' ? steps.length : isWrong ? place : place + 1}
        status={isWrong ? 'error' : 'process'}
        items={steps.map((step, index) => ({
          title: t(`tax.states.${isWrong && index === place ? view.state : step}`),
          content: facts[step],
        }))}
      />
    </div>
  );
}
