import type { AnswerOf } from '@heyi/client';
import { daysUntil } from '../../instant.ts';
import type { OpenReturn } from './home-data.ts';

type Registration = AnswerOf<'listRegistrationsDue'>['rows'][number];

/** One line of the list of deadlines: several units with the same day are one line. */
export type Deadline = {
  key: string;
  day: string | null;
  /** The day by which the client hands in its changes. */
  clientDay: string | null;
  isProvisional: boolean;
  units: number;
  /** Whether something is still to be done for it. */
  isOpen: boolean;
  words:
    | { kind: 'taxReturn'; period: string }
    | { kind: 'cutoff'; city: string; group: Registration['kind']; enrol: number; stop: number };
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
    isOpen: true,
    words: { kind: 'taxReturn', period: rows[0]!.taxPeriod },
    to: `/clients/${rows[0]!.tenantId}/tax`,
    search: {},
  }));
}

/** Cut-offs by city, agency and day. */
export function insuranceDeadlines(registrations: readonly Registration[]): Deadline[] {
  const groups = Map.groupBy(
    registrations,
    (row) => `${row.officialCutoff} ${row.clientCutoff} ${row.cityCode} ${row.kind}`,
  );
  return [...groups].map(([key, rows]) => {
    const first = rows[0]!;
    const enrol = rows.reduce((sum, row) => sum + row.enrolCount, 0);
    const stop = rows.reduce((sum, row) => sum + row.stopCount, 0);
    return {
      key,
      day: first.officialCutoff,
      clientDay: first.clientCutoff,
      isProvisional: rows.some(({ provisional }) => provisional),
      units: rows.length,
      isOpen: enrol + stop > 0,
      words: {
        kind: 'cutoff',
        city: first.cityName ?? first.cityCode,
        group: first.kind,
        enrol,
        stop,
      },
      to: `/clients/${first.tenantId}`,
      search: { tab: 'registrations' },
    };
  });
}

/** The soonest first; what is over and has nothing left to do is no deadline any more. */
export function inOrder(deadlines: readonly Deadline[]): Deadline[] {
  const dayOf = (deadline: Deadline) => deadline.clientDay ?? deadline.day ?? '9999';
  return deadlines
    .filter(({ day, isOpen }) => isOpen || day === null || daysUntil(day) >= 0)
    .toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
}
