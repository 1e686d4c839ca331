import { CountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { DueDay } from '../../Countdown.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useTable } from '../../rows.ts';
import {
  type KindMonth,
  monthPath,
  toneOfDeclaration,
  toneOfMonth,
  type UnitRow,
} from './declarations.ts';

/** Registrations of a month: cut-off, declaration, and how far each kind is. */
export function UnitsTab(): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<string | null>(null);
  const units = useQuery({
    queryKey: ['contributionMonths', asked],
    queryFn: () => api.listContributionMonths(asked === null ? {} : { period: asked }),
  });
  const period = units.data?.period ?? asked ?? '';
  return (
    <Section
      title={t('declarations.months', { period })}
      note={t('declarations.monthsNote')}
      actions={
        <DayInput
          picker="month"
          label={t('declarations.period')}
          width={140}
          value={period}
          onChange={setAsked}
        />
      }
    >
      <QueryTable<UnitRow>
        label={t('declarations.unit')}
        rowKey={(row) => row.registrationId}
        empty={t('declarations.monthsEmpty')}
        onOpen={(row) => void navigate({ to: monthPath(row, period) })}
        {...useTable(units)}
        columns={[
          {
            title: t('declarations.unit'),
            key: 'unit',
            fixed: 'left',
            render: (_, row) => (
              <>
                <strong>
                  {placeOf(row)} {t(`names.registrationKind.${row.kind}`)}
                </strong>
                <div className="heyi-quiet">
                  {row.legalEntityName} · {t(`declarations.holder.${row.holder}`)}
                </div>
              </>
            ),
          },
          {
            title: t('declarations.cutoff'),
            key: 'cutoff',
            render: (_, row) => <Cutoff row={row} />,
          },
          {
            title: t('declarations.moved'),
            key: 'moved',
            align: 'right',
            render: (_, row) => (
              <>
                <CountText value={row.enrolCount} /> / <CountText value={row.stopCount} />
              </>
            ),
          },
          {
            title: t('declarations.declaration'),
            key: 'declaration',
            render: (_, { declarationState: state, declarationVersion: version }) =>
              state === null ? (
                <span className="heyi-quiet">{t('declarations.notPrepared')}</span>
              ) : (
                <Flex gap={6} align="center">
                  <StateTag
                    tone={toneOfDeclaration[state]}
                    text={t(`declarations.declarationStates.${state}`)}
                  />
                  <span className="heyi-quiet">{t('declarations.version', { version })}</span>
                </Flex>
              ),
          },
          {
            title: t('declarations.states'),
            key: 'states',
            render: (_, row) => <MonthStates months={row.months} />,
          },
        ]}
      />
    </Section>
  );
}

function Cutoff({ row }: { row: UnitRow }): ReactNode {
  const { t } = useTranslation();
  if (row.officialCutoff === null) {
    return <span className="heyi-quiet">{t('declarations.cutoffUnknown')}</span>;
  }
  return (
    <>
      <DueDay day={row.officialCutoff} />
      {row.provisional && <div className="heyi-quiet">{t('declarations.provisional')}</div>}
    </>
  );
}

/** Kinds in one state share a tag. */
export function MonthStates({ months }: { months: readonly KindMonth[] }): ReactNode {
  const { t } = useTranslation();
  if (months.length === 0) {
    return <span className="heyi-quiet">{t('declarations.noMonths')}</span>;
  }
  const groups = Map.groupBy(months, ({ state }) => state);
  return (
    <Flex gap="4px 12px" wrap>
      {[...groups].map(([state, kinds]) => (
        <span key={state} style={{ whiteSpace: 'nowrap' }}>
          <StateTag tone={toneOfMonth[state]} text={t(`declarations.monthStates.${state}`)} />{' '}
          <span className="heyi-quiet">
            {kinds.map(({ kind }) => t(`names.contributionKind.${kind}`)).join(' ')}
          </span>
        </span>
      ))}
    </Flex>
  );
}
