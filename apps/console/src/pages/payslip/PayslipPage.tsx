import { FilePdfOutlined } from '@ant-design/icons';
import { addMonths, payPeriod } from '@heyi/kernel';
import { PageFrame, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Flex, Grid, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { type Asked, WhyDrawer } from '../../WhyDrawer.tsx';
import { EmployerCost } from './EmployerCost.tsx';
import {
  amountOf,
  type Payslip,
  type PayslipLine,
  usePayslip,
  usePreviousPayslip,
  useRelease,
} from './payslip.ts';
import { PayslipSheet } from './PayslipSheet.tsx';
import { PhoneLink } from './PhoneLink.tsx';
import { toneOfRelease } from './release.ts';
import './payslip.css';

/** One payslip; behind every amount stands why it is what it is. */
export default function PayslipPage(): ReactNode {
  const tenantId = useTenantId();
  const { payslipId = '' }: { payslipId?: string } = useParams({ strict: false });
  const payslip = usePayslip(tenantId, payslipId);
  if (payslip.data) return <OpenPayslip slip={payslip.data} tenantId={tenantId} />;
  return (
    <div className="heyi-page">
      <Loaded query={payslip}>{() => null}</Loaded>
    </div>
  );
}

type LineAsked = Asked & Pick<PayslipLine, 'line' | 'group'>;

function OpenPayslip({ slip, tenantId }: { slip: Payslip; tenantId: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const wide = Grid.useBreakpoint().md ?? true;
  const [asked, setAsked] = useState<LineAsked | null>(null);
  const [compares, setCompares] = useState<boolean | null>(null);
  const month = addMonths(payPeriod(slip.wageMonth), -1);
  const before = usePreviousPayslip(tenantId, slip, month).data ?? null;
  const ask = (line: PayslipLine) => {
    const name = i18n.language === 'en' ? line.nameEn : line.nameZh;
    setAsked({ name, amount: amountOf(line), line: line.line, group: line.group });
  };
  const isCompared = before !== null && (compares ?? wide);
  return (
    <PageFrame
      title={t('payslip.title', { name: slip.personName, month: slip.wageMonth })}
      status={<Release slip={slip} tenantId={tenantId} />}
      facts={<Facts slip={slip} tenantId={tenantId} />}
      actions={<Actions slip={slip} tenantId={tenantId} />}
    >
      <div className="heyi-payslip">
        {slip.hold && <Alert type="warning" showIcon title={t('payslip.held', { ...slip.hold })} />}
        {before && (
          <label className="heyi-quiet" style={{ textAlign: 'end' }}>
            <Switch size="small" checked={isCompared} onChange={setCompares} />{' '}
            {t('payslip.compare', { month })}
          </label>
        )}
        <PayslipSheet
          slip={slip}
          before={isCompared ? before : null}
          tenantId={tenantId}
          onAsk={ask}
        />
        {typeof slip.employerCost === 'string' && (
          <EmployerCost slip={slip} tenantId={tenantId} onAsk={ask} />
        )}
      </div>
      <WhyLine slip={slip} tenantId={tenantId} asked={asked} onClose={() => setAsked(null)} />
    </PageFrame>
  );
}

function Facts({ slip, tenantId }: { slip: Payslip; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Flex gap="2px 16px" wrap>
      <span>{slip.entityName}</span>
      <span>
        {t('runs.payDate')} {slip.payDate}
      </span>
      {may('payroll_run:read') && (
        <Link to={`/clients/${tenantId}/runs/${slip.runId}` as never}>{t('payslip.run')}</Link>
      )}
      {may('person:read') && (
        <Link to={`/clients/${tenantId}/people/${slip.employmentId}` as never}>
          {t('runs.personOpen')}
        </Link>
      )}
    </Flex>
  );
}

function Release({ slip, tenantId }: { slip: Payslip; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const release = useRelease(tenantId, slip);
  if (!release.data) return null;
  const { state } = release.data;
  return <StateTag tone={toneOfRelease[state]} text={t(`payslip.release.${state}`)} />;
}

const shownStates: ReadonlySet<string> = new Set(['released', 'read', 'confirmed']);

/** Staff takes the file, or a link for the phone; the person says that the payslip is right. */
function Actions({ slip, tenantId }: { slip: Payslip; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const isStaff = may('payslip:read');
  const release = useRelease(tenantId, slip).data?.state;
  const isShown = release !== undefined && shownStates.has(release);
  const key = { tenantId, payslipId: slip.id };
  const mayConfirm = !isStaff && slip.confirmedAt === null;
  return (
    <>
      {isShown && may('payslip:release') && <PhoneLink {...key} />}
      <DownloadButton
        type={mayConfirm ? 'default' : 'primary'}
        icon={<FilePdfOutlined />}
        label={t('payslip.pdf')}
        load={() => api.downloadPayslip(key)}
      />
      {mayConfirm && (
        <ActionButton
          type="primary"
          label={t('payslip.confirm')}
          act={() => api.confirmOwnPayslip(key)}
        />
      )}
    </>
  );
}

function WhyLine(props: {
  slip: Payslip;
  tenantId: string;
  asked: LineAsked | null;
  onClose: () => void;
}): ReactNode {
  const { slip, tenantId, asked } = props;
  const why = useQuery({
    queryKey: ['payslipLine', slip.id, asked?.line],
    enabled: asked !== null,
    queryFn: () => api.explainPayslipLine({ tenantId, payslipId: slip.id, line: asked!.line }),
  });
  return (
    <WhyDrawer
      asked={asked}
      reasons={why.data?.reasons}
      error={why.error}
      source={asked?.group.endsWith('Contribution') && <Contributions {...props} />}
      onClose={props.onClose}
    />
  );
}

/** The lines that the agencies charge for the person in the run's contribution month. */
function Contributions({ slip, tenantId }: { slip: Payslip; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (slip.contributionPeriod === null || !may('contribution:read')) return null;
  return (
    <p>
      <Link
        to={`/clients/${tenantId}/people/${slip.employmentId}`}
        search={{ tab: 'insurance', bill: slip.contributionPeriod }}
      >
        {t('payslip.contributionLines', { month: slip.contributionPeriod })}
      </Link>
    </p>
  );
}
