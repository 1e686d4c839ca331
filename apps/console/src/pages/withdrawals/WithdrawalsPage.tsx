import { PageFrame } from '@heyi/ui';
import { Button, Empty, Flex, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { Loaded } from '../../Loaded.tsx';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import { BatchesPanel } from './BatchesPanel.tsx';
import { FlowPanel } from './FlowPanel.tsx';
import { FundsPanel } from './FundsPanel.tsx';
import { CreateProgram } from './ProgramForm.tsx';
import { ProgramPanel } from './ProgramPanel.tsx';
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
  if (!program) return <NoProgram tenantId={tenantId} onMade={choose} />;
  const of = { tenantId, program };
  const tabs = [
    ['flow', <FlowPanel key={program.id} {...of} />, may('withdrawal:read')],
    ['list', <WithdrawalsPanel key={program.id} {...of} />, may('withdrawal:read')],
    ['batches', <BatchesPanel key={program.id} {...of} />, may('withdrawal:read')],
    ['funds', <FundsPanel key={program.id} {...of} />, true],
    ['sheets', <SheetsPanel key={program.id} {...of} />, true],
    ['terms', <ProgramPanel key={program.id} {...of} />, true],
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
        <Flex gap={8} wrap>
          {programs.length > 1 && (
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
          )}
          <AddProgram tenantId={tenantId} onMade={choose} />
        </Flex>
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

type Adding = { tenantId: string; onMade: (programId: string) => void };

/** Who may set programs up begins here; a client is told whom to ask. */
function NoProgram(props: Adding): ReactNode {
  const { t } = useTranslation();
  const mayAdd = useMay()('gig_program:write');
  return (
    <PageFrame title={t('withdrawals.title')}>
      <Empty
        description={
          <>
            {t('withdrawals.noProgram')}
            <div className="heyi-quiet">
              {t(mayAdd ? 'withdrawals.programs.noneFix' : 'withdrawals.programs.noneAsk')}
            </div>
          </>
        }
      >
        <AddProgram {...props} isFirst />
      </Empty>
    </PageFrame>
  );
}

function AddProgram(props: Adding & { isFirst?: boolean }): ReactNode {
  const { t } = useTranslation();
  const mayAdd = useMay()('gig_program:write');
  const [open, setOpen] = useState(false);
  if (!mayAdd) return null;
  return (
    <>
      <Button type={props.isFirst ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {t('withdrawals.programs.add')}
      </Button>
      <CreateProgram
        tenantId={props.tenantId}
        open={open}
        onClose={() => setOpen(false)}
        onMade={props.onMade}
      />
    </>
  );
}
