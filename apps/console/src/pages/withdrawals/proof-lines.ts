import { grouped } from '@heyi/ui';
import type { TFunction } from 'i18next';
import type { Proof } from './withdrawals.ts';
import type { withdrawalsZh } from './withdrawals.words.ts';

export type ProofLine = {
  key: string;
  title: string;
  note: string;
  ours: string;
  theirs: string;
  holds: boolean;
};

type Law = Exclude<keyof typeof withdrawalsZh.withdrawals.proof.lines, 'bank'>;

type Result = NonNullable<Proof['result']>;

/** Each law of the proof with both of its figures, as they stand on the page. */
export function proofLines(result: Result, t: TFunction): ProofLine[] {
  const line = (key: Law, ours: string, theirs: string, holds: boolean): ProofLine => ({
    key,
    title: t(`withdrawals.proof.lines.${key}`),
    note: t(`withdrawals.proof.notes.${key}`, { ofSandbox: grouped(String(result.ofSandbox)) }),
    ours: grouped(ours),
    theirs: grouped(theirs),
    holds,
  });
  const none = (key: Law, differences: number) =>
    line(key, String(differences), '0', differences === 0);
  const { withdrawals, taxWithheld, taxRecomputed, inFlight, inFlightOrders } = result;
  const withOutcome = withdrawals - result.outcomeDifferences.length;
  return [
    line(
      'outcomes',
      String(withdrawals),
      String(withOutcome),
      result.outcomeDifferences.length === 0,
    ),
    line('entries', result.entriesSum, '0.00', result.entriesSum === '0.00'),
    none('ledger', result.ledgerDifferences),
    none('balances', result.negativeBalances),
    line(
      'tax',
      taxWithheld,
      taxRecomputed,
      taxWithheld === taxRecomputed && result.taxDifferences.length === 0,
    ),
    none('folds', result.foldDifferences.length),
    line('flight', inFlight, inFlightOrders, inFlight === inFlightOrders),
    ...result.accounts.map((account) => accountLine(account, t)),
  ];
}

function accountLine(account: Result['accounts'][number], t: TFunction): ProofLine {
  const { holderName, accountMasked, booked, bank, inFlight, unread, holds } = account;
  const isAsked = bank !== null;
  return {
    key: account.payerAccountId,
    title: t('withdrawals.proof.lines.bank', { account: `${holderName} ${accountMasked}` }),
    note: t(isAsked ? 'withdrawals.proof.notes.bank' : 'withdrawals.proof.notes.unlinked', {
      inFlight: grouped(inFlight),
      unread: grouped(unread),
    }),
    ours: grouped(booked),
    theirs: isAsked ? grouped(bank) : '—',
    holds,
  };
}
