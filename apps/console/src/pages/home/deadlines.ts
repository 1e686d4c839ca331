import type { AnswerOf } from '@heyi/client';
import { daysUntil } from '../../instant.ts';
import type { OpenReturn } from './home-data.ts';

export type Registration = AnswerOf<'listRegistrationsDue'>['rows'][number];

/** One line of the list: units of a city with the same days are one. */
export type Deadline = {
  key: string;
  day: string;
  /** The day by which the client hands in its changes, where it is an earlier one. */
  clientDay: string | null;
  isProvisional: boolean;
  units: number;
  words:
    | { kind: 'taxReturn'; period: string }
    | {
        kind: 'cutoff';
        cityCode: string;
        cityName: string | null;
        groups: readonly Registration['kind'][];
        /** What is not with the agencies yet. */
        unsent: number;
      };
  to: string;
  search: Readonly<Record<string, string>>;
};

/** Tax returns by their deadline. */
export function taxDeadlines(returns: readonly OpenReturn[]): Deadline[] {
  const groups = Map.groupBy(returns, ({ deadline, taxPeriod }) => `${deadline} ${taxPeriod}`);
  return [...groups].map(([key, rows]) => ({
    key: `tax ${key}`,
    day: rows[0]!.deadline,
    clientDay: null,
    isProvisional: rows.some(({ isDeadlineProvisional }) => isDeadlineProvisional),
    units: rows.length,
    words: { kind: 'taxReturn', period: rows[0]!.taxPeriod },
    to: `/clients/${rows[0]!.tenantId}/tax`,
    search: {},
  }));
}

/** Cut-offs that are on file, by city and day. What is over and left nothing behind is left out. */
export function insuranceDeadlines(registrations: readonly Registration[]): Deadline[] {
  const known = registrations.filter(
    ({ officialCutoff, unsentTasks }) =>
      officialCutoff !== null && (daysUntil(officialCutoff) >= 0 || unsentTasks > 0),
  );
  const groups = Map.groupBy(known, (row) => `${row.officialCutoff} ${row.cityCode}`);
  return [...groups].map(([key, rows]) => deadlineOf(key, rows));
}

function deadlineOf(key: string, rows: readonly Registration[]): Deadline {
  const first = rows[0]!;
  const day = first.officialCutoff!;
  const unsent = rows.reduce((sum, row) => sum + row.unsentTasks, 0);
  // The first of the clients' days: with it the haste begins.
  const [clientDay = null] = rows.flatMap(({ clientCutoff }) => clientCutoff ?? []).toSorted();
  return {
    key,
    day,
    clientDay: clientDay === day ? null : clientDay,
    isProvisional: rows.some(({ provisional }) => provisional),
    units: rows.length,
    words: {
      kind: 'cutoff',
      cityCode: first.cityCode,
      cityName: first.cityName,
      groups: [...new Set(rows.map(({ kind }) => kind))],
      unsent,
    },
    ...(unsent > 0
      ? { to: '/insurance', search: { state: 'unsent', city: first.cityCode, dueOn: day } }
      : { to: '/declarations', search: { city: first.cityCode } }),
  };
}

/** Units whose cut-off nobody has entered: they are counted, not hidden. */
export function unitsWithoutDay(registrations: readonly Registration[]): number {
  return registrations.filter(({ officialCutoff }) => officialCutoff === null).length;
}

/** What has to be done soonest comes first. */
export function inOrder(deadlines: readonly Deadline[]): Deadline[] {
  const dayOf = ({ clientDay, day }: Deadline) =>
    clientDay !== null && daysUntil(clientDay) >= 0 ? clientDay : day;
  return deadlines.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
}
