import { fundingOf } from '@heyi/billing';
import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Fen, fen, ok, subtract, sum, zeroFen } from '@heyi/kernel';
import { findPayerAccounts } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun, type PayrollRun, runEntities } from '../run/payroll-run.store.ts';
import { entityNeeds } from './funding-need.ts';

type RunFunding = Output<typeof contract.getRunFunding>;

export async function getRunFunding(tx: Transaction, input: Input<typeof contract.getRunFunding>) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  return ok(await runFunding(tx, run));
}

/** What each entity needs against what is on its paying account. */
export async function runFunding(tx: Transaction, run: PayrollRun): Promise<RunFunding> {
  const entities = await runEntities(tx, run.id);
  const names = await visibleEntities(tx);
  const accountIds = entities.flatMap(({ payerAccountId }) => payerAccountId ?? []);
  const accounts = await findPayerAccounts(tx, accountIds);
  const funding = await fundingOf(tx, run.id);
  const needs = new Map((await entityNeeds(tx, run)).map((need) => [need.legalEntityId, need]));
  const rows = entities.map((entity): RunFunding['rows'][number] => {
    const need = needs.get(entity.legalEntityId);
    const line = funding.lines.find(({ legalEntityId }) => legalEntityId === entity.legalEntityId);
    const account = entity.payerAccountId && accounts.get(entity.payerAccountId);
    const onAccount = funding.accounts.find(
      ({ payerAccountId }) => payerAccountId === entity.payerAccountId,
    );
    const isProvider = entity.tenantId === tx.houseId;
    const wages = need?.wages ?? 0;
    const needed =
      line?.needed ??
      fen(isProvider ? wages + (need?.tax ?? 0) + (need?.contributions ?? 0) : wages);
    const applied = line?.applied ?? zeroFen;
    const available = onAccount?.available ?? zeroFen;
    const isFunded = applied === needed;
    return {
      entityId: entity.legalEntityId,
      entityName: names.get(entity.legalEntityId)?.name ?? '',
      payerAccountId: entity.payerAccountId,
      payerAccountMasked: account ? account.accountMasked : null,
      people: need?.people ?? 0,
      needed,
      held: fen(need?.held ?? 0),
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
