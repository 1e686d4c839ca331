import type { Transaction } from '@heyi/platform';
import { batchesOf } from '../taxpayer-registration/collect-taxpayers.ts';
import type { ReturnSheet } from './layout.ts';
import { type BureauFigures, causeOf, differenceOf, type OurFigures } from './return-difference.ts';
import type { ReturnId } from './withholding-return.ts';
import { moveReturn } from './withholding-return.store.ts';

/** One row of the client program's result. The hash is hexadecimal. */
export type BureauPerson = {
  readonly sheet: ReturnSheet;
  readonly documentHash: string;
  readonly documentMasked: string;
  readonly personName: string;
  readonly figures: BureauFigures;
};

/** Names of the people of a return by the hash of their document. */
export async function knownHashes(tx: Transaction, id: ReturnId): Promise<Map<string, string>> {
  const rows = await tx.sql<{ hash: string; name: string }>`
    select distinct encode(t.document_hash, 'hex') as hash, t.person_name as name
      from payroll.return_line l
      join payroll.taxpayer t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.taxpayer_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.return_id = ${id}`;
  return new Map(rows.map(({ hash, name }) => [hash, name]));
}

type Line = OurFigures & {
  readonly taxpayerId: string;
  readonly incomeItem: string;
  readonly documentHash: string;
};

/**
 * Sets the bureau's figures beside ours. A file may bring a part of the people; whom it does not
 * name stays as before.
 */
export async function compareReturn(
  tx: Transaction,
  id: ReturnId,
  people: readonly BureauPerson[],
): Promise<void> {
  await tx.sql`
    select from payroll.withholding_return
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  const lines = await loadLines(tx, id);
  const byKey = new Map(lines.map((line) => [`${line.sheet} ${line.documentHash}`, line]));
  const strangers = people.filter((one) => !byKey.has(`${one.sheet} ${one.documentHash}`));
  const met = people.flatMap((person) => {
    const line = byKey.get(`${person.sheet} ${person.documentHash}`);
    if (!line) return [];
    const { sheet, taxpayerId, incomeItem } = line;
    return {
      sheet,
      taxpayerId,
      incomeItem,
      bureau: person.figures,
      difference: differenceOf(line, person.figures),
      cause: causeOf(line, person.figures),
    };
  });
  for (const batch of batchesOf(met)) await saveCompared(tx, id, batch);
  for (const batch of batchesOf(strangers)) await saveStrangers(tx, id, batch);
  await tally(tx, id);
}

async function loadLines(tx: Transaction, id: ReturnId): Promise<Line[]> {
  return tx.sql<Line>`
    select l.sheet, l.taxpayer_id as "taxpayerId", l.income_item as "incomeItem",
           encode(t.document_hash, 'hex') as "documentHash", l.income, l.tax,
           l.cumulative_income as "cumulativeIncome", l.cumulative_exempt as "cumulativeExempt",
           l.cumulative_basic as "cumulativeBasic", l.cumulative_special as "cumulativeSpecial",
           l.cumulative_additional as "cumulativeAdditional",
           l.cumulative_other as "cumulativeOther", l.cumulative_relief as "cumulativeRelief",
           l.cumulative_taxable as "cumulativeTaxable", l.cumulative_tax as "cumulativeTax",
           l.withheld_before as "withheldBefore"
      from payroll.return_line l
      join payroll.taxpayer t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.taxpayer_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.return_id = ${id}`;
}

async function saveCompared(tx: Transaction, id: ReturnId, rows: readonly object[]): Promise<void> {
  await tx.sql`
    update payroll.return_line l
       set bureau = c.bureau, difference = c.difference, cause = c.cause
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (
             sheet text, "taxpayerId" uuid, "incomeItem" text, bureau jsonb, difference bigint,
             cause text)
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.return_id = ${id}
       and l.sheet = c.sheet and l.taxpayer_id = c."taxpayerId"
       and l.income_item = c."incomeItem"`;
}

/** The bureau computes whom we do not declare. */
async function saveStrangers(
  tx: Transaction,
  id: ReturnId,
  people: readonly BureauPerson[],
): Promise<void> {
  const rows = people.map((person) => ({ ...person, tax: person.figures.tax }));
  await tx.sql`
    insert into payroll.return_stranger (shard_key, tenant_id, return_id, sheet, document_hash,
                                         document_masked, person_name, bureau, tax)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, s.sheet, decode(s."documentHash", 'hex'),
           s."documentMasked", s."personName", s.figures, s.tax
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (
             sheet text, "documentHash" text, "documentMasked" text, "personName" text,
             figures jsonb, tax bigint)
    on conflict (shard_key, tenant_id, return_id, sheet, document_hash) do update
       set person_name = excluded.person_name, bureau = excluded.bureau, tax = excluded.tax`;
}

async function tally(tx: Transaction, id: ReturnId): Promise<void> {
  const [row] = await tx.sql<{ differing: number }>`
    update payroll.withholding_return w
       set compared = t.compared, differing = t.differing + s.people,
           difference = t.difference - s.tax, difference_accepted = null
      from (select count(bureau)::int as compared,
                   count(cause)::int as differing,
                   coalesce(sum(difference), 0)::bigint as difference
              from payroll.return_line
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and return_id = ${id}) t,
           (select count(*)::int as people, coalesce(sum(tax), 0)::bigint as tax
              from payroll.return_stranger
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and return_id = ${id}) s
     where w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId} and w.id = ${id}
    returning w.differing`;
  const differs = row!.differing > 0;
  await moveReturn(tx, id, {
    action: 'compared',
    state: differs ? 'differs' : 'computed',
    note: differs ? String(row!.differing) : null,
  });
}
