import { AmountText, FactList, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Drawer, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { useCityName } from '../../../cities.ts';
import { Loaded } from '../../../Loaded.tsx';
import { useMay } from '../../../session.ts';
import type { RunPanelProps } from '../run.ts';
import { type Member, toneOfPay } from './members.ts';

type Props = RunPanelProps & { member: Member };

/** One person of the run: where the pay stands, what it comes from, and what may be changed. */
export function MemberDrawer(
  props: RunPanelProps & { member: Member | null; onClose: () => void },
): ReactNode {
  const { member } = props;
  return (
    <Drawer
      open={member !== null}
      size={560}
      title={member?.personName}
      onClose={props.onClose}
      destroyOnHidden
    >
      {member && (
        <Flex vertical gap={18}>
          <Facts {...props} member={member} />
          <Links {...props} member={member} />
          <PayTerms {...props} member={member} />
          <Changes {...props} member={member} />
        </Flex>
      )}
    </Drawer>
  );
}

function Facts({ member }: Props): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  return (
    <FactList
      facts={[
        [t('runs.employeeNo'), member.employeeNo],
        [t('runs.document'), member.documentMasked],
        [t('runs.department'), member.department],
        [t('runs.costCentre'), member.costCentre],
        [t('runs.entity'), member.entityName],
        [t('runs.city'), member.workCityCode && cityName(member.workCityCode)],
        [t('runs.gross'), <AmountText key="gross" value={member.gross} />],
        [t('runs.net'), <AmountText key="net" value={member.net} strong />],
        [
          t('runs.state'),
          <StateTag
            key="state"
            tone={toneOfPay[member.payState]}
            text={t(`runs.payState.${member.payState}`)}
          />,
        ],
        [t('runs.why'), member.payFailure ?? member.hold?.reason ?? null],
      ]}
    />
  );
}

/** Whose money did not arrive is helped at the account. */
const accountIsWrong = new Set<Member['payState']>(['failed', 'returned', 'held']);

function Links({ run, tenantId, member }: Props): ReactNode {
  const { t } = useTranslation();
  const person = `/clients/${tenantId}/people/${member.employmentId}`;
  return (
    <Flex gap={16} wrap>
      {member.payslipId && (
        <Link to={`/clients/${tenantId}/payslips/${member.payslipId}` as never}>
          {t('runs.payslipOpen')}
        </Link>
      )}
      <Link to={person} search={{ run: run.id }}>
        {t('runs.personOpen')}
      </Link>
      {accountIsWrong.has(member.payState) && (
        <Link to={person} search={{ tab: 'accounts', run: run.id }}>
          {t('runs.check.fixAt.account')}
        </Link>
      )}
      <Link to="." search={{ step: 'inputs', view: 'people', search: member.personName }}>
        {t('runs.inputOpen')}
      </Link>
    </Flex>
  );
}

function PayTerms({ tenantId, member }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const terms = useQuery({
    queryKey: ['payTerms', tenantId, member.employmentId],
    enabled: may('pay_term:read'),
    queryFn: () => api.listPayTerms({ tenantId, employmentId: member.employmentId }),
  });
  if (!may('pay_term:read')) return null;
  return (
    <section>
      <Flex justify="space-between">
        <Typography.Text strong>{t('runs.payTerms')}</Typography.Text>
        <Link
          to={`/clients/${tenantId}/people/${member.employmentId}` as never}
          search={{ tab: 'pay' } as never}
        >
          {t('common.edit')}
        </Link>
      </Flex>
      <Loaded query={terms}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="heyi-quiet">{t('runs.noPayTerms')}</div>
          ) : (
            <table className="heyi-plain">
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.payItemId}-${row.effectiveFrom}`}>
                    <td>{i18n.language === 'en' ? row.nameEn : row.nameZh}</td>
                    <td className="heyi-quiet">{row.effectiveFrom}</td>
                    <td className="heyi-number">
                      <AmountText value={row.amount} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}

/** 缓发 and 不发 are not the same: the first is calculated and declared. */
function Changes({ run, tenantId, member }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('payroll_run:prepare')) return null;
  const key = { tenantId, runId: run.id, employmentId: member.employmentId };
  const places = (['included', 'skipped', 'automatic'] as const).filter(
    (place) => place !== member.place,
  );
  const mayHold = ['notPaid', 'held', 'failed', 'returned'].includes(member.payState);
  return (
    <Flex gap={8} wrap>
      {member.hold && (
        <ReasonButton
          label={t('runs.release')}
          act={(reason) => api.releaseMember({ ...key, reason })}
        />
      )}
      {!member.hold && mayHold && member.place !== 'skipped' && (
        <ReasonButton label={t('runs.hold')} act={(reason) => api.holdMember({ ...key, reason })} />
      )}
      {run.can.edit === null &&
        places.map((place) => (
          <ReasonButton
            key={place}
            danger={place === 'skipped'}
            label={t(`runs.placeAs.${place}`)}
            act={(reason) => api.placeMember({ ...key, place, reason })}
          />
        ))}
    </Flex>
  );
}
