import type { Fen, PayPeriod } from '@heyi/kernel';
import { documentHash, type EmploymentId, type RegistrationId } from '@heyi/people';
import { tenantCipher, type Transaction } from '@heyi/platform';
import type { Charge } from './compare-bill.ts';

const idCardPattern = /^\d{17}[\dX]$/;
const otherKinds = [
  'hkMacaoPermit',
  'taiwanPermit',
  'passport',
  'foreignPermanentResident',
  'hkMacaoTaiwanResidencePermit',
] as const;

export type KnownPerson = {
  readonly employmentId: EmploymentId;
  /** Insured at one of the units in the month, or ever. */
  readonly isHere: boolean;
  readonly isElsewhere: boolean;
};

type Unit = { readonly registrationIds: readonly RegistrationId[]; readonly period: PayPeriod };

/** The client's people by the keyed hash of their document: of several employments the insured one. */
export async function peopleByDocument(
  tx: Transaction,
  { registrationIds, period }: Unit,
): Promise<Map<string, KnownPerson>> {
  const rows = await tx.sql<KnownPerson & { document: string }>`
    with insured as materialized (
      select employment_id,
             bool_or(registration_id = any (${registrationIds}::uuid[])) as is_here,
             bool_or(registration_id <> all (${registrationIds}::uuid[])
                     and registration_kind <> 'housingFund') as is_elsewhere
        from people.enrolled_person
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and start_period <= ${period} and (stop_period is null or stop_period >= ${period})
       group by employment_id)
    select p.employment_id as "employmentId", encode(p.document_hash, 'base64') as document,
           coalesce(i.is_here, false) as "isHere",
           coalesce(i.is_elsewhere, false) as "isElsewhere"
      from people.payable_employment p
      left join insured i on i.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
     order by coalesce(i.is_here, false), p.starts_on`;
  return new Map(rows.map(({ document, ...person }) => [document, person]));
}

/** The hashes under which a document of the bill may be on file. */
export async function documentHasher(tx: Transaction): Promise<(number: string) => string[]> {
  const cipher = await tenantCipher(tx);
  const hashOf = (kind: Parameters<typeof documentHash>[1], number: string) =>
    documentHash(cipher, kind, number).toString('base64');
  return (number) =>
    idCardPattern.test(number)
      ? [hashOf('idCard', number)]
      : otherKinds.map((kind) => hashOf(kind, number));
}

export type OurCharges = { readonly charges: readonly Charge[]; readonly lateFee: Fen };

type Packed = { employmentId: EmploymentId; lines: string; lateFee: Fen };

/** What a client's lines of the bill month come to, by person. */
export async function ourCharges(
  tx: Transaction,
  { registrationIds, period }: Unit,
): Promise<Map<EmploymentId, OurCharges>> {
  const rows = await tx.sql<Packed>`
    select employment_id as "employmentId",
           string_agg(concat_ws(' ', kind, period, type, base_fen, employer_fen, employee_fen),
                      '|') as lines,
           sum(late_fee_fen)::int8 as "lateFee"
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and bill_period = ${period} and registration_id = any (${registrationIds}::uuid[])
     group by employment_id`;
  return new Map(
    rows.map(({ employmentId, lines, lateFee }) => [
      employmentId,
      { charges: lines.split('|').map(chargeOf), lateFee },
    ]),
  );
}

/** Amounts come as whole fen. */
function chargeOf(line: string): Charge {
  const [kind, period, type, base, employer, employee] = line.split(' ');
  const fenOf = (text: string | undefined) => Number.parseInt(text!, 10) as Fen;
  return {
    kind: kind as Charge['kind'],
    period: period as PayPeriod,
    type: type as Charge['type'],
    base: fenOf(base),
    employer: fenOf(employer),
    employee: fenOf(employee),
  };
}
