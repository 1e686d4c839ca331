import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { addMonths, fail, type Fen, isUuid, monthIndex, ok } from '@heyi/kernel';
import { askStripes, stripeKeysOf, type Transaction } from '@heyi/platform';
import type { WorkerState } from '../worker/admission.ts';
import type { WorkerId } from '../worker/worker.ts';
import { findPrograms } from '../program/program.store.ts';
import type { ProgramId } from '../program/program.ts';
import { openGauges } from './gauge.ts';
import { loadVatReadings } from '../withholding/vat-terms.ts';

type Row = {
  workerId: WorkerId;
  externalWorkerId: string;
  name: string;
  state: WorkerState;
  month: Fen;
  twelveMonths: Fen;
};

type Wanted = Input<typeof contract.listGauges>;
type Gauges = Extract<ReturnType<typeof openGauges>, { ok: true }>['value'];

/** Labour remuneration only: a red packet is no sale. What came back does not count. */
export async function listGauges(tx: Transaction, input: Wanted) {
  const reading = (await loadVatReadings(tx))(input.period);
  const gauges = openGauges(input.period, reading?.levy ?? 'reduced');
  if (!gauges.ok) return fail({ code: 'gauge.figures_unknown' as const });
  const limit = input.limit ?? 50;
  const programs = (await findPrograms(tx, { environment: 'live' })).map(({ id }) => id);
  const found = await askStripes(await stripeKeysOf(tx), (key) =>
    gaugesOfStripe(tx, { key, programs, limit: limit + 1 }, input, gauges.value),
  );
  const rows = found.toSorted((a, b) => (a.workerId < b.workerId ? 1 : -1));
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map(({ month, twelveMonths, ...row }) => ({
      ...row,
      month: gauges.value.month(month),
      twelveMonths: gauges.value.twelveMonths(twelveMonths),
    })),
    next: rows.length > limit ? shown.at(-1)!.workerId : null,
  });
}

/** The workers who were admitted last, with what they were paid in the month and in twelve months. */
function gaugesOfStripe(
  tx: Transaction,
  of: { readonly key: number; readonly programs: readonly ProgramId[]; readonly limit: number },
  input: Wanted,
  { warnedFrom }: Gauges,
): Promise<Row[]> {
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const last = monthIndex(input.period);
  const first = monthIndex(addMonths(input.period, -11));
  return tx.sql<Row>`
    select k.id as "workerId", k.external_id as "externalWorkerId", k.name, k.state,
           paid.month, paid.year as "twelveMonths"
      from gig.worker k
     cross join lateral (
           select coalesce(sum(w.gross) filter (where w.tax_month = ${last}), 0)::bigint as month,
                  coalesce(sum(w.gross), 0)::bigint as year
             from gig.withdrawal w
             join gig.balance b
               on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
              and b.income_kind = 'labourRemuneration'
            where w.shard_key = k.shard_key and w.tenant_id = k.tenant_id and w.worker_id = k.id
              and w.program_id = any (${of.programs}::uuid[])
              and w.tax_month between ${first} and ${last} and w.reversed_at is null) paid
     where k.shard_key = ${of.key} and k.tenant_id = ${tx.tenantId} and k.environment = 'live'
       and (${input.workerId ?? null}::uuid is null or k.id = ${input.workerId ?? null})
       and (${after}::uuid is null or k.id < ${after})
       and (not ${input.warned ?? false} or paid.month >= ${warnedFrom.month}
            or paid.year >= ${warnedFrom.twelveMonths})
     order by k.id desc limit ${of.limit}`;
}
