import { newId } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { OwnProcedure, OwnProcedures, ProcedureId } from './procedure.ts';

/** Own procedures of every registration that the transaction sees, the newest month first. */
export async function visibleProcedures(tx: Transaction): Promise<OwnProcedures> {
  const rows = await tx.sql<OwnProcedure & { registrationId: RegistrationId }>`
    select id, registration_id as "registrationId", valid_from as "validFrom",
           enrol_day as "enrolDay", stop_day as "stopDay",
           back_contribution_day as "backContributionDay", enrol_effective as "enrolEffective",
           stop_effective as "stopEffective", payment,
           back_contribution_months as "backContributionMonths", reason_codes as "reasonCodes",
           sign_in as "signIn", filing_first as "filingFirst",
           injury_from_joining as "injuryFromJoining", source, mark,
           set_by_name as "setByName", set_at as "setAt"
      from insurance.procedure
     order by registration_id, valid_from desc`;
  const procedures = new Map<RegistrationId, OwnProcedure[]>();
  for (const { registrationId, ...row } of rows) {
    const there = procedures.get(registrationId);
    if (there) there.push(row);
    else procedures.set(registrationId, [row]);
  }
  return procedures;
}

/** Writes the values of the registration from the month on; the same month is replaced. */
export async function putProcedure(
  tx: Transaction,
  registrationId: RegistrationId,
  value: Omit<OwnProcedure, 'id' | 'setAt' | 'setByName'>,
): Promise<OwnProcedure> {
  const id: ProcedureId = newId<'prc'>();
  const setByName = tx.actor.name;
  const [row] = await tx.sql<{ id: ProcedureId }>`
    insert into insurance.procedure
           (shard_key, tenant_id, id, registration_id, valid_from, enrol_day, stop_day,
            back_contribution_day, enrol_effective, stop_effective, payment,
            back_contribution_months, reason_codes, sign_in, filing_first, injury_from_joining,
            source, mark, set_by_name, set_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${registrationId}, ${value.validFrom},
            ${value.enrolDay}, ${value.stopDay}, ${value.backContributionDay},
            ${value.enrolEffective}, ${value.stopEffective}, ${value.payment},
            ${value.backContributionMonths}, ${JSON.stringify(value.reasonCodes)}, ${value.signIn},
            ${value.filingFirst}, ${value.injuryFromJoining}, ${value.source}, ${value.mark},
            ${setByName}, ${tx.now})
    on conflict on constraint procedure_month do update
       set enrol_day = excluded.enrol_day, stop_day = excluded.stop_day,
           back_contribution_day = excluded.back_contribution_day,
           enrol_effective = excluded.enrol_effective, stop_effective = excluded.stop_effective,
           payment = excluded.payment,
           back_contribution_months = excluded.back_contribution_months,
           reason_codes = excluded.reason_codes, sign_in = excluded.sign_in,
           filing_first = excluded.filing_first,
           injury_from_joining = excluded.injury_from_joining, source = excluded.source,
           mark = excluded.mark, set_by_name = excluded.set_by_name, set_at = excluded.set_at
    returning id`;
  return { ...value, id: row!.id, setByName, setAt: tx.now };
}
