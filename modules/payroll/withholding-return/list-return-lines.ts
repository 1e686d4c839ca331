import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Fen, fen, ok, zeroFen } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type BureauFigures, partingOf } from './return-difference.ts';
import { loadReturn } from './withholding-return.store.ts';

type Row = Output<typeof contract.listReturnLines>['rows'][number];

type Listed = Omit<Row, 'parting' | 'bureauTax'> & {
  readonly bureau: BureauFigures | null;
  readonly cumulativeExempt: Fen;
  readonly cumulativeBasic: Fen;
  readonly cumulativeSpecial: Fen;
  readonly cumulativeAdditional: Fen;
  readonly cumulativeOther: Fen;
  readonly cumulativeRelief: Fen;
  readonly cursor: string;
};

/** The people of a return, those the bureau alone knows first, then by name. */
export async function listReturnLines(
  tx: Transaction,
  input: Input<typeof contract.listReturnLines>,
) {
  const declared = await loadReturn(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const limit = input.limit ?? 100;
  const rows = await linesOf(tx, input, limit + 1);
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map(viewLine),
    next: rows.length > limit ? shown.at(-1)!.cursor : null,
  });
}

function viewLine(row: Listed): Row {
  const { bureau, cursor: _, ...line } = row;
  const {
    cumulativeExempt: _exempt,
    cumulativeBasic: _basic,
    cumulativeSpecial: _special,
    cumulativeAdditional: _additional,
    cumulativeOther: _other,
    cumulativeRelief: _relief,
    ...shown
  } = line;
  if (bureau === null) return { ...shown, bureauTax: null, parting: [] };
  const isStranger = line.taxpayerId === null;
  return {
    ...shown,
    bureauTax: bureau.tax,
    difference: isStranger ? fen(-bureau.tax) : line.difference,
    parting: isStranger
      ? [{ figure: '应补(退)税额', ours: zeroFen, bureaus: bureau.tax }]
      : partingOf(row, bureau),
  };
}

async function linesOf(
  tx: Transaction,
  input: Input<typeof contract.listReturnLines>,
  limit: number,
): Promise<Listed[]> {
  const filter = input.filter ?? 'all';
  return tx.sql<Listed>`
    with line as (
      select l.taxpayer_id, l.sheet, t.person_name, t.document_masked, l.employee_no,
             g.state as registration, g.identity, coalesce(g.reported_key_hash = g.key_hash, false)
               as is_registered,
             array(select c.client_name from payroll.return_client c
                    where c.shard_key = l.shard_key and c.tenant_id = l.tenant_id
                      and c.return_id = l.return_id and c.client_id = any (l.client_ids)
                    order by c.client_name) as client_names,
             l.income, l.exempt, l.pension + l.medical + l.unemployment + l.housing_fund as special,
             l.cumulative_income, l.cumulative_exempt, l.cumulative_basic, l.cumulative_special,
             l.cumulative_additional, l.cumulative_other, l.cumulative_relief,
             l.cumulative_taxable, l.cumulative_tax, l.withheld_before, l.tax, l.bureau,
             l.difference, l.cause, l.income_item
        from payroll.return_line l
        join payroll.taxpayer t
          on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.taxpayer_id
        left join payroll.taxpayer_registration g
          on g.shard_key = l.shard_key and g.tenant_id = l.tenant_id
         and g.taxpayer_id = l.taxpayer_id
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.return_id = ${input.returnId}
      union all
      select null, s.sheet, s.person_name, s.document_masked, null, null, null, true, '{}',
             0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, s.bureau, 0, 'missingHere', ''
        from payroll.return_stranger s
       where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
         and s.return_id = ${input.returnId}),
    ordered as (
      select l.*, concat_ws(' ', case when taxpayer_id is null then 0 else 1 end,
                            encode(convert_to(person_name, 'UTF8'), 'hex'), document_masked,
                            taxpayer_id, sheet, income_item) as cursor
        from line l)
    select taxpayer_id as "taxpayerId", sheet, person_name as "personName",
           document_masked as "documentMasked", employee_no as "employeeNo", registration, identity,
           client_names as "clientNames", income::bigint, exempt::bigint,
           special::bigint as "specialDeduction", cumulative_income::bigint as "cumulativeIncome",
           cumulative_exempt::bigint as "cumulativeExempt",
           cumulative_basic::bigint as "cumulativeBasic",
           cumulative_special::bigint as "cumulativeSpecial",
           cumulative_additional::bigint as "cumulativeAdditional",
           cumulative_other::bigint as "cumulativeOther",
           cumulative_relief::bigint as "cumulativeRelief",
           cumulative_taxable::bigint as "cumulativeTaxable",
           cumulative_tax::bigint as "cumulativeTax", withheld_before::bigint as "withheldBefore",
           tax::bigint, bureau, difference::bigint, cause, cursor
      from ordered
     where (${filter} = 'all'
            or (${filter} = 'differing' and cause is not null)
            or (${filter} = 'notCompared' and bureau is null)
            or (${filter} = 'unregistered' and not is_registered)
            or (${filter} = 'zeroTax' and tax = 0 and taxpayer_id is not null))
       and (${input.sheet ?? null}::text is null or sheet = ${input.sheet ?? null})
       and (${input.search ?? null}::text is null
            or position(${input.search ?? ''} in person_name) > 0
            or employee_no = ${input.search ?? ''})
       and (${input.after ?? null}::text is null or cursor collate "C" > ${input.after ?? ''})
     order by cursor collate "C"
     limit ${limit}`;
}
