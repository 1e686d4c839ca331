import { fundingOf } from '@heyi/billing';
import {
  employerCostPermission,
  type Input,
  type Output,
  type payrollContract as contract,
} from '@heyi/contract';
import { fail, type Fen, ok, subtract, sum, zeroFen } from '@heyi/kernel';
import { findPayerAccounts } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { entityNeeds, neededOf } from './funding-need.ts';

type RunFunding = Output<typeof contract.getRunFunding>;

export async function getRunFunding(tx: Transaction, input: Input<typeof contract.getRunFunding>) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  return ok(await runFunding(tx, run));
}

/** What each entity needs against what is on its paying account. */
export async function runFunding(tx: Transaction, run: PayrollRun): Promise<RunFunding> {
  const needs = await entityNeeds(tx, run);
  const names = await visibleEntities(tx);
  const accountIds = needs.flatMap(({ payerAccountId }) => payerAccountId ?? []);
  const accounts = await findPayerAccounts(tx, accountIds);
  const funding = await fundingOf(tx, run.id);
  const seesCost = may(tx, employerCostPermission);
  const rows = needs.map((need): RunFunding['rows'][number] => {
    const { legalEntityId, payerAccountId, isProvider, people, held, tax, contributions } = need;
    const parts = neededOf(need);
    const needed = sum([parts.wages, parts.tax, parts.contributions]);
    const applied =
      funding.lines.find((line) => line.legalEntityId === legalEntityId)?.applied ?? zeroFen;
    const onAccount = funding.accounts.find((account) => account.payerAccountId === payerAccountId);
    const available = onAccount?.available ?? zeroFen;
    const isFunded = applied === needed;
    return {
      entityId: legalEntityId,
      entityName: names.get(legalEntityId)?.name ?? '',
      isProvider,
      payerAccountId,
      payerAccountMasked: (payerAccountId && accounts.get(payerAccountId)?.accountMasked) ?? null,
      people,
      wages: parts.wages,
      tax: parts.tax,
      contributions: seesCost ? parts.contributions : null,
      needed,
      selfPaidTax: isProvider ? zeroFen : tax,
      selfPaidContributions: seesCost ? (isProvider ? zeroFen : contributions) : null,
      held,
      applied,
      available,
      missing: isFunded ? zeroFen : positive(subtract(subtract(needed, applied), available)),
      isFunded,
    };
  });
  return {
    rows,
    needed: sum(rows.map(({ needed }) => needed)),
    applied: sum(rows.map(({ applied }) => applied)),
    missing: funding.lines.length > 0 ? funding.missing : sum(rows.map(({ missing }) => missing)),
    isFunded: rows.every(({ isFunded }) => isFunded),
  };
}

function positive(amount: Fen): Fen {
  return amount > 0 ? amount : zeroFen;
}
