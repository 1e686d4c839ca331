import { type Fen, type PayPeriod, zeroFen } from '@heyi/kernel';
import { documentHash, type EmploymentId, type RegistrationId } from '@heyi/people';
import {
  copyOut,
  quote,
  quoteAll,
  type TenantCipher,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
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
  unit: Unit,
): Promise<Map<string, KnownPerson>> {
  const [period, units] = [quote(unit.period), quoteAll(unit.registrationIds)];
  const own = `shard_key = ${tx.shardKey} and tenant_id = ${quote(tx.tenantId)}`;
  const rows = await copyOut(
    tx,
    `with insured as materialized (
       select employment_id, bool_or(registration_id in (${units})) as is_here,
              bool_or(registration_id not in (${units}) and registration_kind <> 'housingFund')
                as is_elsewhere
         from people.enrolled_person
        where ${own} and start_period <= ${period}
          and (stop_period is null or stop_period >= ${period})
        group by employment_id)
     select p.document_hash, p.employment_id, coalesce(i.is_here, false),
            coalesce(i.is_elsewhere, false)
       from (select * from people.payable_employment where ${own}) p
       left join insured i on i.employment_id = p.employment_id
      order by coalesce(i.is_here, false), p.starts_on`,
  );
  const people = new Map<string, KnownPerson>();
  while (rows.next()) {
    const at = rows.bytesAt();
    const document = rows.buffer.toString('base64', at, at + rows.view.getInt32(at - 4));
    people.set(document, {
      employmentId: rows.uuid() as EmploymentId,
      isHere: rows.boolean(),
      isElsewhere: rows.boolean(),
    });
  }
  return people;
}

/** The hashes under which a document of the bill may be on file, whoever's person it is. */
export async function documentHasher(tx: Transaction): Promise<(number: string) => string[]> {
  const cipher: TenantCipher = await tenantCipher(tx);
  const hashOf = (kind: Parameters<typeof documentHash>[1], number: string) =>
    documentHash(cipher, kind, number).toString('base64');
  return (number) =>
    idCardPattern.test(number)
      ? [hashOf('idCard', number)]
      : otherKinds.map((kind) => hashOf(kind, number));
}

export type OurCharges = { readonly charges: Charge[]; lateFee: Fen };

/** What a client's lines of the bill month come to, by person. */
export async function ourCharges(
  tx: Transaction,
  { registrationIds, period }: Unit,
): Promise<Map<EmploymentId, OurCharges>> {
  const rows = await copyOut(
    tx,
    `select employment_id, kind, period, type, base_fen, employer_fen, employee_fen, late_fee_fen
       from insurance.contribution_line
      where shard_key = ${tx.shardKey} and tenant_id = ${quote(tx.tenantId)}
        and superseded_at is null and bill_period = ${quote(period)}
        and registration_id in (${quoteAll(registrationIds)})
      order by employment_id`,
  );
  const people = new Map<EmploymentId, OurCharges>();
  let last: EmploymentId | null = null;
  let own: OurCharges = { charges: [], lateFee: zeroFen };
  while (rows.next()) {
    const employmentId = rows.uuid() as EmploymentId;
    if (employmentId !== last) {
      own = { charges: [], lateFee: zeroFen };
      people.set(employmentId, own);
      last = employmentId;
    }
    own.charges.push({
      kind: rows.code() as Charge['kind'],
      period: rows.code() as PayPeriod,
      type: rows.code() as Charge['type'],
      base: rows.int8() as Fen,
      employer: rows.int8() as Fen,
      employee: rows.int8() as Fen,
    });
    own.lateFee = (own.lateFee + rows.int8()) as Fen;
  }
  return people;
}
