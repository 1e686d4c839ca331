import { fundingAccounts, releaseContributions, releaseFunds } from '@heyi/billing';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { lockBooks, reverseJournals } from '@heyi/ledger';
import { publish, type Transaction } from '@heyi/platform';
import { unlock } from '../run/payroll-run.ts';
import { loadRunForUpdate, voidResult } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { bookedJournals } from './book-run.ts';
import { isBuiltUpon, lockTaxpayers, voidSteps } from './cumulation.store.ts';
import { undoEstimates } from './estimate.store.ts';
import { entityTenantsOf } from './lock-run.ts';
import { hasReceivableMoved, undoReceivables } from './receivable.store.ts';

/**
 * Takes a locking back before any payment: cumulations and books are as before it, approvals are
 * void, and the run collects again. Refused when a later run stands on its figures.
 */
export async function unlockRun(tx: Transaction, input: Input<typeof contract.unlockRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = unlock(run.state);
  if (!next.ok) return next;
  const tenants = await entityTenantsOf(tx, run);
  for (const entityTenant of tenants) {
    await lockTaxpayers(tx, entityTenant, run.calculationId!);
    if (await isBuiltUpon(tx, entityTenant, run)) {
      return fail({ code: 'payroll_run.cumulation_moved' as const });
    }
  }
  if (await hasReceivableMoved(tx, run))
    return fail({ code: 'payroll_run.cumulation_moved' as const });
  for (const entityTenant of tenants) await voidSteps(tx, entityTenant, run);
  await undoReceivables(tx, run);
  await undoEstimates(tx, run);
  await releaseContributions(tx, run.id);
  const references = await bookedJournals(tx, run);
  await lockBooks([{ tx, keys: await fundingAccounts(tx, run.id), references }]);
  await releaseFunds(tx, run.id);
  await reverseJournals(tx, { references, occurredOn: tx.today });
  await voidResult(tx, run, { cause: 'unlocked', note: input.reason });
  await publish(tx, { type: 'payroll_run.unlocked', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}
