import { AmountText, FactList } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session.ts';
import { Lines } from './Lines.tsx';
import {
  linesOf,
  type Payslip,
  type PayslipLine,
  type Section,
  sections,
  totalOf,
} from './payslip.ts';
import { TaxTable } from './TaxTable.tsx';

export type SheetProps = {
  slip: Payslip;
  before: Payslip | null;
  tenantId: string;
  onAsk: (line: PayslipLine) => void;
};

/** The sheet as it is printed: who, from gross to net in one line, then each part. */
export function PayslipSheet(props: SheetProps): ReactNode {
  const { slip } = props;
  const shown = sections.filter(
    ({ name, groups }) => name !== 'afterTax' || linesOf(slip, groups).length > 0,
  );
  return (
    <article className="heyi-card heyi-sheet">
      <Head slip={slip} />
      <Equation slip={slip} before={props.before} />
      {shown.map((section) => (
        <SheetSection key={section.name} section={section} {...props} />
      ))}
      <Net {...props} />
    </article>
  );
}

function Head({ slip }: { slip: Payslip }): ReactNode {
  const { t } = useTranslation();
  return (
    <header>
      <div className="heyi-sheet-title">
        <strong>{slip.entityName}</strong>
        <span>{t('payslip.sheet', { month: slip.wageMonth })}</span>
      </div>
      <FactList
        columns={3}
        facts={[
          [t('runs.member'), <strong key="name">{slip.personName}</strong>],
          [t('runs.employeeNo'), slip.employeeNo],
          [t('runs.department'), slip.department],
          [t('runs.document'), slip.documentMasked],
          [t('runs.payDate'), slip.payDate],
          [t('runs.taxPeriod'), slip.taxPeriod],
          [t('runs.contributionPeriod'), slip.contributionPeriod],
          [t('payslip.incomeKind'), t(`payslip.incomeKinds.${slip.incomeKind}`)],
          [
            t('payslip.account'),
            slip.payeeAccountMasked && `${slip.payeeBankName ?? ''} ${slip.payeeAccountMasked}`,
          ],
        ]}
      />
    </header>
  );
}

/** 应发 − 个人社保公积金 − 个税 − 税后扣款 = 实发. */
function Equation({ slip, before }: { slip: Payslip; before: Payslip | null }): ReactNode {
  const { t } = useTranslation();
  const parts = sections.filter(
    (section) => section.name !== 'afterTax' || totalOf(slip, section) !== '0.00',
  );
  return (
    <div className="heyi-equation">
      {parts.map((section, index) => (
        <div key={section.name}>
          <span>
            {index > 0 && '− '}
            {t(`payslip.sections.${section.name}`)}
          </span>
          <AmountText value={totalOf(slip, section)} />
          {before && <Before value={totalOf(before, section)} />}
        </div>
      ))}
      <div className="heyi-equation-net">
        <span>= {t('runs.net')}</span>
        <AmountText value={slip.net} strong />
        {before && <Before value={before.net} />}
      </div>
    </div>
  );
}

function Before({ value }: { value: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <small className="heyi-quiet">
      {t('runs.compare.previous')} <AmountText value={value} />
    </small>
  );
}

function SheetSection(props: SheetProps & { section: Section }): ReactNode {
  const { t } = useTranslation();
  const { section, slip, before } = props;
  return (
    <section className="heyi-sheet-section">
      <h2>
        <span>
          {t(`payslip.sections.${section.name}`)}
          {section.name === 'own' && slip.contributionsEstimated && (
            <small className="heyi-warn"> {t('payslip.estimated')}</small>
          )}
        </span>
        <AmountText value={totalOf(slip, section)} strong />
      </h2>
      <Lines
        slip={slip}
        tenantId={props.tenantId}
        before={before}
        groups={section.groups}
        onAsk={props.onAsk}
      />
      {section.name === 'tax' && <TaxTable slip={slip} onAsk={props.onAsk} />}
    </section>
  );
}

function Net({ slip, before, tenantId }: Omit<SheetProps, 'onAsk'>): ReactNode {
  const { t } = useTranslation();
  const mayFollow = useMay()('receivable:read');
  const place = { to: `/clients/${tenantId}/funds`, search: { tab: 'receivables' } };
  const isOwed = slip.receivable !== '0.00';
  return (
    <footer className="heyi-sheet-net">
      <span>{t('runs.net')}</span>
      <span>
        <AmountText value={slip.net} strong />
        {before && <Before value={before.net} />}
      </span>
      {isOwed && (
        <small className="heyi-warn">
          {mayFollow ? <Link {...place}>{t('payslip.receivable')}</Link> : t('payslip.receivable')}{' '}
          <AmountText value={slip.receivable} />
        </small>
      )}
    </footer>
  );
}
