import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { DueDay } from '../../Countdown.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useTable } from '../../rows.ts';

type Leaver = AnswerOf<'listLastPeriods'>['rows'][number];
type Chosen = Readonly<Record<string, string>>;

/** 确认末月: the client says the last month that each agency is paid for. */
export function LastPeriodsTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<Chosen>({});
  const leavers = useQuery({
    queryKey: ['lastPeriods', tenantId],
    queryFn: () => api.listLastPeriods({ tenantId }),
  });
  return (
    <Section title={t('insurance.lastPeriods.title')} note={t('insurance.lastPeriods.note')}>
      <QueryTable<Leaver>
        label={t('insurance.lastPeriods.title')}
        rowKey={(row) => row.employmentId}
        empty={t('insurance.lastPeriods.empty')}
        {...useTable(leavers)}
        columns={[
          {
            title: t('insurance.person'),
            key: 'person',
            render: (_, row) => <Person tenantId={tenantId} leaver={row} />,
          },
          {
            title: t('insurance.lastPeriods.endsOn'),
            key: 'endsOn',
            render: (_, row) => (
              <>
                {row.endsOn}
                <div className="heyi-quiet">{t(`people.leavingReasons.${row.leavingReason}`)}</div>
              </>
            ),
          },
          {
            title: t('insurance.lastPeriods.lastPeriod'),
            key: 'lastPeriod',
            render: (_, row) => (
              <Months
                leaver={row}
                chosen={chosen}
                onChoose={(part) => setChosen({ ...chosen, ...part })}
              />
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <ActionButton
                size="small"
                label={t('insurance.lastPeriods.confirmOne')}
                act={() =>
                  api.confirmLastPeriod({
                    tenantId,
                    confirmations: row.agencies.map(({ taskId, proposedPeriod }) => ({
                      taskId,
                      lastPeriod: chosen[taskId] ?? proposedPeriod,
                    })),
                  })
                }
                onDone={({ confirmed }) =>
                  void message.success(t('insurance.lastPeriods.confirmed', { count: confirmed }))
                }
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

function Person({ tenantId, leaver }: { tenantId: string; leaver: Leaver }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Link
        to={`/clients/${tenantId}/people/${leaver.employmentId}` as never}
        search={{ tab: 'insurance' } as never}
      >
        <strong>{leaver.personName}</strong>
      </Link>{' '}
      <span className="heyi-quiet">{leaver.employeeNumber}</span>
      {leaver.warnings.map((warning) => (
        <div key={warning} className="heyi-warn" style={{ maxWidth: 300, whiteSpace: 'normal' }}>
          {t(`insurance.lastPeriods.warnings.${warning}`)}
        </div>
      ))}
    </>
  );
}

function Months(props: {
  leaver: Leaver;
  chosen: Chosen;
  onChoose: (part: Chosen) => void;
}): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  return props.leaver.agencies.map((agency) => {
    const kind = t(`names.registrationKind.${agency.registrationKind}`);
    return (
      <div key={agency.taskId} className="heyi-toolbar" style={{ marginBlock: 2 }}>
        <span style={{ minWidth: 110 }}>
          {kind} {placeOf(agency)}
        </span>
        <DayInput
          picker="month"
          width={120}
          label={`${t('insurance.lastPeriods.lastPeriod')} ${kind}`}
          value={props.chosen[agency.taskId] ?? agency.proposedPeriod}
          onChange={(month) => month && props.onChoose({ [agency.taskId]: month })}
        />
        <span className="heyi-quiet">
          {t('insurance.officialCutoff')}{' '}
          {agency.officialCutoff === null ? (
            t('insurance.cutoffUnknown')
          ) : (
            <DueDay day={agency.officialCutoff} />
          )}
        </span>
        {agency.overdue && <span className="heyi-warn">{t('insurance.lastPeriods.overdue')}</span>}
      </div>
    );
  });
}
