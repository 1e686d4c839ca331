import { Readable } from 'node:stream';
import { add, assert, ok, type Result, sum, zeroFen } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import {
  enterTenant,
  job,
  type JobContext,
  maskDocumentNumber,
  readFile,
  type TenantId,
  type Transaction,
  uuidArray,
} from '@heyi/platform';
import { type BillLayout, billLayouts } from '@heyi/statutory';
import { z } from 'zod';
import {
  clientSums,
  lockMonths,
  type MonthSum,
  moveMonths,
  putMonths,
} from '../contribution-month/contribution-month.store.ts';
import { tenantsInsuredBy } from '../declaration/fill-declaration.ts';
import {
  documentHasher,
  type KnownPerson,
  type OurCharges,
  ourCharges,
  peopleByDocument,
} from './bill-people.ts';
import { compareBill, type ComparedPerson, wholeRow } from './compare-bill.ts';
import { type BillRow, faultCodes, type OfficialBillId } from './official-bill.ts';
import {
  type BillSums,
  billOf,
  dropBillRows,
  failBill,
  finishReading,
  insertBillDifferences,
  insertBillRows,
  insertFindings,
  type OwnedDifference,
  type OwnedRow,
  type StoredBill,
} from './official-bill.store.ts';
import { type ReadBill, readBill } from './read-bill.ts';

/** Reads a bill and compares it with our lines, in one transaction: killed, it begins again. */
export const reconcileBillJob = job({
  kind: 'reconcile_bill',
  input: z.object({ officialBillId: z.string() }),
  run: (context, input) => reconcileBill(context, input.officialBillId as OfficialBillId),
  giveUp: (tx, input) =>
    failBill(tx, input.officialBillId as OfficialBillId, { code: 'job.gave_up', facts: {} }),
});

async function reconcileBill(
  context: JobContext,
  id: OfficialBillId,
): Promise<Result<null, never>> {
  await context.transaction(async (tx) => {
    const bill = await billOf(tx, id);
    if (bill?.state !== 'reading') return;
    const file = await readFile(tx, bill.fileId);
    assert(file, 'a bill has its file');
    const { cityCode, period } = bill;
    const named = billLayouts().filter(({ layout }) => layout === bill.layout);
    const layouts = named.length === 0 ? billLayouts() : named;
    // The database gathers our side, then keeps rows, while the file is taken apart here.
    const flow = new Readable({ objectMode: true, read: () => undefined });
    const wanted = { layouts, cityCode, period };
    const reading = readBill(file.content, wanted, (rows) => void flow.push(rows)).finally(
      () => void flow.push(null),
    );
    const keeping = gather(tx, bill).then((ours) => keepRows(tx, bill, ours, flow));
    // Whatever comes of one, nothing is left running on the connection.
    await Promise.allSettled([reading, keeping]);
    const read = await reading;
    const kept = await keeping;
    if (read.ok) return compare(tx, bill, read.value, kept);
    const { code, facts } = read.failure;
    await dropBillRows(tx, id);
    await failBill(tx, id, { code, facts });
  });
  return ok(null);
}

/** A person of ours with what the bill and our lines say. */
type Person = KnownPerson & {
  readonly side: Side;
  readonly ours: OurCharges | null;
  /** The bill's, in its order. */
  readonly rows: BillRow[];
};

/** What we have of one client: what each of its people was charged. */
type Side = {
  readonly client: Transaction;
  readonly ours: ReadonlyMap<EmploymentId, OurCharges>;
  readonly sums: readonly MonthSum[];
  /** Those on the bill, in its order. */
  readonly billed: Map<EmploymentId, Person>;
};

/** Somebody who may stand on the bill. */
type Candidate = { readonly side: Side; readonly person: KnownPerson };

/** By document. */
type Known = ReadonlyMap<string, Candidate>;

type Ours = { readonly sides: readonly Side[]; readonly known: Known };

async function gather(tx: Transaction, bill: StoredBill): Promise<Ours> {
  const sides: Side[] = [];
  const known = new Map<string, Candidate>();
  for (const clientId of await clientsOf(tx, bill)) {
    const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
    const people = await peopleByDocument(client, bill);
    const ours = await ourCharges(client, bill);
    const sums = await clientSums(client, bill);
    const side = { client, ours, sums, billed: new Map() };
    sides.push(side);
    for (const [document, person] of people) {
      known.set(document, nearer(known.get(document), { side, person }));
    }
  }
  return { sides, known };
}

/**
 * Of two clients who know a person, the row is of the one where it is insured in the month, else of the
 * one whose lines it has: who moved between clients of one unit is on file with both.
 */
function nearer(there: Candidate | undefined, one: Candidate): Candidate {
  return there === undefined || claimOf(one) > claimOf(there) ? one : there;
}

function claimOf({ side, person }: Candidate): number {
  if (person.isHere) return 2;
  return side.ours.has(person.employmentId) ? 1 : 0;
}

async function compare(
  tx: Transaction,
  bill: StoredBill,
  read: ReadBill,
  { sides, unclaimed, sums }: Kept,
): Promise<void> {
  const findings = [...read.findings];
  const differences: OwnedDifference[] = [];
  for (const side of sides) {
    for (const difference of await differencesOf(side, read.layout)) differences.push(difference);
  }
  for (const row of unclaimed) {
    const number = findings.length + 1;
    const facts = { name: row.personName, document: maskDocumentNumber(row.documentNumber) };
    findings.push({ number, rowNumber: row.rowNumber, code: 'personUnknown', facts });
    const difference = wholeRow(row, row.isDuplicate ? 'duplicateRow' : 'notOurs');
    differences.push({ ...difference, owner: null, personName: row.personName });
  }
  await insertFindings(tx, bill.id, findings);
  await insertBillDifferences(tx, bill.id, differences);
  const ours = sides.flatMap((side) => side.sums);
  await finishReading(tx, bill.id, {
    ...sums,
    layout: read.layout.layout,
    rowCount: read.rowCount,
    findingCount: findings.length,
    faultCount: findings.filter(({ code }) => faultCodes.has(code)).length,
    differenceCount: differences.length,
    ourEmployer: sum(ours.map(({ employer }) => employer)),
    ourEmployee: sum(ours.map(({ employee }) => employee)),
  });
  await assessMonths(tx, bill, ours);
}

