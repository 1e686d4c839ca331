import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, type Fen, ok } from '@heyi/kernel';
import {
  type LayoutRow,
  layoutStream,
  tenantCipher,
  type Transaction,
  xlsxType,
} from '@heyi/platform';
import { amountText, sheetLayout } from './layout.ts';
import { refuseFile } from './withholding-return.ts';
import { loadReturn } from './withholding-return.store.ts';

/** The import file of one kind of income for 自然人电子税务局（扣缴端）. */
export async function downloadReturnFile(
  tx: Transaction,
  input: Input<typeof contract.downloadReturnFile>,
) {
  const declared = await loadReturn(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseFile(declared);
  if (refusal !== null) return fail({ code: refusal });
  const people = await loadPeople(tx, declared.id, input.sheet);
  if (people.length === 0) return fail({ code: 'withholding_return.sheet_empty' as const });
  const unregistered = people.filter(({ isRegistered }) => !isRegistered).length;
  if (unregistered > 0) {
    return fail({ code: 'withholding_return.unregistered' as const, people: unregistered });
  }
  const cipher = await tenantCipher(tx);
  const layout = sheetLayout(input.sheet);
  const rows = people.map((person) => fileRow(person, cipher.open(person.documentSealed)));
  const mark = declared.number === 0 ? '' : `_更正${declared.number}`;
  return ok({
    name: `${layout.title}_${declared.entityName}_${declared.taxPeriod}${mark}.xlsx`,
    type: xlsxType,
    body: layoutStream(layout, rows),
  });
}

const amounts = [
  'income',
  'exempt',
  'pension',
  'medical',
  'unemployment',
  'housingFund',
  'childEducation',
  'infantCare',
  'continuingEducation',
  'housingLoanInterest',
  'housingRent',
  'elderSupport',
  'other',
  'relief',
] as const;

type FilePerson = { readonly [Amount in (typeof amounts)[number]]: Fen } & {
  readonly employeeNo: string | null;
  readonly personName: string;
  readonly documentType: string;
  readonly documentSealed: Buffer;
  readonly incomeItem: string;
  readonly isRegistered: boolean;
};

async function loadPeople(tx: Transaction, returnId: string, sheet: string): Promise<FilePerson[]> {
  return tx.sql<FilePerson>`
    select l.employee_no as "employeeNo", t.person_name as "personName",
           coalesce(g.document_type, '') as "documentType", t.document_sealed as "documentSealed",
           l.income_item as "incomeItem",
           coalesce(g.reported_key_hash = g.key_hash, false) as "isRegistered", l.income, l.exempt,
           l.pension, l.medical, l.unemployment, l.housing_fund as "housingFund",
           l.child_education as "childEducation", l.infant_care as "infantCare",
           l.continuing_education as "continuingEducation",
           l.housing_loan_interest as "housingLoanInterest", l.housing_rent as "housingRent",
           l.elder_support as "elderSupport", l.other, l.relief
      from payroll.return_line l
      join payroll.taxpayer t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.taxpayer_id
      left join payroll.taxpayer_registration g
        on g.shard_key = l.shard_key and g.tenant_id = l.tenant_id
       and g.taxpayer_id = l.taxpayer_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.return_id = ${returnId} and l.sheet = ${sheet}
     order by l.employee_no, l.taxpayer_id, l.income_item`;
}

function fileRow(person: FilePerson, documentNumber: string): LayoutRow {
  const { employeeNo, personName, documentType, incomeItem } = person;
  const written = amounts.map((amount) => [amount, amountText(person[amount])] as const);
  return {
    employeeNo,
    personName,
    documentType,
    documentNumber,
    incomeItem,
    ...Object.fromEntries(written),
  };
}
