import { addMonths, type PayPeriod, uuidFromBytes, yearOf } from '@heyi/kernel';
import { copyOut, quote, type Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';
import { TaxpayerTable } from './taxpayer-table.ts';

const pageSize = 50_000;
const noId = '00000000-0000-0000-0000-000000000000';

export const withholdingMethods = [
  'standard',
  'first-wage-in-year',
  'lump-60000',
  'student-intern',
] as const;

/** Everybody the entities withhold for, with cumulation and deduction file, as of a tax period. */
export async function loadTaxpayers(
  tx: Transaction,
  entities: readonly RunEntity[],
  taxPeriod: PayPeriod,
): Promise<TaxpayerTable> {
  const table = new TaxpayerTable();
  for (const [index, entity] of entities.entries()) {
    let after = noId;
    for (;;) {
      const page = `t.id > ${quote(after)} order by t.id limit ${pageSize}`;
      const rows = await copyOut(tx, query(entity, taxPeriod, page));
      let last: Buffer | null = null;
      let count = 0;
      while (rows.next()) {
        table.add(rows, index);
        last = table.idOf(table.size - 1);
        count += 1;
      }
      if (last === null || count < pageSize) break;
      after = uuidFromBytes(last);
    }
  }
  return table;
}

/** A month as its index; the text is checked to be a month by the table. */
const monthNumber = (column: string) =>
  `(left(${column}, 4)::bigint * 12 + right(${column}, 2)::bigint - 1)`;

/** Adds the taxpayers with these documents (hashes in hex) of one entity. */
export async function loadTaxpayersOf(
  tx: Transaction,
  table: TaxpayerTable,
  wanted: { entity: RunEntity; index: number; taxPeriod: PayPeriod; hashes: readonly string[] },
): Promise<void> {
  const documents = wanted.hashes.map((hash) => `decode(${quote(hash)}, 'hex')`);
  const page = `t.document_hash in (${documents.join(', ')})`;
  const rows = await copyOut(tx, query(wanted.entity, wanted.taxPeriod, page));
  while (rows.next()) table.add(rows, wanted.index);
}

function query(entity: RunEntity, taxPeriod: PayPeriod, page: string): string {
  const year = yearOf(taxPeriod);
  const before = addMonths(taxPeriod, -1);
  const own = (table: string) =>
    `${table}.shard_key = ${entity.shardKey} and ${table}.tenant_id = ${quote(entity.tenantId)}`;
  const sum = (table: string) =>
    `(${table}.child_education + ${table}.infant_care + ${table}.continuing_education
      + ${table}.housing_loan_interest + ${table}.housing_rent + ${table}.elder_support)`;
  return `
    with page as (
      select t.id, t.document_hash
        from payroll.taxpayer t
       where ${own('t')} and t.legal_entity_id = ${quote(entity.legalEntityId)}
         and ${page})
    select t.document_hash, t.id,
           coalesce(array_position('{wages,labourRemuneration,studentIntern,nonResidentWages}'::text[],
                                   c.income_kind) - 1, -1),
           coalesce(c.version, 0)::bigint,
           case when c.declared_months > 0 then ${monthNumber('c.last_period')} else 0 end,
           case when c.declared_months > 0 then ${monthNumber('c.employed_from')} else 0 end,
           case when c.declared_months > 0 then
             coalesce(array_position('{${withholdingMethods.join(',')}}'::text[],
                                     c.withholding_method) - 1, -1) else -1 end::bigint,
           coalesce(c.income, 0), coalesce(c.exempt, 0), coalesce(c.basic_deduction, 0),
           coalesce(c.special, 0), coalesce(c.additional, 0), coalesce(c.other, 0),
           coalesce(c.relief, 0), coalesce(c.withheld, 0), coalesce(c.bonus_income, 0),
           (d.taxpayer_id is not null)::int::bigint, coalesce(${sum('d')}, 0), coalesce(d.other, 0),
           coalesce(d.takes_basic_deduction, true)::int::bigint,
           case d.first_employment when 'student' then 1 when 'other' then 2 else 0 end::bigint,
           case when coalesce(c.declared_months, 0) = 0 and exists (
                  select from payroll.tax_cumulation p
                   where ${own('p')} and p.taxpayer_id = t.id and p.tax_year = ${year - 1}
                     and p.income_kind = 'wages' and p.declared_months = 12
                     and p.income + p.bonus_income <= 6000000)
                then 1 else 0 end::bigint,
           coalesce(${sum('b')}, -1)
      from page t
      left join payroll.tax_cumulation c
        on ${own('c')} and c.taxpayer_id = t.id and c.tax_year = ${year}
      left join payroll.special_deduction d
        on ${own('d')} and d.taxpayer_id = t.id and d.tax_period = ${quote(taxPeriod)}
      left join payroll.special_deduction b
        on ${own('b')} and b.taxpayer_id = t.id and b.tax_period = ${quote(before)}
     order by t.id`;
}
