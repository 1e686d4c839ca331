import { payPeriod, type PlainDate, plainDate } from '@heyi/kernel';
import type { CastRow } from './cast-row.ts';
import { residentId } from './numbers.ts';

/** Where the invented workforce is made to show a rule of insurance, by the numbers of employment. */

/** A sequence number that nobody else of the day and region has. */
const serial = 47;

/** Of a woman in a manager's post the law says 55, of other women 50, of men 60. */
function bornAs(row: CastRow, born: { readonly male: string; readonly female: string }): CastRow {
  const { sex, documentNumber } = row.person;
  const birthDate = plainDate(born[sex]);
  const region = documentNumber.slice(0, 6);
  return {
    ...row,
    deductions: {},
    person: {
      ...row.person,
      birthDate,
      documentNumber: residentId(region, birthDate, sex, serial),
    },
  };
}

/** 漏缴: joined in April, told to us in June; two months are to be paid late. */
export const lateEnrolled = { employeeNumber: 'MY0003', from: '2026-04', to: '2026-05' } as const;
const lateJoining: PlainDate = plainDate('2026-04-08');

const cases: Readonly<Record<string, (row: CastRow) => CastRow>> = {
  CL0003: (row) => bornAs(row, { male: '1966-09-14', female: '1971-09-14' }),
  MY0002: (row) => bornAs(row, { male: '1966-08-11', female: '1976-05-20' }),
  YA0002: (row) => bornAs(row, { male: '1966-07-03', female: '1976-04-09' }),
  [lateEnrolled.employeeNumber]: (row) => ({
    ...row,
    startsOn: lateJoining,
    insurance: row.insurance && { ...row.insurance, from: payPeriod('2026-06') },
  }),
};

export function withCase(row: CastRow): CastRow {
  return cases[row.employeeNumber]?.(row) ?? row;
}
