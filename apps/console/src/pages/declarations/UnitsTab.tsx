import { type Column, CountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Flex, Grid, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { DueDay } from '../../Countdown.tsx';
import { useFilters } from '../../filters.ts';
import { comma } from '../../i18n/index.ts';
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
  const navigate = useNavigate();
  const [asked, change] = useFilters('months');
  const { month = null, client = null, city = null } = asked;
  const units = useQuery({
    queryKey: ['contributionMonths', month],
    queryFn: () => api.listContributionMonths(month === null ? {} : { period: month }),
  });
  const table = useTable(units);
  const period = units.data?.period ?? month ?? '';
  const all = units.data?.rows ?? [];
  const shown = all.filter(
    (row) =>
      (client === null || row.tenantId === client) && (city === null || row.cityCode === city),
  );
  return (
    <Section
      title={t('declarations.months', { period })}
      note={t('declarations.monthsNote')}
      actions={
        <>
          <UnitFilters rows={all} chosen={{ client, city }} onChange={change} />
          <DayInput
            picker="month"
            label={t('declarations.period')}
            width={140}
            value={period}
            onChange={(value) => change({ month: value })}
          />
        </>
      }
    >
      <QueryTable<UnitRow>
        label={t('declarations.unit')}
        rowKey={(row) => row.registrationId}
        empty={t(all.length > 0 ? 'declarations.noneFiltered' : 'declarations.monthsEmpty')}
        onOpen={(row) => void navigate({ to: monthPath(row, period) })}
        {...table}
        rows={units.data && shown}
        columns={useColumns()}
      />
    </Section>
  );
}

type Chosen = { readonly client: string | null; readonly city: string | null };

/** Clients and cities that the month has registrations of; the provider's own stand under 大户. */
function UnitFilters(props: {
  rows: readonly UnitRow[];
  chosen: Chosen;
  onChange: (changed: Partial<Chosen>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { rows, chosen, onChange } = props;
  const options = {
    client: optionsOf(rows, ({ tenantId, clientShortName }) => [
      tenantId,
      clientShortName ?? t('declarations.holder.provider'),
    ]),
    city: optionsOf(rows, (row) => [row.cityCode, placeOf(row)]),
  };
  return (['client', 'city'] as const).map((name) => (
    <Select
      key={name}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`declarations.${name}`)}
      placeholder={t(`declarations.${name}`)}
      style={{ minWidth: 130 }}
      value={chosen[name]}
      options={options[name]}
      onChange={(value?: string) => onChange({ [name]: value ?? null })}
    />
  ));
}

type Option = { readonly value: string; readonly label: string };

/** What the rows of the month are about, each once. */
function optionsOf(
  rows: readonly UnitRow[],
  of: (row: UnitRow) => readonly [value: string, label: string],
): Option[] {
  const options = [...new Map(rows.map(of))].map(([value, label]) => ({ value, label }));
  return options.toSorted((one, other) => one.label.localeCompare(other.label, 'zh-CN'));
}

/** On a phone: how far the unit is stands below its name. */
function useColumns(): Column<UnitRow>[] {
  const { t } = useTranslation();
  const isWide = Grid.useBreakpoint().md ?? true;
  const name = { title: t('declarations.unit'), key: 'unit' };
  const wide = useWideColumns();
  if (isWide) {
    return [{ ...name, fixed: 'left', render: (_, row) => <UnitName row={row} /> }, ...wide];
  }
  const stacked = (row: UnitRow) => (
    <div className="heyi-stacked">
      <UnitName row={row} />
      <Cutoff row={row} />
      <Flex gap="4px 12px" wrap>
        <DeclarationState row={row} />
        <MonthStates months={row.months} />
      </Flex>
    </div>
  );
  return [{ ...name, render: (_, row) => stacked(row) }];
}

function UnitName({ row }: { row: UnitRow }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  return (
    <>
      <strong>
        {placeOf(row)} {t(`names.registrationKind.${row.kind}`)}
      </strong>
      <div className="heyi-quiet">
        {row.legalEntityName} · {t(`declarations.holder.${row.holder}`)}
      </div>
    </>
  );
}

function useWideColumns(): Column<UnitRow>[] {
  const { t } = useTranslation();
  return [
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
      render: (_, row) => <DeclarationState row={row} />,
    },
    {
      title: t('declarations.states'),
      key: 'states',
      render: (_, row) => <MonthStates months={row.months} />,
    },
  ];
}

function DeclarationState({ row }: { row: UnitRow }): ReactNode {
  const { t } = useTranslation();
  const { declarationState: state, declarationVersion: version } = row;
  if (state === null) return <span className="heyi-quiet">{t('declarations.notPrepared')}</span>;
  return (
    <Flex gap={6} align="center">
      <StateTag
        tone={toneOfDeclaration[state]}
        text={t(`declarations.declarationStates.${state}`)}
      />
      <span className="heyi-quiet">{t('declarations.version', { version })}</span>
    </Flex>
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
        <span key={state}>
          <StateTag tone={toneOfMonth[state]} text={t(`declarations.monthStates.${state}`)} />{' '}
          <span className="heyi-quiet">
            {kinds.map(({ kind }) => t(`names.contributionKind.${kind}`)).join(comma())}
          </span>
        </span>
      ))}
    </Flex>
  );
}
