import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { runView } from './run-view.ts';

export async function getPayrollRun(tx: Transaction, input: Input<typeof contract.getPayrollRun>) {
  const view = await runView(tx, input.runId);
  return view ? ok(view) : fail({ code: 'payroll_run.not_found' as const });
}
