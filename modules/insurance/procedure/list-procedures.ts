import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { ok, periodOf } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { visibleProcedures } from './procedure.store.ts';
import { cityProcedure, procedureIn } from './procedure.ts';

/** Every open registration with what holds in a month, and where that comes from. */
export async function listProcedures(
  tx: Transaction,
  input: Input<typeof contract.listProcedures>,
) {
  const period = input.period ?? periodOf(tx.today);
  const all = await visibleProcedures(tx);
  const open = [...(await visibleRegistrations(tx)).values()].filter(
    ({ closedFrom }) => closedFrom === null || closedFrom > period,
  );
  const rows = open.map((registration) => {
    const { id: registrationId, rates: _rates, closedFrom: _closed, ...shown } = registration;
    const { legalEntityId: _entity, ...unit } = shown;
    const own = all.get(registrationId) ?? [];
    const city = cityProcedure(registration, period);
    return {
      ...unit,
      registrationId,
      ...procedureIn(own, registration, period),
      own: [...own],
      city: city && { mark: city.mark, unverified: city.unverified, note: city.note },
    };
  });
  return ok({ rows });
}
