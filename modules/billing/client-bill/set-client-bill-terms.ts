import { clientBillContract as contract, type Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { readTerms } from './client-bill.store.ts';

export async function setClientBillTerms(
  tx: Transaction,
  input: Input<typeof contract.setClientBillTerms>,
) {
  const entity = (await visibleEntities(tx)).get(input.legalEntityId);
  if (entity?.tenantId !== tx.houseId) {
    return fail({ code: 'client_bill.entity_not_provider' as const });
  }
  const drawUpDay = input.drawUpDay === undefined ? contract.defaultDrawUpDay : input.drawUpDay;
  const tax = input.tax && JSON.stringify(input.tax);
  await tx.sql`
    insert into billing.client_bill_terms (
      shard_key, tenant_id, from_period, legal_entity_id, collection, prepaid_day, postpaid_days,
      own_registrations, tax, disabled_fund, draw_up_day, hr_sees_lines, set_by_name, set_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${input.fromPeriod}, ${input.legalEntityId},
            ${input.collection}, ${input.prepaidDay}, ${input.postpaidDays},
            ${input.ownRegistrations}, ${tax}::jsonb, ${JSON.stringify(input.disabledFund)}::jsonb,
            ${drawUpDay}, ${input.hrSeesLines ?? false}, ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id, from_period) do update
       set legal_entity_id = excluded.legal_entity_id, collection = excluded.collection,
           prepaid_day = excluded.prepaid_day, postpaid_days = excluded.postpaid_days,
           own_registrations = excluded.own_registrations, tax = excluded.tax,
           disabled_fund = excluded.disabled_fund, draw_up_day = excluded.draw_up_day,
           hr_sees_lines = excluded.hr_sees_lines, set_by_name = excluded.set_by_name,
           set_at = excluded.set_at`;
  const rows = await readTerms(tx);
  return ok(rows.find(({ fromPeriod }) => fromPeriod === input.fromPeriod)!);
}
