import type { Input, insuranceTaskContract as contract, Output } from '@heyi/contract';
import { fail, ok, type PlainDate } from '@heyi/kernel';
import { cityName } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { procedureIn } from '../procedure/procedure.ts';
import { tasksOf } from './read-tasks.ts';
import { uncoveredDays } from './task-month.ts';

type Answer = Output<typeof contract.getInsuranceChain>;
type Chain = Omit<Answer['enrolments'][number], 'cityName' | 'uncovered'> & {
  startsOn: PlainDate;
};

/** Where one person stands at each agency, by the tasks alone. */
export async function getInsuranceChain(
  tx: Transaction,
  input: Input<typeof contract.getInsuranceChain>,
) {
  const { employmentId } = input;
  const [employment] = await tx.sql`
    select employment_id from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}`;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const chains = await tx.sql<Chain>`
    select enrolment_id as "enrolmentId", registration_id as "registrationId",
           registration_kind as "registrationKind", city_code as "cityCode",
           start_period as "startPeriod", stop_period as "stopPeriod", state,
           starts_on as "startsOn"
      from insurance.enrolment_chain
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}
     order by registration_kind desc, start_period, enrolment_id`;
  const tasks = await tasksOf(tx, { employmentId });
  const own = await visibleProcedures(tx);
  const enrolments = chains.map(({ startsOn, ...chain }) => {
    const { registrationId, registrationKind: kind, cityCode } = chain;
    const enrol = tasks.find(
      (one) => one.kind === 'enrol' && one.enrolmentId === chain.enrolmentId,
    );
    const isWatched = kind === 'socialInsurance' && enrol !== undefined;
    const uncovered =
      !isWatched || enrol.state === 'cancelled'
        ? null
        : uncoveredDays({
            procedure: procedureIn(own.get(registrationId) ?? [], { kind, cityCode }, enrol.period),
            startsOn,
            period: enrol.period,
            filedOn: enrol.submittedOn,
            today: tx.today,
          });
    return { ...chain, cityName: cityName(kind, cityCode), uncovered };
  });
  return ok({ enrolments, tasks: tasks.map(({ submittedOn: _day, ...task }) => task) });
}
