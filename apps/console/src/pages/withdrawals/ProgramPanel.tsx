import { AmountText, FactList, Section } from '@heyi/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntities } from '../../entities.ts';
import { formatInstant } from '../../instant.ts';
import { payerAccountText, usePayerChoices } from '../../payer-accounts.ts';
import { percentText } from '../../rate.ts';
import { useMay } from '../../session.ts';
import { ChangeProgram } from './ProgramForm.tsx';
import type { Program } from './withdrawals.ts';

/** 结算方案: who withholds and pays, how tax and fee are reckoned, what a worker may take out. */
export function ProgramPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, program } = props;
  const [editing, setEditing] = useState(false);
  return (
    <Section
      title={t('withdrawals.tabs.terms')}
      note={t('withdrawals.programs.note')}
      actions={
        may('gig_program:write') && (
          <Button type="primary" onClick={() => setEditing(true)}>
            {t('common.edit')}
          </Button>
        )
      }
    >
      <Terms tenantId={tenantId} program={program} />
      <ChangeProgram
        tenantId={tenantId}
        program={program}
        open={editing}
        onClose={() => setEditing(false)}
      />
    </Section>
  );
}

function Terms({ tenantId, program }: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const entity = useEntities(tenantId).data?.rows.find(({ id }) => id === program.legalEntityId);
  const payer = usePayerChoices(tenantId).find(({ id }) => id === program.payerAccountId);
  const limit = (value: string | null) =>
    value === null ? t('withdrawals.programs.unlimited') : <AmountText value={value} />;
  return (
    <FactList
      facts={[
        [t('withdrawals.programs.name'), program.name],
        [t('apps.environment'), t(`apps.environments.${program.environment}`)],
        [t('withdrawals.programs.state'), t(`withdrawals.funds.programStates.${program.state}`)],
        [t('withdrawals.programs.entity'), entity?.name],
        [t('withdrawals.programs.account'), payer && payerAccountText(payer)],
        [t('withdrawals.programs.purpose'), program.purpose],
        [t('withdrawals.programs.incomeKind'), t(`workers.kinds.${program.defaultIncomeKind}`)],
        [
          t('withdrawals.programs.taxMethod'),
          t(`withdrawals.programs.taxMethods.${program.taxMethod}`),
        ],
        [t('withdrawals.programs.reportFiledOn'), program.reportFiledOn],
        [
          t('withdrawals.programs.gapReading'),
          program.taxMethod === 'platformCumulative'
            ? t(`withdrawals.programs.gapReadings.${program.gapReading}`)
            : null,
        ],
        [
          t('withdrawals.programs.lumpReading'),
          program.taxMethod === 'platformCumulative'
            ? t(`withdrawals.programs.lumpReadings.${program.lumpReading}`)
            : null,
        ],
        [t('withdrawals.programs.feeRate'), percentText(program.feeRate)],
        [t('withdrawals.programs.withdrawalMin'), limit(program.withdrawalMin)],
        [t('withdrawals.programs.withdrawalMax'), limit(program.withdrawalMax)],
        [t('withdrawals.programs.workerDayLimit'), limit(program.workerDayLimit)],
        [
          t('withdrawals.programs.workerDayCount'),
          program.workerDayCount ?? t('withdrawals.programs.unlimited'),
        ],
        [t('withdrawals.programs.dayLimit'), limit(program.dayLimit)],
        [
          t('withdrawals.programs.whenReturned'),
          t(`withdrawals.programs.lateReturns.${program.whenReturned}`),
        ],
        [t('withdrawals.programs.createdAt'), formatInstant(program.createdAt)],
      ]}
    />
  );
}
