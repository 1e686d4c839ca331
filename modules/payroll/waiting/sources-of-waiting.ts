import {
  countBillsToConfirm,
  countFailedDrawings,
  requestedAdvances,
  unmatchedReceipts,
} from '@heyi/billing';
import { expiringLicences } from '@heyi/clients';
import { countWaitingWithdrawals } from '@heyi/gig';
import { countLastPeriods, countOpenArrears, countUndecidedDifferences } from '@heyi/insurance';
import { addDays, assert, formatId, shanghaiDate } from '@heyi/kernel';
import { countWaitingThreads, sideOf, type ThreadWait } from '@heyi/messages';
import { countWaitingLines, type WaitingLines } from '@heyi/orders';
import { troubledOrders } from '@heyi/payments';
import { requestedExceptions } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { openDiscrepancies } from '@heyi/reconciliation';
import { currentPolicy, filingDeadline } from '@heyi/statutory';
import { openReturns, openRuns, runsById } from './waiting.store.ts';
import { type Waiting, waitingOfRun } from './waiting.ts';

/** A licence that ends within these days waits to be renewed. */
const licenceNoticeDays = 60;

type Source = {
  /** Any of them makes the source worth asking. */
  readonly permissions: readonly string[];
  /** One query over every client that the transaction sees. */
  readonly read: (tx: Transaction) => Promise<Waiting[]>;
};

const runs: Source = {
  permissions: [
    'payroll_run:prepare',
    'payroll_run:lock',
    'payroll_input:review',
    'payroll_run:approve',
    'payroll_run:fund',
    'payroll_run:pay',
  ],
  async read(tx) {
    const may = (permission: string) => tx.actor.permissions.has(permission);
    return (await openRuns(tx)).flatMap((run) => waitingOfRun(run, may));
  },
};

/** 垫付 that somebody has asked for: it is due when the run that needs it is to be paid. */
const advances: Source = {
  permissions: ['advance:approve'],
  async read(tx) {
    const found = await requestedAdvances(tx);
    const byId = await runsById(
      tx,
      found.flatMap(({ subjectId }) => subjectId ?? []),
    );
    return found.map(({ clientId, subjectId, count }) => {
      const run = subjectId === null ? undefined : byId.get(subjectId);
      return {
        key: `advances ${formatId('ten', clientId)} ${subjectId ?? ''}`,
        kind: 'advances',
        clientId,
        dueOn: run?.payDate ?? null,
        dueAt: null,
        count,
        run: run ? { id: run.id, title: run.title, state: run.state } : null,
        officialBill: null,
        program: null,
        licence: null,
      };
    });
  },
};

const exceptions: Source = {
  permissions: ['three_in_one:approve'],
  async read(tx) {
    const found = await requestedExceptions(tx);
    return found.map(({ clientId, count }) => ofClient('exceptions', clientId, null, count));
  },
};

/** Payments that a person has to look at; they were due on the day they were made. */
const payments: Source = {
  permissions: ['payment:retry', 'payment:settle'],
  async read(tx) {
    const found = await troubledOrders(tx);
    return found.map(({ clientId, state, since, count }) =>
      ofClient(state, clientId, since, count),
    );
  },
};

const receipts: Source = {
  permissions: ['receipt:write'],
  async read(tx) {
    const found = await unmatchedReceipts(tx);
    return found.map(({ clientId, since, count }) => ofClient('receipts', clientId, since, count));
  },
};

/** What bank and books do not agree on: due since the day it arose. */
const discrepancies: Source = {
  permissions: ['reconciliation:write'],
  async read(tx) {
    const found = await openDiscrepancies(tx);
    return found.map(({ clientId, since, count }) =>
      ofClient('discrepancies', clientId, since, count),
    );
  },
};

const returns: Source = {
  permissions: ['tax:file'],
  async read(tx) {
    const found = await openReturns(tx);
    return found.map(({ clientId, taxPeriod, count }) => {
      const deadline = filingDeadline(currentPolicy, taxPeriod);
      assert(deadline.ok, `the filing rule is known in ${taxPeriod}`);
      const row = ofClient('returns', clientId, deadline.value.date, count);
      return { ...row, key: `${row.key} ${taxPeriod}` };
    });
  },
};

const licences: Source = {
  permissions: ['client:update'],
  async read(tx) {
    const found = await expiringLicences(tx, addDays(tx.today, licenceNoticeDays));
    return found.map(({ tenantId, id, kind, title, number, expiresOn }) => ({
      ...ofClient('licences', tenantId, expiresOn, 1),
      key: `licences ${formatId('lic', id)}`,
      licence: { kind, title, number },
    }));
  },
};

