import type { OpenTask } from '@heyi/insurance';
import { addMonths, type PayPeriod, type PlainDate } from '@heyi/kernel';
import { systemActor, type Transaction } from '@heyi/platform';
import type { LineId, NewLine } from '../line/line.ts';
import { insertLines } from '../line/line.store.ts';
import { type Cover, coversOf, lockIntake, type Person, peopleOf } from './request-lines.ts';

const news = systemActor('参保任务');

/**
 * A line for each task that waits to be worked on and is covered by an order; all at once. Run again it
 * makes none.
 */
export async function openLines(tx: Transaction): Promise<LineId[]> {
  // Two who open lines of one tenant would make each twice, and one of them would fail.
  await lockIntake(tx);
  const tasks = await tasksWithoutLine(tx);
  if (tasks.length === 0) return [];
  const covers = await coversOf(tx, ['active', 'ended']);
  // Asked for by their ids: as a join it was planned by what the tables held before 2,000 came, and
  // took many seconds.
  const people = await peopleOf(tx, [...new Set(tasks.map(({ employmentId }) => employmentId))]);
  return insertLines(
    { ...tx, actor: news },
    tasks.flatMap((task) => {
      const line = lineOf(covers, people.get(task.employmentId)!, task);
      return line === null ? [] : [line];
    }),
  );
}

type Task = Omit<OpenTask, 'officialCutoff' | 'clientCutoff'> & {
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
  readonly askedPeriod: PayPeriod;
  readonly movedReason: string | null;
};

async function tasksWithoutLine(tx: Transaction): Promise<Task[]> {
  return tx.sql<Task>`
    select t.task_id as "taskId", t.kind, t.employment_id as "employmentId",
           t.person_id as "personId", t.registration_id as "registrationId",
           t.registration_kind as "registrationKind", t.city_code as "cityCode", t.period,
           t.asked_period as "askedPeriod", t.moved_reason as "movedReason",
           t.official_cutoff as "officialCutoff", t.client_cutoff as "clientCutoff",
           t.cutoff_provisional as "cutoffProvisional"
      from insurance.open_task t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and not exists (select from orders.line l
                        where l.shard_key = t.shard_key and l.tenant_id = t.tenant_id
                          and l.task_id = t.task_id and l.state <> 'cancelled')
     order by t.official_cutoff, t.task_id`;
}

/** A stop belongs to the last month that is paid. */
function lineOf(covers: readonly Cover[], person: Person, task: Task): NewLine | null {
  const item = task.registrationKind === 'housingFund' ? 'housingFund' : 'socialInsurance';
  const month = task.kind === 'stop' ? addMonths(task.period, -1) : task.period;
  const cover = covers.find(
    (one) =>
      one.item === item &&
      one.cityCode === task.cityCode &&
      one.fromPeriod <= month &&
      (one.toPeriod === null || month <= one.toPeriod),
  );
  if (!cover) return null;
  const { orderId, channel, supplierId } = cover;
  return {
    orderId,
    item,
    service: task.kind,
    employmentId: task.employmentId,
    personId: task.personId,
    personName: person.personName,
    employeeNo: person.employeeNo,
    cityCode: task.cityCode,
    period: task.period,
    askedPeriod: task.askedPeriod,
    movedReason: task.movedReason,
    taskId: task.taskId,
    registrationId: task.registrationId,
    registrationKind: task.registrationKind,
    officialCutoff: task.officialCutoff,
    clientCutoff: task.clientCutoff,
    cutoffProvisional: task.cutoffProvisional,
    channel,
    supplierId: channel === 'supplier' ? supplierId : null,
    source: 'event',
    note: null,
  };
}
