import { add, assert, ok, type Result, zeroFen } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import {
  enterTenant,
  job,
  type JobContext,
  maskDocumentNumber,
  readFile,
  type TenantId,
  type Transaction,
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
import { documentHasher, ourCharges, peopleByDocument } from './bill-people.ts';
import { compareBill, wholeRow } from './compare-bill.ts';
import {
  type BillFinding,
  type BillRow,
  faultCodes,
  type OfficialBillId,
} from './official-bill.ts';
import {
  billOf,
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
  const opened = await context.transaction(async (tx) => {
    const bill = await billOf(tx, id);
    if (bill?.state !== 'reading') return null;
    const file = await readFile(tx, bill.fileId);
    assert(file, 'a bill has its file');
    return { bill, content: file.content };
  });
  if (opened === null) return ok(null);
  const { bill, content } = opened;
  const { cityCode, period } = bill;
  const named = billLayouts().filter(({ layout }) => layout === bill.layout);
  const layouts = named.length === 0 ? billLayouts() : named;
  const read = await readBill(content, { layouts, cityCode, period });
  if (!read.ok) {
    const { code, facts } = read.failure;
    await context.transaction((tx) => failBill(tx, id, { code, facts }));
    return ok(null);
  }
  await context.transaction((tx) => compareAndKeep(tx, bill, read.value));
  return ok(null);
}

/** What was found about the people of all clients, gathered before it is written. */
type Found = {
  readonly owned: OwnedRow[];
  readonly differences: OwnedDifference[];
  readonly sums: MonthSum[];
  ourEmployer: number;
  ourEmployee: number;
};

async function compareAndKeep(tx: Transaction, bill: StoredBill, read: ReadBill): Promise<void> {
  const found: Found = { owned: [], differences: [], sums: [], ourEmployer: 0, ourEmployee: 0 };
  let unclaimed = read.rows;
  for (const clientId of await clientsOf(tx, bill)) {
    const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
    unclaimed = await compareClient(client, bill, { read, rows: unclaimed, found });
  }
  const findings = [...read.findings];
  for (const row of unclaimed) {
    const number = findings.length + 1;
    const facts = { name: row.personName, document: maskDocumentNumber(row.documentNumber) };
    findings.push({ number, rowNumber: row.rowNumber, code: 'personUnknown', facts });
    found.owned.push(ownedRow(row, null));
    const difference = wholeRow(row, row.isDuplicate ? 'duplicateRow' : 'notOurs');
    found.differences.push({ ...difference, owner: null, personName: row.personName });
  }
  await insertBillRows(tx, bill.id, found.owned);
  await insertFindings(tx, bill.id, findings);
  await insertBillDifferences(tx, bill.id, found.differences);
  await finishReading(tx, bill.id, sumsOf(read, found, findings));
  await assessMonths(tx, bill, found.sums);
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

/** Compares one client's people; answers the rows that are nobody's of this client. */
async function compareClient(
  tx: Transaction,
  bill: StoredBill,
  work: { readonly read: ReadBill; readonly rows: readonly BillRow[]; readonly found: Found },
): Promise<BillRow[]> {
  const { read, rows, found } = work;
  const people = await peopleByDocument(tx, bill);
  const hashes = await documentHasher(tx);
  const ours = await ourCharges(tx, bill);
  found.sums.push(...(await clientSums(tx, bill)));
  const unclaimed: BillRow[] = [];
  const claimed = new Map<EmploymentId, { rows: BillRow[]; isElsewhere: boolean }>();
  for (const row of rows) {
    const person = firstOf(people, hashes(row.documentNumber));
    if (person === null) {
      unclaimed.push(row);
      continue;
    }
    const { employmentId, isHere, isElsewhere } = person;
    const there = claimed.get(employmentId);
    if (there) there.rows.push(row);
    else claimed.set(employmentId, { rows: [row], isElsewhere: isElsewhere && !isHere });
    found.owned.push(ownedRow(row, { clientId: tx.tenantId, employmentId }));
  }
  for (const [employmentId, { charges }] of ours) {
    for (const { employer, employee } of charges) {
      found.ourEmployer += employer;
      found.ourEmployee += employee;
    }
    if (!claimed.has(employmentId)) claimed.set(employmentId, { rows: [], isElsewhere: false });
  }
  const differences = await differencesOf(tx, claimed, read.layout, ours);
  for (const difference of differences) found.differences.push(difference);
  return unclaimed;
}

function firstOf<Value>(map: ReadonlyMap<string, Value>, keys: readonly string[]): Value | null {
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) return value;
  }
  return null;
}

/** The differences of a client's people; the names of those who are not on the bill are ours. */
async function differencesOf(
  tx: Transaction,
  claimed: ReadonlyMap<EmploymentId, { rows: BillRow[]; isElsewhere: boolean }>,
  layout: BillLayout,
  ours: Awaited<ReturnType<typeof ourCharges>>,
): Promise<OwnedDifference[]> {
  const absent = [...claimed].flatMap(([id, { rows }]) => (rows.length === 0 ? [id] : []));
  const named = await tx.sql<{ id: EmploymentId; name: string }>`
    select employment_id as id, person_name as name from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${absent}::uuid[])`;
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const differences: OwnedDifference[] = [];
  for (const [employmentId, { rows, isElsewhere }] of claimed) {
    const own = ours.get(employmentId);
    const person = { ours: own?.charges ?? [], rows, isElsewhere };
    const compared = compareBill({ ...person, ourLateFee: own?.lateFee ?? zeroFen }, layout.covers);
    for (const difference of compared) {
      const personName = rows[0]?.personName ?? names.get(employmentId)!;
      const owner = { clientId: tx.tenantId, employmentId };
      differences.push({ ...difference, owner, personName });
    }
  }
  return differences;
}

function ownedRow(row: BillRow, owner: OwnedRow['owner']): OwnedRow {
  return { ...row, owner, documentMasked: maskDocumentNumber(row.documentNumber) };
}

function sumsOf(read: ReadBill, found: Found, findings: readonly BillFinding[]) {
  let [billEmployer, billEmployee, lateFee] = [0, 0, 0];
  for (const row of read.rows) {
    lateFee += row.lateFee;
    for (const { employer, employee } of row.amounts) {
      billEmployer += employer;
      billEmployee += employee;
    }
  }
  return {
    layout: read.layout.layout,
    rowCount: read.rowCount,
    personCount: new Set(read.rows.map(({ documentNumber }) => documentNumber)).size,
    findingCount: findings.length,
    faultCount: findings.filter(({ code }) => faultCodes.has(code)).length,
    differenceCount: found.differences.length,
    billEmployer,
    billEmployee,
    lateFee,
    ourEmployer: found.ourEmployer,
    ourEmployee: found.ourEmployee,
  };
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
