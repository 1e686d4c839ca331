import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { addMonths, fail, ok, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';
import { type EnrolmentId, settleEnrolmentStop } from '@heyi/people';
import { publish, publishAll, type Transaction } from '@heyi/platform';
import { planTasks } from '../task/plan-tasks.ts';
import type { TaskId } from '../task/task.ts';

type Row = {
  readonly id: TaskId;
  readonly enrolmentId: EnrolmentId;
  readonly employmentId: Input<typeof contract.getInsuranceChain>['employmentId'];
  readonly isUnconfirmed: boolean;
  readonly startPeriod: PayPeriod;
  readonly endsOn: PlainDate;
};

/**
 * The client's word on the last month that is paid. From now on the stop can be worked on; its month
 * follows the cut-off anew. Publishes employment.changed and insurance_tasks.opened.
 */
export async function confirmLastPeriod(
  tx: Transaction,
  input: Input<typeof contract.confirmLastPeriod>,
) {
  const wanted = new Map(input.confirmations.map((one) => [one.taskId, one.lastPeriod]));
  const tasks = await lockStops(tx, [...wanted.keys()]);
  if (tasks.length < wanted.size) return fail({ code: 'insurance_task.not_found' as const });
  if (tasks.some(({ isUnconfirmed }) => !isUnconfirmed)) {
    return fail({ code: 'insurance_task.not_unconfirmed' as const });
  }
  const settled = tasks.map((task) => ({ task, lastPeriod: wanted.get(task.id)! }));
  if (!settled.every(({ task, lastPeriod }) => isPossible(task, lastPeriod))) {
    return fail({ code: 'last_period.out_of_range' as const });
  }
  await saveConfirmed(tx, settled);
  for (const [lastPeriod, rows] of Map.groupBy(settled, (one) => one.lastPeriod)) {
    const ids = rows.map(({ task }) => task.enrolmentId);
    await settleEnrolmentStop(tx, ids, lastPeriod);
  }
  const employmentIds = [...new Set(tasks.map(({ employmentId }) => employmentId))];
  await planTasks(tx, employmentIds);
  await publishAll(
    tx,
    employmentIds.map((employmentId) => ({
      type: 'employment.changed',
      payload: { employmentId },
    })),
  );
  await publish(tx, { type: 'insurance_tasks.opened', payload: { count: tasks.length } });
  return ok({ confirmed: tasks.length });
}

async function lockStops(tx: Transaction, ids: readonly TaskId[]): Promise<Row[]> {
  await tx.sql`
    select id from insurance.task
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any (${ids}::uuid[]) order by id for update`;
  return tx.sql<Row>`
    select t.id, t.enrolment_id as "enrolmentId", t.employment_id as "employmentId",
           coalesce(t.kind = 'stop' and t.state = 'pending' and t.confirmed_at is null
                    and e.ends_on is not null, false) as "isUnconfirmed",
           e.start_period as "startPeriod", e.ends_on as "endsOn"
      from insurance.task t
      left join people.enrolled_person e
        on e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
       and e.enrolment_id = t.enrolment_id
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.id = any (${ids}::uuid[])`;
}

/** Not before the month before leaving, nor before the first insured one; at most a year after. */
function isPossible({ startPeriod, endsOn }: Row, lastPeriod: PayPeriod): boolean {
  const month = periodOf(endsOn);
  return (
    lastPeriod >= startPeriod &&
    lastPeriod >= addMonths(month, -1) &&
    lastPeriod <= addMonths(month, 12)
  );
}

async function saveConfirmed(
  tx: Transaction,
  settled: readonly { task: Row; lastPeriod: PayPeriod }[],
): Promise<void> {
  const ids = settled.map(({ task }) => task.id);
  const asked = settled.map(({ lastPeriod }) => addMonths(lastPeriod, 1));
  await tx.sql`
    update insurance.task t
       set asked_period = r.asked, period = r.asked, moved_reason = null,
           confirmed_at = ${tx.now}, confirmed_by_name = ${tx.actor.name}, changed_at = ${tx.now}
      from unnest(${ids}::uuid[], ${asked}::text[]) as r (id, asked)
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.id = r.id`;
}
