import { PageFrame } from '@heyi/ui';
import { Empty, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { Loaded } from '../../Loaded.tsx';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import { FlowPanel } from './FlowPanel.tsx';
import { FundsPanel } from './FundsPanel.tsx';
import { ProofPanel } from './ProofPanel.tsx';
import { SheetsPanel } from './SheetsPanel.tsx';
import { type Program, useChosenProgram, usePrograms } from './withdrawals.ts';
import { WithdrawalsPanel } from './WithdrawalsPanel.tsx';

/** 提现 of a client's platform: what happens now, each of them, the client's money, the proof. */
export default function WithdrawalsPage(): ReactNode {
  const tenantId = useTenantId();
  const programs = usePrograms(tenantId);
  const { t } = useTranslation();
  if (programs.data) return <OpenPage tenantId={tenantId} programs={programs.data.rows} />;
  return (
    <PageFrame title={t('withdrawals.title')}>
      <Loaded query={programs}>{() => null}</Loaded>
    </PageFrame>
  );
}

function OpenPage(props: { tenantId: string; programs: readonly Program[] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, programs } = props;
  const { chosen: program, choose } = useChosenProgram(programs);
  if (!program) {
    return (
      <PageFrame title={t('withdrawals.title')}>
        <Empty description={t('withdrawals.noProgram')} />
      </PageFrame>
    );
  }
  const of = { tenantId, program };
  const tabs = [
    ['flow', <FlowPanel key={program.id} {...of} />, may('withdrawal:read')],
    ['list', <WithdrawalsPanel key={program.id} {...of} />, may('withdrawal:read')],
    ['funds', <FundsPanel key={program.id} {...of} />, true],
    ['sheets', <SheetsPanel key={program.id} {...of} />, true],
    ['proof', <ProofPanel key="proof" tenantId={tenantId} />, may('withdrawal:read')],
  ] as const;
  return (
    <PageFrame
      title={t('withdrawals.title')}
      facts={t('withdrawals.facts', {
        program: program.name,
        environment: t(`apps.environments.${program.environment}`),
      })}
      actions={
        programs.length > 1 && (
          <Select
            aria-label={t('withdrawals.program')}
            style={{ minWidth: 220 }}
            value={program.id}
            options={programs.map(({ id, name, environment }) => ({
              value: id,
              label: `${name} · ${t(`apps.environments.${environment}`)}`,
            }))}
            onChange={choose}
          />
        )
      }
    >
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`withdrawals.tabs.${key}`), children }] : [],
        )}
      />
    </PageFrame>
  );
}
