import { formatPercent } from '@heyi/kernel';
import { AmountText, grouped } from '@heyi/ui';
import { useQueries } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useMay } from '../../session.ts';
import { WhyAmount } from '../../WhyDrawer.tsx';
import { type Charged, chargedOn } from './contribution.ts';
import { amountOf, linesOf, type Payslip, type PayslipLine } from './payslip.ts';

type Props = {
  slip: Payslip;
  before: Payslip | null;
  tenantId: string;
  groups: readonly PayslipLine['group'][];
  onAsk: (line: PayslipLine) => void;
};

export function Lines(props: Props): ReactNode {
  const { t } = useTranslation();
  const lines = linesOf(props.slip, props.groups);
  const charged = useCharged(props.slip, props.tenantId, lines);
  if (lines.length === 0) return <div className="heyi-quiet">{t('payslip.nothing')}</div>;
  return (
    <table className="heyi-lines">
      {props.before && (
        <thead>
          <tr>
            <th />
            <th>{t('runs.compare.previous')}</th>
            <th>{t('runs.compare.current')}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {lines.map((line) => (
          <Line key={line.line} {...props} line={line} charged={charged.get(line.line) ?? null} />
        ))}
      </tbody>
    </table>
  );
}

function Line(props: Props & { line: PayslipLine; charged: Charged | null }): ReactNode {
  const { t, i18n } = useTranslation();
  const isStaff = useMay()('payslip:read');
  const { line, charged, before } = props;
  const name = i18n.language === 'en' ? line.nameEn : line.nameZh;
  const previous = before?.lines.find((one) => isSameLine(one, line));
  return (
    <tr>
      <th scope="row">
        {name}
        {line.isEstimate && (
          <Tag color="gold" style={{ marginInlineStart: 6 }}>
            {t('runs.estimated')}
          </Tag>
        )}
        {charged && <Charge of={charged} />}
      </th>
      {before && (
        <td className="heyi-quiet">
          <AmountText value={previous ? amountOf(previous) : null} />
        </td>
      )}
      <td>
        {isStaff ? (
          <WhyAmount name={name} value={amountOf(line)} onAsk={() => props.onAsk(line)} />
        ) : (
          <AmountText value={amountOf(line)} />
        )}
      </td>
    </tr>
  );
}

/** Differences have one code; each is of its own kind and month, as its name says. */
function isSameLine(one: PayslipLine, other: PayslipLine): boolean {
  const isDifference = one.code.endsWith('.adjustment');
  return one.code === other.code && (!isDifference || one.nameZh === other.nameZh);
}

function Charge({ of }: { of: Charged }): ReactNode {
  return (
    <small className="heyi-quiet">
      {grouped(of.base)}
      {of.rate !== null && ` × ${formatPercent(of.rate)}`}
    </small>
  );
}

/** 缴费基数 × 比例 stand in the reasons of the contribution lines. */
function useCharged(slip: Payslip, tenantId: string, lines: readonly PayslipLine[]) {
  const isStaff = useMay()('payslip:read');
  const contributions = lines.filter(({ group }) => group.endsWith('Contribution'));
  return useQueries({
    queries: (isStaff ? contributions : []).map(({ line }) => ({
      queryKey: ['payslipLine', slip.id, line],
      queryFn: () => api.explainPayslipLine({ tenantId, payslipId: slip.id, line }),
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }): [number, Charged | null][] =>
          data ? [[data.line.line, chargedOn(data.reasons[0], amountOf(data.line))]] : [],
        ),
      ),
  });
}
