import { messagesContract as contract, type Output } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';

export type ResponseHours = Output<typeof contract.getResponseHours>;

/** As agreed with the client; else the usual hours. */
export async function responseHoursOf(tx: Transaction): Promise<ResponseHours> {
  const [agreed] = await tx.sql<ResponseHours>`
    select specialist_hours as specialist, client_hr_hours as "clientHr",
           employee_hours as employee, set_by_name as "setBy", set_at as "setAt"
      from messages.response_hours
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return agreed ?? { ...contract.responseHours, setBy: null, setAt: null };
}

export async function saveResponseHours(
  tx: Transaction,
  hours: Pick<ResponseHours, 'specialist' | 'clientHr' | 'employee'>,
): Promise<void> {
  await tx.sql`
    insert into messages.response_hours (shard_key, tenant_id, specialist_hours, client_hr_hours,
                                         employee_hours, set_by_name, set_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${hours.specialist}, ${hours.clientHr},
            ${hours.employee}, ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id) do update
       set specialist_hours = excluded.specialist_hours,
           client_hr_hours = excluded.client_hr_hours, employee_hours = excluded.employee_hours,
           set_by_name = excluded.set_by_name, set_at = excluded.set_at`;
}
