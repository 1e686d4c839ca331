import type { gigTaxContract as contract, Input } from '@heyi/contract';
import {
  fail,
  type Fen,
  fen,
  formatYuan,
  type Instant,
  maxFen,
  ok,
  shanghaiDate,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import { type DocumentKind, documentTypeName } from '@heyi/people';
import {
  askStripes,
  type LayoutRow,
  layoutStream,
  stripeKeysOf,
  tenantCipher,
  type Transaction,
  xlsxType,
} from '@heyi/platform';
import { currentPolicy, explainNaturalPersonVat } from '@heyi/statutory';
import type { GigReturn, GigReturnSheet } from './gig-return.ts';
import { returnsOf } from './gig-return.store.ts';
import { gigLayout, incomeItems } from './gig-sheet.ts';
import { loadVatReadings, type VatReading } from '../withholding/vat-terms.ts';

/** A sheet of the return: what is declared for everybody who was paid, in the bureau's columns. */
export async function downloadGigReturnSheet(
  tx: Transaction,
  input: Input<typeof contract.downloadGigReturnSheet>,
) {
  const [declared] = await returnsOf(tx, { id: input.gigReturnId });
  if (!declared || declared.state === 'cancelled') {
    return fail({ code: 'gig_return.not_found' as const });
  }
  const { sheet } = input;
  const people = await loadPeople(tx, declared, sheet);
  if (people.length === 0) return fail({ code: 'gig_return.sheet_empty' as const });
  const cipher = await tenantCipher(tx);
  const reading = (await loadVatReadings(tx))(declared.taxPeriod);
  const rows = people.map((person, index): LayoutRow => {
    const documentNumber = cipher.open(person.documentSealed);
    const who = {
      number: String(index + 1),
      externalWorkerId: person.externalWorkerId,
      name: person.name,
      // Nationality is not asked of workers: a passport is somebody else's than China's.
      documentType: documentTypeName(person.documentKind, documentNumber, 'ZZZ'),
      documentNumber,
    };
    return sheet === 'valueAddedTax'
      ? { ...who, ...vatCells(person, declared, reading) }
      : { ...who, ...incomeCells(person, sheet, declared) };
  });
  const layout = gigLayout(sheet);
  const mark = declared.number === 0 ? '' : `_更正${declared.number}`;
  return ok({
    name: `${layout.title}_${declared.entityName}_${declared.taxPeriod}${mark}.xlsx`,
    type: xlsxType,
    body: layoutStream(layout, rows),
  });
}

type Person = {
  readonly externalWorkerId: string;
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentSealed: Buffer;
  readonly receipts: Fen;
  readonly income: Fen;
  readonly vat: Fen;
  readonly surcharges: Fen;
  readonly authorisation: string | null;
  readonly authorisedAt: Instant | null;
};

async function loadPeople(
  tx: Transaction,
  declared: GigReturn,
  sheet: GigReturnSheet,
): Promise<Person[]> {
  const found = await askStripes(await stripeKeysOf(tx), (key) =>
    peopleOfStripe(tx, key, declared, sheet),
  );
  return found.toSorted((a, b) => (a.externalWorkerId < b.externalWorkerId ? -1 : 1));
}

/** The lines stand with the return, the people on the stripe: in a cluster on two nodes. */
function peopleOfStripe(
  tx: Transaction,
  key: number,
  declared: GigReturn,
  sheet: GigReturnSheet,
): Promise<Person[]> {
  const kind = sheet === 'valueAddedTax' ? 'labourRemuneration' : sheet;
  return tx.sql<Person>`
    with line as materialized (
      select worker_id, receipts, income, vat, surcharges from gig.gig_return_line
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and return_id = ${declared.id} and income_kind = ${kind}
         and worker_shard_key = ${key})
    select w.external_id as "externalWorkerId", p.name, p.document_kind as "documentKind",
           p.document_sealed as "documentSealed", l.receipts, l.income, l.vat, l.surcharges,
           s.version as authorisation, s.signed_at as "authorisedAt"
      from line l
      join gig.worker w
        on w.shard_key = ${key} and w.tenant_id = ${tx.tenantId} and w.id = l.worker_id
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
      left join lateral (
             select g.version, g.signed_at from gig.worker_signature g
              where g.shard_key = w.shard_key and g.tenant_id = w.tenant_id
                and g.worker_id = w.id and g.kind = 'declarationAuthorisation'
              order by g.signed_at desc limit 1) s on true`;
}

function incomeCells(
  person: Person,
  sheet: keyof typeof incomeItems,
  declared: GigReturn,
): LayoutRow {
  return {
    incomeItem: incomeItems[sheet],
    income: formatYuan(person.income),
    surcharges: person.surcharges > 0 ? formatYuan(person.surcharges) : null,
    note: declared.correctionReason,
  };
}

/** What the reading makes due on the month, beside what was taken: the rest is 应扣未扣. */
function vatCells(person: Person, declared: GigReturn, reading: VatReading | null): LayoutRow {
  const { receipts, vat, surcharges } = person;
  const due =
    reading?.reading === 'monthlyThreshold'
      ? explainNaturalPersonVat(currentPolicy, declared.taxPeriod, reading, {
          month: receipts,
          day: receipts,
        })
      : null;
  const dueTotal = due?.ok ? fen(due.value.vat + due.value.surcharges) : zeroFen;
  const shortfall = maxFen(subtract(dueTotal, fen(vat + surcharges)), zeroFen);
  const sales = due?.ok ? due.value.salesExcludingVat : subtract(receipts, vat);
  return {
    receipts: formatYuan(receipts),
    sales: formatYuan(sales),
    exemptSales: vat === 0 && dueTotal === 0 ? formatYuan(sales) : null,
    vat: formatYuan(vat),
    surcharges: formatYuan(surcharges),
    shortfall: shortfall > 0 ? formatYuan(shortfall) : null,
    authorisation: person.authorisation,
    authorisedAt: person.authorisedAt && shanghaiDate(person.authorisedAt),
  };
}
