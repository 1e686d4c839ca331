import { colleaguesWho } from '@heyi/access';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { listOrderSkills } from './list-order-skills.ts';

export async function putOrderSkills(
  tx: Transaction,
  input: Input<typeof contract.putOrderSkills>,
) {
  const { accountId, skills } = input;
  const workers = await colleaguesWho(tx, 'order_line:work');
  if (!workers.some(({ id }) => id === accountId)) {
    return fail({ code: 'account.not_found' as const });
  }
  await tx.sql`
    delete from orders.skill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
  await tx.sql`
    insert into orders.skill (shard_key, tenant_id, account_id, city_code, item)
    select ${tx.shardKey}, ${tx.tenantId}, ${accountId}, s.*
      from unnest(${skills.map(({ cityCode }) => cityCode)}::text[],
                  ${skills.map(({ item }) => item)}::text[]) as s
        on conflict do nothing`;
  return listOrderSkills(tx, {});
}
