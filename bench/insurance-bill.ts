import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { assert, fen, formatYuan } from '@heyi/kernel';
import { type WritableRow, writeWorkbook } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { asAdmin, documentsOf, type Insured, november } from './insurance-data.ts';

/** A bill as an agency would write it, and how many differences there are in it. */
export type PlantedBill = {
  readonly content: Buffer;
  readonly rows: number;
  readonly differences: number;
};

type Line = { kind: string; base: number; employer: number; employee: number };
type Charged = { readonly name: string; readonly document: string; readonly lines: Line[] };

/** What our lines of November say of everybody, in the order of their ids. */
async function chargedAt(world: TestHost, insured: Insured): Promise<Charged[]> {
  const { rows } = await asAdmin(world, (admin) =>
    admin.query<{ number: number; lines: [string, number, number, number][] }>(
      `select ('x' || right(employment_id::text, 8))::bit(32)::int as number,
              json_agg(json_build_array(kind, base_fen, employer_fen, employee_fen)
                       order by kind) as lines
         from insurance.contribution_line
        where registration_id = any ($1::uuid[]) and bill_period = $2 and superseded_at is null
        group by employment_id order by employment_id`,
      [insured.units.flat(), november],
    ),
  );
  assert(rows.length === insured.people, `lines of ${rows.length} people`);
  const documents = documentsOf(rows[0]!.number, rows.length);
  return rows.map(({ number, lines }, index) => ({
    name: `员工${number}`,
    document: documents[index]!,
    lines: lines.map(([kind, base, employer, employee]) => ({ kind, base, employer, employee })),
  }));
}

/**
 * Of two hundred people one is missing and two have another base or a fen of rounding; every
 * thousandth row is of somebody whom nobody knows.
 */
function plant(people: Charged[]): { people: Charged[]; differences: number } {
  let differences = 0;
  const billed: Charged[] = [];
  for (const [index, person] of people.entries()) {
    const pension = person.lines.find(({ kind }) => kind === 'pension')!;
    if (index % 200 === 33) {
      differences += person.lines.filter((line) => line.employer + line.employee !== 0).length;
      continue;
    }
    if (index % 200 === 77) {
      pension.base += 10_000;
      pension.employer += 1_600;
      differences += 1;
    }
    if (index % 200 === 119) {
      pension.employer += 1;
      differences += 1;
    }
    billed.push(person);
    if (index % 1000 !== 500) continue;
    const [document] = documentsOf(900_000 + index, 1);
    billed.push({ ...person, name: '外来人员', document: document! });
    differences += 1;
  }
  return { people: billed, differences };
}

const yuanOf = (amount: number) => formatYuan(fen(amount));
const sumOf = (lines: readonly Line[], part: 'employer' | 'employee') =>
  lines.reduce((sum, line) => sum + line[part], 0);

const kindNames: Readonly<Record<string, string>> = {
  pension: '养老保险',
  medical: '医疗保险',
  maternity: '生育保险',
  unemployment: '失业保险',
  workInjury: '工伤保险',
};

/** A row a person, as 武汉 writes it: base, unit and own part of each kind, sums at the end. */
export async function billByPerson(world: TestHost, insured: Insured): Promise<PlantedBill> {
  const { people, differences } = plant(await chargedAt(world, insured));
  const kinds = [...new Set(people[0]!.lines.map(({ kind }) => kind))];
  const parts = ['缴费基数', '单位', '个人'];
  const titles = ['序号', '姓名', '证件类型', '证件号码', '个人编号', '费款所属期'].concat(
    kinds.flatMap((kind) => parts.map((part) => kindNames[kind]! + part)),
    ['单位合计', '个人合计', '应缴合计', '备注'],
  );
  const rows = people.map(({ name, document, lines }, index) => {
    const [employer, employee] = [sumOf(lines, 'employer'), sumOf(lines, 'employee')];
    const number = `4201${100_000_000 + index}`;
    return [String(index + 1), name, '居民身份证', document, number, november as string].concat(
      lines.flatMap((line) => [line.base, line.employer, line.employee].map(yuanOf)),
      [employer, employee, employer + employee].map(yuanOf),
      ['正常应缴'],
    );
  });
  const content = await workbookOf('职工明细', titles, rows);
  return { content, rows: rows.length, differences };
}

/** A row for each person, kind and party, as the tax bureau's client writes it. */
export async function billByItem(world: TestHost, insured: Insured): Promise<PlantedBill> {
  const { people, differences } = plant(await chargedAt(world, insured));
  const titles = ['序号', '姓名', '身份证件类型', '身份证件号码', '参保费种', '征收品目'].concat([
    '费款所属期起',
    '费款所属期止',
    '缴费基数',
    '费率',
    '本期应缴费额',
    '业务类型',
    '滞纳金',
  ]);
  const rows: string[][] = [];
  for (const { name, document, lines } of people) {
    for (const line of lines) {
      for (const part of ['employer', 'employee'] as const) {
        if (line[part] === 0) continue;
        const kind = kindNames[line.kind]!;
        const item = `${kind}（${part === 'employer' ? '单位缴纳' : '个人缴纳'}）`;
        const who = [String(rows.length + 1), name, '居民身份证', document, kind, item];
        const amounts = [yuanOf(line.base), '', yuanOf(line[part])];
        rows.push(who.concat([november, november], amounts, ['正常应缴', '0.00']));
      }
    }
  }
  return { content: await workbookOf('申报明细', titles, rows), rows: rows.length, differences };
}

async function workbookOf(
  name: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Buffer> {
  const columns = titles.map((title, index) => ({
    kind: 'text' as const,
    key: `c${index}`,
    title,
    titleEn: title,
  }));
  const body = new PassThrough();
  const written = rows.map((row): WritableRow =>
    Object.fromEntries(row.map((text, at) => [`c${at}`, text || null])),
  );
  const [content] = await Promise.all([
    buffer(body),
    writeWorkbook(body, [{ name, columns, rows: written }]),
  ]);
  return content;
}
