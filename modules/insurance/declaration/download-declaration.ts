import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type declarationContract as contract, type Input, names } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import {
  type ColumnSpec,
  enterTenant,
  tenantCipher,
  type TenantId,
  type Transaction,
  type WritableRow,
  writeWorkbook,
  xlsxType,
} from '@heyi/platform';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import type { Amount, DeclarationChange, DeclarationId, DeclarationView } from './declaration.ts';
import { declarationOf } from './declaration.store.ts';

/** One sheet: everybody with base and amounts of each kind, those who moved marked. */
export async function downloadDeclaration(
  tx: Transaction,
  input: Input<typeof contract.downloadDeclaration>,
) {
  const declaration = await declarationOf(tx, input.declarationId);
  if (!declaration) return fail({ code: 'declaration.not_found' as const });
  if (!['prepared', 'declared'].includes(declaration.state)) {
    return fail({ code: 'declaration.not_prepared' as const });
  }
  const rows = await rowsOf(tx, declaration.id);
  const kinds = [...new Set(rows.flatMap(({ amounts }) => amounts.map(([kind]) => kind)))];
  const body = new PassThrough();
  const { legalEntityName, agencyName, period, version } = declaration;
  const sheet = {
    name: '申报名单',
    heading: [`${legalEntityName} ${agencyName} ${period} 第${version}版`],
    columns: columnsOf(kinds),
    rows: await writtenRows(tx, rows),
    totalRow: true,
  };
  const [content] = await Promise.all([buffer(body), writeWorkbook(body, [sheet])]);
  return ok({ name: fileNameOf(declaration), type: xlsxType, body: content });
}

function fileNameOf({ legalEntityName, cityName, cityCode, period }: DeclarationView): string {
  return `${legalEntityName}_${cityName ?? cityCode}_${period}_申报名单.xlsx`;
}

function columnsOf(kinds: readonly LineKind[]): ColumnSpec[] {
  const money = (key: string, title: string): ColumnSpec => ({
    kind: 'money',
    key,
    title,
    titleEn: title,
  });
  return [
    { kind: 'text', key: 'name', title: '姓名', titleEn: 'Name' },
    { kind: 'identifier', key: 'document', title: '证件号码', titleEn: 'Document' },
    { kind: 'text', key: 'change', title: '变动', titleEn: 'Change' },
    ...kinds.flatMap((kind) => [
      { ...money(`${kind} base`, `${names.contributionKind[kind].zh}基数`) },
      { ...money(`${kind} employer`, `${names.contributionKind[kind].zh}单位`) },
      { ...money(`${kind} employee`, `${names.contributionKind[kind].zh}个人`) },
    ]),
    money('employer', '单位合计'),
    money('employee', '个人合计'),
  ];
}

type Row = {
  readonly clientId: TenantId;
  readonly employmentId: EmploymentId;
  readonly name: string;
  readonly change: DeclarationChange;
  readonly amounts: readonly Amount[];
  readonly employer: number;
  readonly employee: number;
};

async function rowsOf(tx: Transaction, id: DeclarationId): Promise<Row[]> {
  return tx.sql<Row>`
    select client_tenant_id as "clientId", employment_id as "employmentId", person_name as name,
           change, amounts, employer_fen as employer, employee_fen as employee
      from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}
     order by client_tenant_id, employment_id`;
}

/** Document numbers are opened with each client's own key. */
async function writtenRows(tx: Transaction, rows: readonly Row[]): Promise<WritableRow[]> {
  const written: WritableRow[] = [];
  for (const [clientId, people] of Map.groupBy(rows, (row) => row.clientId)) {
    const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
    const documents = await documentsOf(
      client,
      people.map(({ employmentId }) => employmentId),
    );
    for (const row of people) {
      const amounts = row.amounts.flatMap(([kind, base, employer, employee]) => [
        [`${kind} base`, base],
        [`${kind} employer`, employer],
        [`${kind} employee`, employee],
      ]);
      written.push({
        ...Object.fromEntries(amounts),
        name: row.name,
        document: documents.get(row.employmentId) ?? null,
        change: names.declarationChange[row.change].zh,
        employer: row.employer,
        employee: row.employee,
      } as WritableRow);
    }
  }
  return written;
}

async function documentsOf(tx: Transaction, employmentIds: readonly EmploymentId[]) {
  const rows = await tx.sql<{ id: EmploymentId; sealed: Buffer }>`
    select employment_id as id, document_sealed as sealed from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${employmentIds}::uuid[])`;
  const cipher = await tenantCipher(tx);
  return new Map(rows.map(({ id, sealed }) => [id, cipher.open(sealed)]));
}
