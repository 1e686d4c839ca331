import { type Id, payPeriod, yuan } from '@heyi/kernel';
import { type EmploymentId, type EntityId, setEnrolment } from '@heyi/people';
import { castClient, entity, joiner, registration, valueOf } from '@heyi/people/testing';
import type { TenantId, Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import type { TaskId } from './task/task.ts';
import {
  cancelTasks,
  failTasks,
  reopenTasks,
  submitTasks,
  succeedTasks,
} from './task/work-tasks.ts';

/** A client of the tests with a company, its social insurance unit and its fund in one city. */
export type Shop = {
  readonly tenant: TenantId;
  readonly company: EntityId;
  readonly social: Id<'reg'>;
  readonly fund: Id<'reg'>;
  /** Somebody who joins on the day and is insured from the month, at one agency or at both. */
  enrol(startsOn: string, from: string, kinds?: 'both'): Promise<EmploymentId>;
};

export async function castShop(
  world: TestHost,
  name: string,
  city = '110000',
  mode: Parameters<typeof castClient>[1] = 'agency',
): Promise<Shop> {
  const tenant = await castClient(world, mode, name);
  const company = (await entity(world, tenant, `${name}有限公司`)).id;
  const social = await registration(world, tenant, company, 'socialInsurance', city);
  const fund = await registration(world, tenant, company, 'housingFund', city);
  const enrol = async (startsOn: string, from: string, kinds?: 'both') => {
    const { id } = await joiner(world, tenant, company, { startsOn });
    for (const registrationId of kinds ? [social, fund] : [social]) {
      const fromPeriod = payPeriod(from);
      const input = { tenantId: tenant, employmentId: id, registrationId, fromPeriod };
      const set = { ...input, base: yuan('9000') };
      valueOf(await world.as(tenant, (tx) => setEnrolment(tx, set)));
    }
    return id;
  };
  return { tenant, company, social, fund, enrol };
}

/** One task of many, as most tests take them. */
export const submitTask = async (tx: Transaction, id: TaskId, by: { attempt: string }) =>
  (await submitTasks(tx, [{ id, ...by }])).get(id)!;
export const succeedTask = async (
  tx: Transaction,
  id: TaskId,
  result: Parameters<typeof succeedTasks>[2],
) => (await succeedTasks(tx, [id], result)).get(id)!;
export const failTask = async (
  tx: Transaction,
  id: TaskId,
  failure: Parameters<typeof failTasks>[2],
) => (await failTasks(tx, [id], failure)).get(id)!;
export const reopenTask = async (tx: Transaction, id: TaskId) =>
  (await reopenTasks(tx, [id])).get(id)!;
export const cancelTask = async (tx: Transaction, id: TaskId, by: { reason: string }) =>
  (await cancelTasks(tx, [id], by)).get(id)!;
