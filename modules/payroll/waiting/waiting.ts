import type { Output, payrollContract as contract } from '@heyi/contract';
import { formatId } from '@heyi/kernel';
import type { RunState } from '../run/payroll-run.ts';

type Row = Output<typeof contract.listWaiting>['rows'][number];

/** A row before its client has a name. */
export type Waiting = Omit<Row, 'clientName'>;

/** Soonest first, then what has no day; of one day by kind. Text, so that it is a cursor as well. */
export function cursorOf({ dueOn, key }: Pick<Waiting, 'dueOn' | 'key'>): string {
  return `${dueOn ?? '9999-12-31'} ${key}`;
}

export function isAfter(cursor: string, after: string | undefined): boolean {
  return after === undefined || cursor > after;
}

/** A run as far as it says what it waits for. */
export type OpenRun = {
  readonly id: NonNullable<Row['run']>['id'];
  readonly clientId: Row['clientId'];
  readonly title: string;
  readonly state: RunState;
  readonly payDate: NonNullable<Row['dueOn']>;
  readonly blockers: number;
  readonly openWarnings: number;
  /** Sources of the month that were handed in and that nobody has looked at. */
  readonly submitted: number;
};

type May = (permission: string) => boolean;

/** Whose turn a run is, as far as it is the turn of somebody with these permissions. */
export function waitingOfRun(run: OpenRun, may: May): Waiting[] {
  const kinds = [...ofPreparer(run, may), ...ofReviewer(run, may), ...ofDeciders(run, may)];
  return kinds.map(({ kind, count }) => ({
    key: `${kind} ${formatId('run', run.id)}`,
    kind,
    clientId: run.clientId,
    dueOn: run.payDate,
    dueAt: null,
    count,
    run: { id: run.id, title: run.title, state: run.state },
    officialBill: null,
    program: null,
    licence: null,
  }));
}

type Counted = Pick<Waiting, 'kind' | 'count'>;

const collecting: readonly RunState[] = ['draft', 'collecting', 'calculated', 'rejected'];

function ofPreparer(run: OpenRun, may: May): Counted[] {
  if (run.state === 'approved') {
    return may('payroll_run:lock') ? [{ kind: 'prepare', count: 1 }] : [];
  }
  if (!may('payroll_run:prepare')) return [];
  if (run.state === 'paid') return [{ kind: 'prepare', count: 1 }];
  if (!collecting.includes(run.state)) return [];
  if (run.blockers + run.openWarnings === 0) return [{ kind: 'prepare', count: 1 }];
  return [
    ...(run.blockers > 0 ? [{ kind: 'blockers' as const, count: run.blockers }] : []),
    ...(run.openWarnings > 0 ? [{ kind: 'warnings' as const, count: run.openWarnings }] : []),
  ];
}

function ofReviewer(run: OpenRun, may: May): Counted[] {
  const waits = run.submitted > 0 && collecting.includes(run.state);
  return waits && may('payroll_input:review') ? [{ kind: 'review', count: run.submitted }] : [];
}

function ofDeciders(run: OpenRun, may: May): Counted[] {
  const one = (kind: Waiting['kind'], permission: string): Counted[] =>
    may(permission) ? [{ kind, count: 1 }] : [];
  switch (run.state) {
    case 'inReview':
      return one('approve', 'payroll_run:approve');
    case 'locked':
    case 'awaitingFunds':
      return one('fund', 'payroll_run:fund');
    case 'funded':
      return one('pay', 'payroll_run:pay');
    case 'partiallyPaid':
      return one('payFailures', 'payroll_run:pay');
    default:
      return [];
  }
}