/** Lines that were sent back wait for the client's people, whoever else may answer for them. */
const linesSentBack: Source = {
  permissions: ['order_line:request'],
  async read(tx) {
    return sideOf(tx) === 'clientHr' ? countedLines(tx, 'linesSentBack') : [];
  },
};

/** Lines by the filters of the queue to which they lead. */
async function countedLines(tx: Transaction, kind: WaitingLines): Promise<Waiting[]> {
  const found = await countWaitingLines(tx, kind);
  return found.map(({ clientId, dueOn, count }) => ofClient(kind, clientId, dueOn, count));
}

function lines(kind: WaitingLines, permission: string): Source {
  return { permissions: [permission], read: (tx) => countedLines(tx, kind) };
}

/** Threads in which the actor's side has something to do, with the soonest response clock. */
function threads(kind: Waiting['kind'], what: ThreadWait, permission: string): Source {
  return {
    permissions: [permission],
    async read(tx) {
      const found = await countWaitingThreads(tx, { what, side: sideOf(tx) });
      return found.map(({ clientId, dueAt, count }) => {
        const dueOn = dueAt === null ? null : shanghaiDate(dueAt);
        const row = ofClient(kind, clientId, dueOn, count);
        return { ...row, dueAt };
      });
    },
  };
}

const lastPeriods: Source = {
  permissions: ['last_period:confirm'],
  async read(tx) {
    const found = await countLastPeriods(tx);
    return found.map(({ clientId, dueOn, count }) =>
      ofClient('lastPeriods', clientId, dueOn, count),
    );
  },
};

const bills: Source = {
  permissions: ['client_bill:confirm'],
  async read(tx) {
    const found = await countBillsToConfirm(tx);
    return found.map(({ clientId, dueOn, count }) => ofClient('bills', clientId, dueOn, count));
  },
};

const billsNotDrawn: Source = {
  permissions: ['client_bill:write'],
  async read(tx) {
    const found = await countFailedDrawings(tx);
    return found.map(({ clientId, dueOn, count }) =>
      ofClient('billsNotDrawn', clientId, dueOn, count),
    );
  },
};

/** Differences of an agency's bill that nobody has decided, a row a bill. */
const differences: Source = {
  permissions: ['contribution:update'],
  async read(tx) {
    const found = await countUndecidedDifferences(tx);
    return found.map(({ clientId, officialBillId, period, place, count }) => ({
      ...ofClient('differences', clientId, null, count),
      key: `differences ${formatId('obl', officialBillId)}`,
      officialBill: { id: officialBillId, period, place },
    }));
  },
};

/** Due since the debit that failed should have been there: late fees run. */
const arrears: Source = {
  permissions: ['contribution:pay'],
  async read(tx) {
    const found = await countOpenArrears(tx);
    return found.map(({ clientId, dueOn, count }) => ofClient('arrears', clientId, dueOn, count));
  },
};

/** Withdrawals of a program, by the filter of the list to which they lead. */
function withdrawals(
  kind: Waiting['kind'],
  waitsFor: Parameters<typeof countWaitingWithdrawals>[1],
  permission: string,
): Source {
  return {
    permissions: [permission],
    async read(tx) {
      const found = await countWaitingWithdrawals(tx, waitsFor);
      return found.map(({ clientId, program, since, count }) => ({
        ...ofClient(kind, clientId, since, count),
        key: `${kind} ${formatId('prg', program.id)}`,
        program,
      }));
    },
  };
}

function ofClient(
  kind: Waiting['kind'],
  clientId: Waiting['clientId'],
  dueOn: Waiting['dueOn'],
  count: number,
): Waiting {
  const key = `${kind} ${formatId('ten', clientId)}`;
  return {
    key,
    kind,
    clientId,
    dueOn,
    dueAt: null,
    count,
    run: null,
    officialBill: null,
    program: null,
    licence: null,
  };
}

export const sourcesOfWaiting: readonly Source[] = [
  runs,
  advances,
  exceptions,
  payments,
  receipts,
  discrepancies,
  returns,
  licences,
  lines('linesOverdue', 'order_line:work'),
  lines('linesNear', 'order_line:work'),
  linesSentBack,
  threads('threads', 'answer', 'thread:write'),
  threads('threadsLate', 'late', 'order_line:assign'),
  threads('papersToCheck', 'check', 'paper:decide'),
  threads('papersToHandIn', 'handIn', 'thread:write'),
  lastPeriods,
  bills,
  billsNotDrawn,
  differences,
  arrears,
  withdrawals('withdrawalsUnknown', 'outcome', 'payment:settle'),
  withdrawals('withdrawalsToPay', 'payment', 'withdrawal:pay'),
  withdrawals('withdrawalsToCorrect', 'correction', 'tax:file'),
];
