import {
  type declarationContract as contract,
  employerCostPermission,
  type Input,
  type Output,
} from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import type { Amount } from './declaration.ts';
import { declarationOf } from './declaration.store.ts';

type Row = Output<typeof contract.listDeclarationRows>['rows'][number];
type Stored = Omit<Row, 'amounts'> & { readonly amounts: readonly Amount[] };

const rowsDefault = 100;

/** By client and employment; the cursor is the place of the last row. */
export async function listDeclarationRows(
  tx: Transaction,
  input: Input<typeof contract.listDeclarationRows>,
) {
  const id = input.declarationId;
  if (!(await declarationOf(tx, id))) return fail({ code: 'declaration.not_found' as const });
  const limit = input.limit ?? rowsDefault;
  const after = /^\d{1,9}$/.test(input.after ?? '') ? Number.parseInt(input.after!, 10) : 0;
  const show = input.show ?? 'all';
  const rows = await tx.sql<Stored>`
    select client_tenant_id as "clientId", employment_id as "employmentId",
           person_name as "personName", document_masked as "documentMasked", change, amounts,
           employer_fen as employer, employee_fen as employee, unknown_count as "unknownCount"
      from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}
       and (${show}::text <> 'moved' or change <> 'same')
       and (${show}::text <> 'unknown' or unknown_count > 0)
     order by client_tenant_id, employment_id
     limit ${limit + 1} offset ${after}`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.slice(0, limit).map((row): Row => ({
    ...row,
    employer: seesCost ? row.employer : null,
    amounts: row.amounts.map((amount) => shownAmount(amount, seesCost)),
  }));
  return ok({ rows: shown, next: rows.length > limit ? String(after + limit) : null });
}

export function shownAmount([kind, base, employer, employee]: Amount, seesCost: boolean) {
  return { kind, base, employer: seesCost ? employer : null, employee };
}
