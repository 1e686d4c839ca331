import { applyFunds, type FundingNeed, fundingOf, requireFunds } from '@heyi/billing';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, zeroFen } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { namePayerAccounts } from '../lock/lock-run.ts';
import { fund } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { entityNeeds, fundingLinesOf } from './funding-need.ts';
import { runFunding } from './get-run-funding.ts';

/**
 * Asks for the run's money and sets apart what has arrived, account by account. Funded when nothing
 * is missing; else the run waits, and the same click later goes on.
 */
export async function fundRun(tx: Transaction, input: Input<typeof contract.fundRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const allowed = fund(run.state);
  if (!allowed.ok) return allowed;
  await namePayerAccounts(tx, run);
  const lines = fundingLinesOf(await entityNeeds(tx, run));
  if (lines === null) return fail({ code: 'payroll_run.payer_account_missing' as const });
  await requireFunds(tx, {
    subjectId: run.id,
    lines: [...lines, ...(await endedLines(tx, run, lines))],
  });
  const funding = await applyFunds(tx, run.id);
  const state = funding.isFunded ? 'funded' : 'awaitingFunds';
  if (state !== run.state) {
    await moveRun(tx, run.id, { action: 'fund', state });
    const type = state === 'funded' ? 'payroll_run.funded' : 'payroll_run.awaiting_funds';
    await publish(tx, { type, payload: { runId: run.id } });
  }
  return ok(await runFunding(tx, run));
}

/** What was asked for before an unlock and is not needed any more. */
async function endedLines(
  tx: Transaction,
  run: PayrollRun,
  lines: readonly FundingNeed[],
): Promise<FundingNeed[]> {
  const key = ({ payerAccountId, legalEntityId }: FundingNeed) =>
    `${payerAccountId} ${legalEntityId}`;
  const needed = new Set(lines.map(key));
  const before = (await fundingOf(tx, run.id)).lines.filter((line) => !needed.has(key(line)));
  return before.map(({ payerAccountId, legalEntityId }) => ({
    payerAccountId,
    legalEntityId,
    wages: zeroFen,
    tax: zeroFen,
    contributions: zeroFen,
  }));
}
