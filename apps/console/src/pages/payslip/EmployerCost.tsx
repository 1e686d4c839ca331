import { AmountText } from '@heyi/ui';
import { Collapse } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Lines } from './Lines.tsx';
import type { Payslip, PayslipLine } from './payslip.ts';

/** What the employer pays beside the wage: for staff, never on the person's own payslip. */
export function EmployerCost(props: {
  slip: Payslip;
  tenantId: string;
  onAsk: (line: PayslipLine) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { slip } = props;
  return (
    <Collapse
      items={[
        {
          key: 'cost',
          label: t('payslip.employer'),
          extra: <AmountText value={slip.employerCost ?? null} strong />,
          children: (
            <>
              <table className="heyi-lines">
                <tbody>
                  <tr>
                    <th scope="row">{t('runs.gross')}</th>
                    <td>
                      <AmountText value={slip.gross} />
                    </td>
                  </tr>
                  <tr>
                    <th scope="row">{t('runs.employerContributions')}</th>
                    <td>
                      <AmountText value={slip.employerContributions ?? null} />
                    </td>
                  </tr>
                </tbody>
              </table>
              <Lines
                slip={slip}
                before={null}
                tenantId={props.tenantId}
                groups={['employerContribution']}
                onAsk={props.onAsk}
              />
            </>
          ),
        },
      ]}
    />
  );
}
