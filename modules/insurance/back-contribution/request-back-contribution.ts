import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, ok, periodOf } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { insertTasks } from '../task/plan-tasks.store.ts';
import { placesOf, taskRow } from '../task/plan-tasks.ts';
import { insertBackContribution, workOut } from './back-contribution.store.ts';

/** Opens the task 补缴; its lines are recorded when the agency has taken it. */
export async function requestBackContribution(
  tx: Transaction,
  input: Input<typeof contract.requestBackContribution>,
) {
  const worked = await workOut(tx, input);
  if (!worked.ok) return worked;
  const { place, view } = worked.value;
  const places = await placesOf(tx);
  const month = places.of(place, 'backContribution', periodOf(tx.today));
  const row = taskRow(place, 'backContribution', month, { base: input.base });
  const [taskId] = await insertTasks(tx, [row]);
  if (!taskId) return fail({ code: 'insurance_task.open_already' as const });
  await insertBackContribution(tx, taskId, input);
  await publish(tx, { type: 'insurance_tasks.opened', payload: { count: 1 } });
  return ok({ ...view, taskId });
}
