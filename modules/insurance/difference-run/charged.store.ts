import type { Fen, PayPeriod } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import { copyOut, quote, quoteAll, type RowReader, type Transaction } from '@heyi/platform';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import type { Charged } from './difference-run.ts';

export type ChargedAt = {
  readonly period: PayPeriod;
  readonly registrationIds: readonly RegistrationId[];
};

/**
 * Sums of what counts, by person and kind of a month, under the registrations: in the order of
 * employments, as COPY hands them out.
 */
export async function copyCharged(tx: Transaction, at: ChargedAt): Promise<RowReader> {
  return copyOut(
    tx,
    `select employment_id, kind,
            coalesce(max(base_fen) filter (where type in ('regular', 'backContribution')), 0)::int8,
            sum(employer_fen)::int8, sum(employee_fen)::int8
       from insurance.contribution_line
      where shard_key = ${tx.shardKey} and tenant_id = ${quote(tx.tenantId)}
        and superseded_at is null and period = ${quote(at.period)}
        and registration_id in (${quoteAll(at.registrationIds)})
      group by employment_id, kind
     having bool_or(type in ('regular', 'backContribution'))
      order by employment_id`,
  );
}

export function takeCharged(rows: RowReader, period: PayPeriod): Charged {
  return {
    employmentId: rows.uuid() as EmploymentId,
    kind: rows.code() as LineKind,
    period,
    base: rows.int8() as Fen,
    employer: rows.int8() as Fen,
    employee: rows.int8() as Fen,
  };
}

export async function chargedIn(tx: Transaction, at: ChargedAt): Promise<Charged[]> {
  const rows = await copyCharged(tx, at);
  const charged: Charged[] = [];
  while (rows.next()) charged.push(takeCharged(rows, at.period));
  return charged;
}
