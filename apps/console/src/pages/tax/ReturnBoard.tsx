import { addMonths, payPeriod } from '@heyi/kernel';
import { type Column, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Countdown } from '../../Countdown.tsx';
import { useEntities } from '../../entities.ts';
import { today } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { ReturnCell } from './ReturnCell.tsx';
import { isFiled, type ReturnRow } from './returns.ts';

type Agent = { entityId: string; entityName: string; returns: readonly ReturnRow[] };

const shownMonths = 6;

/** Withholding agents × tax periods; the newest period first. */
export function ReturnBoard({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const entities = useEntities(tenantId);
  const returns = useQuery({
    queryKey: ['returns', 'board'],
    queryFn: () => api.listWithholdingReturns({ limit: 500 }),
  });
  const own = new Set((entities.data?.rows ?? []).map(({ id }) => id));
  const rows = (returns.data?.rows ?? []).filter(({ entityId }) => all || own.has(entityId));
  const now = payPeriod(today().slice(0, 7));
  const periods = Array.from({ length: shownMonths }, (_, index) => addMonths(now, -index));
  const columns: Column<Agent>[] = [
    {
      title: t('tax.agent'),
      key: 'agent',
      fixed: 'left',
      render: (_, agent) => <strong className="heyi-agent">{agent.entityName}</strong>,
    },
    ...periods.map((period): Column<Agent> => ({
      title: <PeriodHead period={period} rows={rows} />,
      key: period,
      render: (_, agent) => (
        <ReturnCell
          clientId={tenantId}
          returns={agent.returns.filter(({ taxPeriod }) => taxPeriod === period)}
        />
      ),
    })),
  ];
  return (
    <Section
      title={t('tax.board')}
      note={t('tax.boardNote')}
      actions={
        <label>
          <Switch size="small" checked={all} onChange={setAll} /> {t('tax.allAgents')}
        </label>
      }
    >
      <QueryTable<Agent>
        label={t('tax.board')}
        rowKey={(agent) => agent.entityId}
        empty={t('tax.empty')}
        columns={columns}
        {...useTable(returns)}
        rows={returns.data && agentsOf(rows)}
      />
    </Section>
  );
}

function PeriodHead({ period, rows }: { period: string; rows: readonly ReturnRow[] }): ReactNode {
  const { t } = useTranslation();
  const ofPeriod = rows.filter(({ taxPeriod }) => taxPeriod === period);
  const first = ofPeriod[0];
  return (
    <>
      <div>{period}</div>
      {first && (
        <small className="heyi-quiet">
          <Countdown
            label={t(first.isDeadlineProvisional ? 'tax.provisionalDeadline' : 'tax.by')}
            day={first.deadline}
            isOver={ofPeriod.every(({ state }) => isFiled(state))}
          />
        </small>
      )}
    </>
  );
}

function agentsOf(rows: readonly ReturnRow[]): Agent[] {
  const agents = Object.groupBy(rows, ({ entityId }) => entityId);
  return Object.entries(agents).map(([entityId, returns = []]) => ({
    entityId,
    entityName: returns[0]?.entityName ?? '',
    returns,
  }));
}
