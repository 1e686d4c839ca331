import { execFile } from 'node:child_process';
import { accessSync, constants, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { assert } from '@heyi/kernel';
import { ZipFile } from 'yazl';
import type { Variant } from './measure.ts';

const run = promisify(execFile);
const namespace = 'http://schemas.openxmlformats.org';

/** Income tax of the year to date by the annual table: rate and quick deduction in yuan. */
const brackets = [
  [36_000, 0.03, 0],
  [144_000, 0.1, 2_520],
  [300_000, 0.2, 16_920],
  [420_000, 0.25, 31_920],
  [660_000, 0.3, 52_920],
  [960_000, 0.35, 85_920],
  [1e12, 0.45, 181_920],
] as const;

/** What a specialist's own sheet holds of a person: seven typed cells, twelve that follow. */
const typed = (row: number): readonly number[] => [
  6_000 + (row % 200) * 100,
  1_500,
  300,
  row % 5 === 0 ? 800 : 0,
  row % 7 === 0 ? 1 : 0,
  120_000 + (row % 200) * 1_000,
  1_200 + (row % 50) * 40,
];

const formulas = (row: number): readonly string[] => [
  `ROUND(A${row}*E${row}/21.75,2)`,
  `A${row}+B${row}+C${row}+D${row}-H${row}`,
  `MIN(MAX(A${row},7162),35811)`,
  `ROUND(J${row}*0.08,2)`,
  `ROUND(J${row}*0.02,2)+3`,
  `ROUND(J${row}*0.005,2)`,
  `ROUND(J${row}*0.12,0)`,
  `F${row}+I${row}-K${row}-L${row}-M${row}-N${row}-55000`,
  `MAX(0,O${row})`,
  taxFormula(row),
  `MAX(0,Q${row}-G${row})`,
  `I${row}-K${row}-L${row}-M${row}-N${row}-R${row}`,
];

function taxFormula(row: number): string {
  return brackets.reduceRight(
    (rest, [upTo, rate, quick]) =>
      `IF(P${row}&lt;=${upTo},ROUND(P${row}*${rate}-${quick},2),${rest})`,
    '0',
  );
}

/** Where LibreOffice is installed, the same number of people in its sheet; else nothing. */
export async function spreadsheetVariant(people: number): Promise<Variant[]> {
  const office = find('soffice');
  if (office === null) return [];
  const folder = await mkdtemp(join(tmpdir(), 'heyi-sheet-'));
  const file = join(folder, 'sheet.xlsx');
  await writeSheet(file, people);
  process.once('exit', () => void rm(folder, { recursive: true, force: true }));
  return [
    {
      name: 'LibreOffice Calc: open, calculate, save',
      run: async () => {
        const out = join(folder, 'out');
        const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
        const to = ['--convert-to', 'csv', '--outdir', out];
        await run(office, [profile, '--headless', ...to, file]);
        checkSheet(await readFile(join(out, 'sheet.csv'), 'utf8'), people);
        return people;
      },
    },
  ];
}

/** A sheet that came back without its results would be a measurement of nothing. */
function checkSheet(text: string, people: number): void {
  const lines = text.trimEnd().split('\n');
  assert(lines.length === people, `${lines.length} rows came back`);
  const [base, ...rest] = lines[0]!.split(',').map(Number);
  assert(base === typed(1)[0] && rest.at(-1)! > 0, 'the first row has its net pay');
}

async function writeSheet(file: string, people: number): Promise<void> {
  const zip = new ZipFile();
  const part = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  part(
    '[Content_Types].xml',
    `<Types xmlns="${namespace}/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
  );
  part('_rels/.rels', relation('officeDocument', 'xl/workbook.xml'));
  part('xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml'));
  part(
    'xl/workbook.xml',
    `<workbook xmlns="${namespace}/spreadsheetml/2006/main" ` +
      `xmlns:r="${namespace}/officeDocument/2006/relationships">` +
      '<sheets><sheet name="pay" sheetId="1" r:id="rId1"/></sheets></workbook>',
  );
  zip.addReadStream(Readable.from(sheetXml(people)), 'xl/worksheets/sheet1.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

function relation(type: string, target: string): string {
  return (
    `<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="rId1" ` +
    `Type="${namespace}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`
  );
}

function* sheetXml(people: number): Generator<string> {
  yield `<worksheet xmlns="${namespace}/spreadsheetml/2006/main"><sheetData>`;
  for (let row = 1; row <= people; row += 1) {
    const values = typed(row).map((value) => `<c><v>${value}</v></c>`);
    const results = formulas(row).map((formula) => `<c><f>${formula}</f></c>`);
    yield `<row>${values.join('')}${results.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function find(program: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      continue;
    }
  }
  return null;
}
