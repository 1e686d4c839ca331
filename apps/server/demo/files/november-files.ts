import { type Fen, formatYuan } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import type { CastRow } from '../cast/cast-row.ts';
import { clientOf } from '../cast/companies.ts';
import { goldenPerson } from '../cast/golden-people.ts';
import { oneOffsIn, termsChangeIn } from '../cast/months.ts';
import {
  joinersOf,
  novemberRoster,
  type PlayedClient,
  refusedDocuments,
} from '../cast/november.ts';
import { residentId } from '../cast/numbers.ts';
import { openWageMonth } from '../cast/workforce.ts';
import { attendanceSheet, deductionsSheet, oneOffSheet, payChangesSheet } from './month-files.ts';
import { entityName, rosterSheet } from './roster-file.ts';
import { feedbackSheet } from './tax-files.ts';
import type { Sheet } from './workbook.ts';

/** A file that a newcomer takes in, with what the dry run must say of it. */
export type NovemberFile = {
  readonly name: string;
  readonly kind:
    | 'roster'
    | 'payChanges'
    | 'attendance'
    | 'oneOffItems'
    | 'specialDeductions'
    | 'taxpayerFeedback';
  /** The withholding entity, of a file of the tax client. */
  readonly entityKey: string | null;
  readonly sheet: Sheet;
  /** Rows that are wrong on purpose. */
  readonly invalid: number;
  readonly duplicate: number;
};

/** What a client and the tax client hand over for November, in the order of the run's steps. */
export function novemberFiles(cast: Cast, client: PlayedClient): NovemberFile[] {
  const month = openWageMonth(client);
  const name = clientOf(client).shortName;
  const roster = novemberRoster(cast, client);
  const joiners = joinersOf(cast, client);
  const onRun = [...cast.rowsOf(client).filter(({ endsOn }) => endsOn === null), ...joiners];
  const leaver = goldenPerson('paidAfterLeaving').rows[0]!;
  const withItems = [...onRun, ...(client === 'retail' ? [leaver] : [])];
  const file = (
    kind: NovemberFile['kind'],
    fileName: string,
    sheet: Sheet,
    wrong: { invalid?: number; duplicate?: number; entityKey?: string } = {},
  ): NovemberFile => {
    const { invalid = 0, duplicate = 0, entityKey = null } = wrong;
    return { name: `${fileName}.xlsx`, kind, sheet, invalid, duplicate, entityKey };
  };
  const changed = onRun.filter((row) => termsChangeIn(row, month) || joiners.includes(row));
  const entities = [...Map.groupBy(onRun, ({ entityKey }) => entityKey)];
  return [
    file(
      'roster',
      '1 花名册',
      wrongRoster(`${name}花名册（2026年11月）`, client, roster, joiners),
      {
        invalid: client === 'retail' ? 3 : 2,
        duplicate: 1,
      },
    ),
    file(
      'payChanges',
      '2 薪资变动表',
      payChangesSheet(`${name}2026年11月薪资变动表`, month, changed, [strangerPay]),
      { invalid: 1 },
    ),
    file('attendance', '3 考勤汇总（钉钉）', attendanceSheet(month, onRun, [impossible(joiners)]), {
      invalid: 1,
    }),
    file(
      'oneOffItems',
      '4 一次性项目',
      oneOffSheet(`${name}2026年11月一次性项目`, month, hasItems(withItems, month), [
        [
          joiners[0]!.employeeNumber,
          joiners[0]!.person.name,
          '年会抽奖',
          { number: '888.00' },
          null,
        ],
      ]),
      { invalid: 1 },
    ),
    ...entities.map(([entityKey, rows]) =>
      file(
        'specialDeductions',
        `5 专项附加扣除 ${entityName(entityKey)}`,
        deductionsSheet(entityName(entityKey), month, rows),
        { entityKey },
      ),
    ),
    ...feedbackFiles(cast, client, joiners, file),
  ];
}

type FileOf = (
  kind: NovemberFile['kind'],
  fileName: string,
  sheet: Sheet,
  wrong?: { invalid?: number; duplicate?: number; entityKey?: string },
) => NovemberFile;

/** 人员信息采集反馈 of the entities that somebody joins; some identities are refused. */
function feedbackFiles(
  cast: Cast,
  client: PlayedClient,
  joiners: readonly CastRow[],
  file: FileOf,
): NovemberFile[] {
  const refused = refusedDocuments(cast, client);
  return [...Map.groupBy(joiners, ({ entityKey }) => entityKey)].map(([entityKey, rows]) => {
    const sheet = feedbackSheet(
      rows.map(({ person }) => person),
      refused,
    );
    const name = `6 人员信息采集反馈 ${entityName(entityKey)}`;
    return file('taxpayerFeedback', name, sheet, { entityKey });
  });
}

function hasItems(rows: readonly CastRow[], month: Parameters<typeof oneOffsIn>[1]): CastRow[] {
  return rows.filter((row) => oneOffsIn(row, month).length > 0);
}

/** A wrong check digit, a city that is none, somebody twice, and 大库代缴. */
function wrongRoster(
  title: string,
  client: PlayedClient,
  rows: readonly CastRow[],
  joiners: readonly CastRow[],
): Sheet {
  const [like] = joiners;
  const wrong = (number: string, change: (row: CastRow) => CastRow): CastRow =>
    change({
      ...like!,
      employeeNumber: number,
      person: { ...like!.person, name: '陶知行', documentNumber: '110105199003074', account: null },
    });
  const badDigit = wrong(`${like!.employeeNumber}A`, (row) => ({
    ...row,
    person: { ...row.person, documentNumber: spoiled(like!.person.documentNumber) },
  }));
  const noNumber = wrong(`${like!.employeeNumber}B`, (row) => row);
  const thirdParty = wrong(`${like!.employeeNumber}C`, (row) => ({
    ...row,
    person: {
      ...row.person,
      documentNumber: residentId('370202', like!.person.birthDate, 'male', 47),
    },
    insurance: row.insurance && { ...row.insurance, entityKey: 'heyi' },
  }));
  const extra = client === 'retail' ? [badDigit, noNumber, thirdParty] : [badDigit, noNumber];
  return rosterSheet(title, [...rows, joiners.at(-1)!, ...extra]);
}

function spoiled(number: string): string {
  return number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
}

const amount = (yuan: Fen) => ({ number: formatYuan(yuan) });
const strangerPay = [
  'CL7777',
  '陶醉',
  '西山店',
  null,
  amount(520_000 as Fen),
  null,
  null,
  null,
  null,
  null,
  '定薪',
  { text: '上月已离职？请核实', tone: 'red' },
] as const;

/** More days attended than the month has. */
function impossible(joiners: readonly CastRow[]) {
  const [first] = joiners;
  const numbers = [21, 31, 8, 0, 5, 5, 0, 0, 0].map((value) => ({ number: String(value) }));
  return [
    first!.person.name,
    '默认考勤组',
    first!.department,
    first!.employeeNumber,
    first!.position,
    ...numbers,
  ];
}
