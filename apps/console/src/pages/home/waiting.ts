import type { AnswerOf } from '@heyi/client';
import { api } from '../../api.ts';
import { daysUntil } from '../../instant.ts';
import { useRows } from '../../rows.ts';

export type Waiting = AnswerOf<'listWaiting'>['rows'][number];

const rowsAPage = 30;

/** What waits for the signed-in person over all their clients, soonest first. */
export function useWaiting() {
  return useRows(['waiting'], (cursor) => api.listWaiting({ limit: rowsAPage, ...cursor }), {
    refetchInterval: 30_000,
  });
}

/** Money that did not arrive, and whose day has come. */
export function isUrgent({ kind, dueOn }: Waiting): boolean {
  return troubled.has(kind) || (dueOn !== null && daysUntil(dueOn) <= 0);
}

const troubled = new Set<Waiting['kind']>([
  'blockers',
  'payFailures',
  'failed',
  'returned',
  'unknown',
  'manual',
  'linesOverdue',
  'linesSentBack',
  'threadsLate',
  'billsNotDrawn',
  'arrears',
  'withdrawalsUnknown',
  'withdrawalsToPay',
]);

type Place = { to: string; search: Readonly<Record<string, string>> };

/** The page on which it is done. */
export function placeOf({ kind, clientId, run, officialBill, program }: Waiting): Place {
  const client = `/clients/${clientId}`;
  switch (kind) {
    case 'advances':
      return { to: `${client}/funds`, search: { tab: 'advances' } };
    case 'exceptions':
      return { to: client, search: { tab: 'threeInOne' } };
    case 'failed':
    case 'returned':
    case 'unknown':
    case 'manual':
      return { to: `${client}/payments`, search: { state: kind } };
    case 'receipts':
      return { to: `${client}/funds`, search: { tab: 'receipts' } };
    case 'discrepancies':
      return { to: `${client}/reconciliation`, search: { tab: 'discrepancies' } };
    case 'returns':
      return { to: `${client}/tax`, search: {} };
    case 'licences':
      return { to: client, search: { tab: 'licences' } };
    case 'linesOverdue':
      return { to: `${client}/orders`, search: { tab: 'queue', state: 'unsent', due: 'overdue' } };
    case 'linesNear':
      return { to: `${client}/orders`, search: { tab: 'queue', state: 'unsent', due: 'near' } };
    case 'linesSentBack':
      return { to: `${client}/orders`, search: { tab: 'queue', state: 'sentBack' } };
    case 'threads':
    case 'threadsLate':
    case 'papersToCheck':
    case 'papersToHandIn':
      return { to: '/threads', search: { what: waitOf[kind], client: clientId } };
    case 'lastPeriods':
      return { to: `${client}/insurance`, search: { tab: 'lastPeriods' } };
    case 'bills':
      return { to: `${client}/bills`, search: { state: 'estimate' } };
    case 'billsNotDrawn':
      return { to: `${client}/bills`, search: { drawings: 'failed' } };
    case 'differences':
      return { to: `${client}/official-bills/${officialBill?.id}`, search: { show: 'undecided' } };
    case 'arrears':
      return { to: '/declarations', search: { tab: 'arrears', client: clientId, show: 'open' } };
    case 'withdrawalsUnknown':
    case 'withdrawalsToPay':
    case 'withdrawalsToCorrect': {
      const list = { tab: 'list', program: program?.id ?? '', waitsFor: waitsForOf[kind] };
      return { to: `${client}/withdrawals`, search: list };
    }
    default:
      return { to: `${client}/runs/${run?.id}`, search: stepOf[kind] };
  }
}

const waitOf = {
  threads: 'answer',
  threadsLate: 'late',
  papersToCheck: 'check',
  papersToHandIn: 'handIn',
} as const;

const waitsForOf = {
  withdrawalsUnknown: 'outcome',
  withdrawalsToPay: 'payment',
  withdrawalsToCorrect: 'correction',
} as const;

const stepOf: Readonly<
  Record<
    'prepare' | 'blockers' | 'warnings' | 'review' | 'approve' | 'fund' | 'pay' | 'payFailures',
    Readonly<Record<string, string>>
  >
> = {
  prepare: {},
  blockers: { step: 'check' },
  warnings: { step: 'check' },
  review: { step: 'inputs' },
  approve: { step: 'approve' },
  fund: { step: 'pay' },
  pay: { step: 'pay' },
  payFailures: { step: 'pay' },
};
