import type { Input, insuranceContract as contract } from '@heyi/contract';
import { add, fail, type Fen, ok, zeroFen } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import type { NewLine } from '../contribution-line/contribution-line.ts';
import { recordContributionLines } from '../contribution-line/contribution-line.store.ts';
import { chargedIn } from './charged.store.ts';
import {
  type DifferenceRunView,
  lockRun,
  type PreviewLine,
  previewLines,
  runOf,
  setCommitted,
} from './difference-run.store.ts';

/** Makes a preview count. Refused when a line of its months has changed since. */
export async function commitDifferences(
  tx: Transaction,
  input: Input<typeof contract.commitDifferences>,
) {
  const run = await lockRun(tx, input.differenceRunId);
  if (!run) return fail({ code: 'difference_run.not_found' as const });
  if (run.state === 'calculating' || run.state === 'failed') {
    return fail({ code: 'difference_run.not_calculated' as const });
  }
  if (run.state === 'committed') return fail({ code: 'difference_run.already_committed' as const });
  // Whoever records lines of the tenant waits, so that the look below stays true.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727020))`;
  const preview = await previewLines(tx, run.id);
  if (!(await isUpToDate(tx, preview))) return fail({ code: 'difference_run.outdated' as const });
  if (preview.length === 0) return fail({ code: 'difference_run.empty' as const });
  const before = await formerDifferences(tx, run);
  const lines = preview.map((line) => differenceLine(run, line, before.get(placeOf(line))));
  await recordContributionLines(tx, lines);
  await setCommitted(tx, run.id);
  const { id: differenceRunId, billPeriod } = run;
  await publish(tx, {
    type: 'contribution_differences.committed',
    payload: { differenceRunId, billPeriod },
  });
  return ok((await runOf(tx, run.id))!);
}

async function isUpToDate(tx: Transaction, preview: readonly PreviewLine[]): Promise<boolean> {
  const registrationIds: RegistrationId[] = [
    ...new Set(preview.map(({ registrationId }) => registrationId)),
  ];
  for (const period of new Set(preview.map((line) => line.period))) {
    const charged = await chargedIn(tx, { period, registrationIds });
    const now = new Map(charged.map((one) => [placeOf(one), one]));
    const isSame = preview
      .filter((line) => line.period === period)
      .every((line) => {
        const one = now.get(placeOf(line));
        return (
          one?.employer === line.employerCharged &&
          one.employee === line.employeeCharged &&
          one.base === line.baseCharged
        );
      });
    if (!isSame) return false;
  }
  return true;
}

type Former = { employer: Fen; employee: Fen };

/** Differences that the bill month holds already: the line that supersedes them carries both. */
async function formerDifferences(
  tx: Transaction,
  run: DifferenceRunView,
): Promise<Map<string, Former>> {
  const rows = await tx.sql<Former & Pick<PreviewLine, 'employmentId' | 'kind' | 'period'>>`
    select employment_id as "employmentId", kind, period, employer_fen as employer,
           employee_fen as employee
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and type = 'difference' and source = 'estimate' and bill_period = ${run.billPeriod}
       and period between ${run.fromPeriod} and ${run.toPeriod}`;
  return new Map(rows.map((row) => [placeOf(row), row]));
}

function placeOf(line: Pick<PreviewLine, 'employmentId' | 'kind' | 'period'>): string {
  return `${line.employmentId} ${line.kind} ${line.period}`;
}

function differenceLine(
  run: DifferenceRunView,
  line: PreviewLine,
  former: Former | undefined,
): NewLine {
  return {
    employmentId: line.employmentId,
    registrationId: line.registrationId,
    kind: line.kind,
    period: line.period,
    billPeriod: run.billPeriod,
    type: 'difference',
    source: 'estimate',
    base: line.baseDue,
    employer: add(line.employer, former?.employer ?? zeroFen),
    employee: add(line.employee, former?.employee ?? zeroFen),
    lateFee: zeroFen,
    provisional: line.provisional,
    policyPin: run.policyPin,
    evidenceFileId: null,
    differenceRunId: run.id,
  };
}
