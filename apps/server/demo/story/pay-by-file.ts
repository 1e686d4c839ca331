import { paymentsContract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import { bankResultSheet } from '../files/bank-result-file.ts';
import { importFile } from './import-file.ts';
import type { World } from './open-companies.ts';
import type { DemoRun } from './play-run.ts';

/** A bank without a link: finance carries the instruction file there and the result file back. */
export async function payByFile(world: World, cast: Cast, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const finance = world.player('finance');
  const { rows: batches } = await world.stage.act(finance, paymentsContract.listPayBatches, {
    tenantId,
    subjectId: runId,
  });
  for (const batch of batches.filter(({ channel }) => channel === paymentsContract.fileChannel)) {
    const payBatchId = batch.id;
    await world.stage.act(finance, paymentsContract.releaseInstructionFile, {
      tenantId,
      payBatchId,
    });
    const { rows: orders } = await world.stage.act(finance, paymentsContract.listPayOrders, {
      tenantId,
      payBatchId,
      limit: 500,
    });
    const lines = orders.map(({ payeeName, payeeAccountMasked, amount }) => ({
      account: accountOf(cast, run, payeeName, payeeAccountMasked),
      name: payeeName,
      amount,
      failure: null,
    }));
    await importFile(world.stage, finance, {
      tenantId: world.tenantOf(run.tenant),
      kind: 'bankResult',
      subjectId: payBatchId,
      name: `代发结果 ${run.wageMonth}.xlsx`,
      sheet: bankResultSheet(`代发结果清单 ${run.payDate}`, lines),
    });
  }
}

/** The bank knows the whole number; the orders show its ends. */
function accountOf(cast: Cast, run: DemoRun, name: string, masked: string): string {
  const found = cast
    .rowsOf(run.tenant)
    .flatMap(({ person }) => (person.account?.holderName === name ? person.account : []))
    .find(({ accountNumber }) => accountNumber.endsWith(masked.slice(-4)));
  assert(found, `nobody called ${name} has the account ${masked}`);
  return found.accountNumber;
}