/** Whose people are insured at one of the units that the bill charges. */
export async function clientsOf(
  tx: Transaction,
  { registrationIds }: Pick<StoredBill, 'registrationIds'>,
): Promise<TenantId[]> {
  const clients = new Set<TenantId>();
  for (const registrationId of registrationIds) {
    for (const id of await tenantsInsuredBy(tx, { registrationId })) clients.add(id);
  }
  return [...clients].toSorted();
}

type Kept = {
  readonly sides: readonly Side[];
  /** Nobody's. */
  readonly unclaimed: readonly BillRow[];
  readonly sums: Pick<BillSums, 'personCount' | 'billEmployer' | 'billEmployee' | 'lateFee'>;
};

/** Says of every row whose it is, and keeps it. */
async function keepRows(
  tx: Transaction,
  bill: StoredBill,
  { sides, known }: Ours,
  flow: AsyncIterable<BillRow[]>,
): Promise<Kept> {
  const hashes = await documentHasher(tx);
  const unclaimed: BillRow[] = [];
  const people = new Set<string>();
  let [billEmployer, billEmployee, lateFee] = [0, 0, 0];
  for await (const rows of flow) {
    const owned = rows.map((row) => {
      people.add(row.documentNumber);
      lateFee += row.lateFee;
      for (const { employer, employee } of row.amounts) {
        billEmployer += employer;
        billEmployee += employee;
      }
      const person = personOf(known, hashes(row.documentNumber));
      if (person === null) unclaimed.push(row);
      else person.rows.push(row);
      return ownedRow(row, person);
    });
    await insertBillRows(tx, bill.id, owned);
  }
  const sums = { personCount: people.size, billEmployer, billEmployee, lateFee };
  return { sides, unclaimed, sums };
}

function personOf(known: Known, documents: readonly string[]): Person | null {
  let found: Candidate | undefined;
  for (const document of documents) {
    const one = known.get(document);
    if (one !== undefined) found = nearer(found, one);
  }
  if (found === undefined) return null;
  const { side, person } = found;
  const { employmentId } = person;
  let billed = side.billed.get(employmentId);
  if (billed === undefined) {
    billed = { ...person, side, ours: side.ours.get(employmentId) ?? null, rows: [] };
    side.billed.set(employmentId, billed);
  }
  return billed;
}

/** The differences of a client's people; the names of those who are not on the bill are ours. */
async function differencesOf(side: Side, layout: BillLayout): Promise<OwnedDifference[]> {
  const { client, billed, ours } = side;
  const differences: OwnedDifference[] = [];
  const compare = (employmentId: EmploymentId, personName: string, of: ComparedPerson) => {
    const owner = { clientId: client.tenantId, employmentId };
    for (const difference of compareBill(of, layout.covers)) {
      differences.push({ ...difference, owner, personName });
    }
  };
  for (const { employmentId, ours: own, rows, isElsewhere, isHere } of billed.values()) {
    compare(employmentId, rows[0]!.personName, {
      ours: own?.charges ?? [],
      ourLateFee: own?.lateFee ?? zeroFen,
      rows,
      isElsewhere: isElsewhere && !isHere,
    });
  }
  const absent = [...ours.keys()].filter((id) => !billed.has(id));
  const names = await namesOf(client, absent);
  for (const id of absent) {
    const { charges, lateFee } = ours.get(id)!;
    const of = { ours: charges, ourLateFee: lateFee, rows: [], isElsewhere: false };
    compare(id, names.get(id)!, of);
  }
  return differences;
}

async function namesOf(
  tx: Transaction,
  ids: readonly EmploymentId[],
): Promise<Map<EmploymentId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<{ id: EmploymentId; name: string }>`
    select employment_id as id, person_name as name from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${uuidArray(ids)}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function ownedRow(row: BillRow, person: Person | null): OwnedRow {
  const { employmentId, side } = person ?? {};
  const owner = side ? { clientId: side.client.tenantId, employmentId: employmentId! } : null;
  return { ...row, owner, documentMasked: maskDocumentNumber(row.documentNumber) };
}

/** 已核定. A month that nobody has declared here begins with what our lines say. */
async function assessMonths(
  tx: Transaction,
  bill: StoredBill,
  sums: readonly MonthSum[],
): Promise<void> {
  if ((await lockMonths(tx, bill)).length === 0) await putMonths(tx, bill.period, addUp(sums));
  await moveMonths(tx, bill, 'assess', { billId: bill.id });
}

/** One sum a registration and kind, over all clients. */
export function addUp(sums: readonly MonthSum[]): MonthSum[] {
  const kinds = new Map<string, MonthSum>();
  for (const sum of sums) {
    const key = `${sum.registrationId} ${sum.kind}`;
    const there = kinds.get(key);
    kinds.set(key, {
      ...sum,
      personCount: sum.personCount + (there?.personCount ?? 0),
      employer: add(sum.employer, there?.employer ?? zeroFen),
      employee: add(sum.employee, there?.employee ?? zeroFen),
    });
  }
  return [...kinds.values()];
}
