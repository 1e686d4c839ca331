import { type Id, lastDayOf } from '@heyi/kernel';
import {
  type ColumnSpec,
  type CustomProblem,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { visibleEntities } from '@heyi/people';
import { type PayrollRun, type RunEntity, runEntities } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';
import { importProblems } from './import-problems.ts';

/** The columns by which a row names its person, whatever else the file holds. */
export const personColumns = [
  {
    kind: 'identifier',
    key: 'employeeNo',
    title: '工号',
    titleEn: 'Employee number',
    synonyms: ['员工工号', '员工编号', '人员编号', '编号', '职工号'],
    sample: 'A0001',
  },
  {
    kind: 'text',
    key: 'name',
    title: '姓名',
    titleEn: 'Name',
    synonyms: ['员工姓名', '人员姓名', '纳税人姓名', '员工'],
    sample: '阿依古丽·买买提',
  },
  {
    kind: 'identifier',
    key: 'documentNumber',
    title: '证件号码',
    titleEn: 'Document number',
    synonyms: ['身份证号', '身份证号码', '证照号码', '证件号', '身份证件号码', '纳税人识别号'],
    sample: '11010519900307',
  },
] as const satisfies readonly ColumnSpec[];

export type PersonValues = {
  readonly employeeNo: string | null;
  readonly name: string | null;
  readonly documentNumber: string | null;
};

export type MatchedMember = {
  readonly employmentId: EmploymentId;
  readonly documentHash: Buffer;
  readonly entity: RunEntity;
};

export type Match = { readonly member: MatchedMember } | { readonly outcome: RowOutcome };

type Candidate = {
  employmentId: EmploymentId;
  personName: string;
  employeeNo: string | null;
  documentKind: string;
  documentHash: Buffer;
  payEntityId: Id<'ent'>;
};

export function invalid(problem: CustomProblem, key: string): RowOutcome {
  return { outcome: 'invalid', problems: [{ key, problem }] };
}

/** Finds the people of a run by document, employee number or name; all of the file at once. */
export async function openMatcher(
  tx: Transaction,
  run: PayrollRun,
): Promise<(values: PersonValues, entityName?: string | null) => Match> {
  const entities = new Map(
    (await runEntities(tx, run.id)).map((entity) => [entity.legalEntityId, entity]),
  );
  const names = await visibleEntities(tx);
  const people = await tx.sql<Candidate>`
    select employment_id as "employmentId", person_name as "personName",
           employee_no as "employeeNo", document_kind as "documentKind",
           document_hash as "documentHash", pay_entity_id as "payEntityId"
      from people.payable_employment_term
     where terms_from <= ${lastDayOf(run.wageMonth)}::date
       and (terms_to is null or terms_to >= ${lastDayOf(run.wageMonth)}::date)
       and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and pay_entity_id = any (${[...entities.keys()]}::uuid[])`;
  const cipher = await tenantCipher(tx);
  const byDocument = Map.groupBy(people, ({ documentHash }) => documentHash.toString('hex'));
  const byNumber = Map.groupBy(people, ({ employeeNo }) => employeeNo ?? '');
  const byName = Map.groupBy(people, ({ personName }) => personName);
  // The hash tells kinds apart, and a run has people of one kind or two.
  const kinds = [...new Set(people.map(({ documentKind }) => documentKind))];
  const ofDocument = (number: string) =>
    kinds.flatMap(
      (kind) => byDocument.get(cipher.lookup(`document ${kind}`, number).toString('hex')) ?? [],
    );

  return (values, entityName = null) => {
    const { name } = values;
    const number = values.employeeNo?.trim();
    const document = values.documentNumber?.trim().toUpperCase();
    if (!number && !document && !name) return { outcome: invalid(importProblems.nobody, 'name') };
    const key = document ? 'documentNumber' : number ? 'employeeNo' : 'name';
    let found = document
      ? ofDocument(document)
      : number
        ? (byNumber.get(number) ?? [])
        : (byName.get(name!) ?? []);
    if (found.length > 1 && document && number) {
      found = found.filter(({ employeeNo }) => employeeNo === number);
    }
    if (found.length > 1 && entityName) {
      found = found.filter(({ payEntityId }) => names.get(payEntityId)?.name === entityName);
    }
    if (found.length === 0) return { outcome: invalid(importProblems.unknown, key) };
    if (found.length > 1) return { outcome: invalid(importProblems.ambiguous, key) };
    const [person] = found;
    if (name && name !== person!.personName) {
      return { outcome: invalid(importProblems.nameDiffers, 'name') };
    }
    const { employmentId, documentHash, payEntityId } = person!;
    return { member: { employmentId, documentHash, entity: entities.get(payEntityId)! } };
  };
}
