import { names, ordersContract as contract } from '@heyi/contract';
import { type PayPeriod, periodOf } from '@heyi/kernel';
import {
  type ColumnSpec,
  type CustomProblem,
  type ImportKind,
  importKind,
  type ImportRow,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import type { NewLine } from '../line/line.ts';
import { insertLines } from '../line/line.store.ts';
import { coversOf, lineOf, lockIntake, openRequests, type Person } from './request-lines.ts';

type Values = {
  readonly employeeNo: string | null;
  readonly name: string | null;
  readonly documentNumber: string | null;
  readonly service: contract.RequestedService;
  readonly period: PayPeriod | null;
  readonly note: string | null;
};

const columns: readonly ColumnSpec[] = [
  {
    kind: 'identifier',
    key: 'employeeNo',
    title: '工号',
    titleEn: 'Employee number',
    synonyms: ['员工工号', '员工编号', '人员编号'],
    sample: 'A0001',
  },
  {
    kind: 'text',
    key: 'name',
    title: '姓名',
    titleEn: 'Name',
    synonyms: ['员工姓名', '人员姓名'],
    sample: '阿依古丽·买买提',
  },
  {
    kind: 'identifier',
    key: 'documentNumber',
    title: '证件号码',
    titleEn: 'Document number',
    synonyms: ['身份证号', '身份证号码', '证照号码', '公民身份号码'],
  },
  {
    kind: 'choice',
    key: 'service',
    title: '办理事项',
    titleEn: 'Service',
    synonyms: ['事项', '服务', '业务类型'],
    required: true,
    choices: contract.requestedServices.map((code) => ({
      code,
      label: names.service[code].zh,
      labelEn: names.service[code].en,
    })),
  },
  {
    kind: 'month',
    key: 'period',
    title: '办理月份',
    titleEn: 'Month',
    synonyms: ['月份', '所属月'],
  },
  {
    kind: 'text',
    key: 'note',
    title: '备注',
    titleEn: 'Note',
    synonyms: ['说明'],
    maxLength: 500,
  },
];

/** 订单行 by file: a row a person and service, found by document, employee number or name. */
export const orderLinesImport: ImportKind = importKind<Values, NewLine>({
  kind: 'orderLines',
  permission: 'order_line:request',
  title: { zh: '订单行', en: 'Order lines' },
  subjectPrefix: null,
  refusal: async () => null,
  columns: async () => columns,
  lock: lockIntake,
  judge: judgeRows,
  commit: async (tx, _subject, rows) =>
    void (await insertLines(
      tx,
      rows.map(({ plan }) => plan),
    )),
});

async function judgeRows(
  tx: Transaction,
  _subject: string | null,
  rows: readonly ImportRow<Values>[],
): Promise<RowOutcome<NewLine>[]> {
  const find = await openFinder(tx);
  const covers = await coversOf(tx);
  const open = await openRequests(tx);
  return rows.map(({ values }) => {
    const person = find(values);
    if ('code' in person) return invalid(person, 'name');
    const { service, note, period } = values;
    const month = period ?? periodOf(tx.today);
    const line = lineOf(covers, person, { service, period: month, source: 'file', note });
    if (line === null) return invalid(problems.uncovered, 'service');
    const key = `${person.employmentId} ${service} ${month}`;
    if (open.has(key)) return { outcome: 'duplicate' };
    open.add(key);
    return { outcome: 'created', plan: line };
  });
}

function invalid(problem: CustomProblem, key: string): RowOutcome<NewLine> {
  return { outcome: 'invalid', problems: [{ key, problem }] };
}

type Candidate = Person & { readonly documentKind: string; readonly documentHash: Buffer };

/** Those who have not left come first where a document or a name fits several employments. */
async function openFinder(tx: Transaction): Promise<(values: Values) => Person | CustomProblem> {
  const people = await tx.sql<Candidate>`
    select employment_id as "employmentId", person_id as "personId",
           person_name as "personName", employee_no as "employeeNo",
           work_city_code as "workCityCode", document_kind as "documentKind",
           document_hash as "documentHash"
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (ends_on is null or ends_on >= ${tx.today})`;
  const cipher = await tenantCipher(tx);
  const byHash = Map.groupBy(people, ({ documentHash }) => documentHash.toString('hex'));
  const byNumber = Map.groupBy(people, ({ employeeNo }) => employeeNo ?? '');
  const byName = Map.groupBy(people, ({ personName }) => personName);
  const kinds = [...new Set(people.map(({ documentKind }) => documentKind))];
  const ofDocument = (number: string) =>
    kinds.flatMap(
      (kind) => byHash.get(cipher.lookup(`document ${kind}`, number).toString('hex')) ?? [],
    );
  return ({ employeeNo, name, documentNumber }) => {
    const number = employeeNo?.trim();
    const document = documentNumber?.trim().toUpperCase();
    if (!number && !document && !name) return problems.nobody;
    let found = document
      ? ofDocument(document)
      : number
        ? (byNumber.get(number) ?? [])
        : (byName.get(name!) ?? []);
    if (found.length > 1 && document && number) {
      found = found.filter((one) => one.employeeNo === number);
    }
    if (found.length === 0) return problems.unknown;
    if (found.length > 1) return problems.ambiguous;
    if (name && name !== found[0]!.personName) return problems.nameDiffers;
    return found[0]!;
  };
}

function problem(code: string, zh: readonly [string, string], en: readonly [string, string]) {
  const wording = {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
  return { code, wording } satisfies CustomProblem;
}

/** What a row may be refused for, beside the shape of its cells. */
const problems = {
  nobody: problem(
    'order_row.nobody',
    ['没有填写工号、证件号码或姓名。', '请至少填写其中一项。'],
    ['There is no employee number, document or name.', 'Enter one of them.'],
  ),
  unknown: problem(
    'order_row.person_unknown',
    ['花名册中没有此人，或已离职。', '请核对工号和证件号码；新入职的请先导入花名册。'],
    ['Nobody on the roster fits.', 'Check number and document; import joiners first.'],
  ),
  ambiguous: problem(
    'order_row.person_ambiguous',
    ['有多人符合。', '请补充证件号码或工号。'],
    ['Several people fit.', 'Add the document or the employee number.'],
  ),
  nameDiffers: problem(
    'order_row.name_differs',
    ['姓名与花名册不一致。', '请核对姓名和证件号码。'],
    ['The name is not the one on file.', 'Check name and document.'],
  ),
  uncovered: problem(
    'order_row.no_order',
    ['此人所在城市当月没有包含该事项的服务订单。', '请与服务商确认服务订单后再提交。'],
    ['No order in force covers this in the city of the person.', 'Agree on an order first.'],
  ),
} as const;
