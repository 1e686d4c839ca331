import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadRun } from '../run/payroll-run.store.ts';
import { fillWords, type FindingKey, findingCatalogue } from './finding-catalogue.ts';

type View = Output<typeof contract.listFindings>;
type Row = {
  number: number;
  key: FindingKey;
  severity: View['rows'][number]['severity'];
  employmentId: View['rows'][number]['employmentId'];
  evidence: Record<string, string>;
  personName: string | null;
  employeeNo: string | null;
  reason: string | null;
  by: string | null;
  at: string | null;
};

/** What the calculation found, what stops the run first; with the counts by key over all of it. */
export async function listFindings(tx: Transaction, input: Input<typeof contract.listFindings>) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const limit = input.limit ?? 100;
  const after = /^[0-3] \d{1,9}$/.test(input.after ?? '')
    ? input.after!.split(' ').map(Number)
    : [-1, -1];
  const rows = await tx.sql<Row & { rank: number }>`
    select *
      from (select f.number, f.key, f.severity, f.employment_id as "employmentId", f.evidence,
                   e.person_name as "personName", e.employee_no as "employeeNo", a.reason,
                   a.actor_name as by, a.at,
                   case f.severity when 'blocker' then 0 when 'notice' then 3
                        else (a.id is not null)::int + 1 end as rank
              from payroll.finding f
              left join people.payable_employment e
                on e.shard_key = f.shard_key and e.tenant_id = f.tenant_id
               and e.employment_id = f.employment_id
              left join payroll.finding_acknowledgement a
                on a.shard_key = f.shard_key and a.tenant_id = f.tenant_id and a.run_id = ${run.id}
               and a.key = f.key and a.employment_id is not distinct from f.employment_id
               and a.evidence = f.evidence
             where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
               and f.calculation_id = ${run.calculationId}
               and (${input.severity ?? null}::text is null
                    or f.severity = ${input.severity ?? null})
               and (${input.key ?? null}::text is null or f.key = ${input.key ?? null})) found
     where (rank, number) > (${after[0]}::int, ${after[1]}::int)
       and (not ${input.open ?? false} or rank < 2)
     order by rank, number
     limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1]! : null;
  return ok({
    rows: rows.slice(0, limit).map(shown),
    next: last && `${last.rank} ${last.number}`,
    counts: await countsOf(tx, run),
  });
}

function shown(row: Row): View['rows'][number] {
  const words = findingCatalogue[row.key];
  const { reason, by, at } = row;
  return {
    id: String(row.number),
    key: row.key,
    severity: row.severity,
    titleZh: fillWords(words.titleZh, row.evidence),
    titleEn: fillWords(words.titleEn, row.evidence),
    howToFixZh: words.howToFixZh,
    howToFixEn: words.howToFixEn,
    fixAt: words.fixAt,
    employmentId: row.employmentId,
    personName: row.personName,
    employeeNo: row.employeeNo,
    rule: words.rule,
    evidence: row.evidence,
    acknowledgement: reason !== null && by !== null && at !== null ? { reason, by, at } : null,
  };
}

async function countsOf(
  tx: Transaction,
  run: { id: string; calculationId: string | null },
): Promise<View['counts']> {
  const rows = await tx.sql<{
    key: FindingKey;
    severity: Row['severity'];
    total: number;
    open: number;
  }>`
    select f.key, f.severity, count(*)::int as total,
           count(*) filter (where f.severity = 'blocker'
                               or (f.severity = 'warning' and a.id is null))::int as open
      from payroll.finding f
      left join payroll.finding_acknowledgement a
        on a.shard_key = f.shard_key and a.tenant_id = f.tenant_id and a.run_id = ${run.id}
       and a.key = f.key and a.employment_id is not distinct from f.employment_id
       and a.evidence = f.evidence
     where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
       and f.calculation_id = ${run.calculationId}
     group by f.key, f.severity
     order by array_position('{blocker,warning,notice}'::text[], f.severity), f.key`;
  return rows.map((row) => {
    const { titleZh, titleEn } = findingCatalogue[row.key];
    return { ...row, titleZh: fillWords(titleZh, {}), titleEn: fillWords(titleEn, {}) };
  });
}
