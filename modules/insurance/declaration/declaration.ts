import type { declarationContract as contract, Output } from '@heyi/contract';
import type { Fen, Id } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { TenantId } from '@heyi/platform';
import type { LineKind, NewLine } from '../contribution-line/contribution-line.ts';

export type DeclarationId = Id<'dcl'>;
export type DeclarationView = Output<typeof contract.getDeclaration>;
export type DeclarationState = DeclarationView['state'];
export type DeclarationChange = (typeof contract.declarationChanges)[number];

/** What one kind comes to, as it stands in a row: kind, base, employer, employee. */
export type Amount = readonly [LineKind, Fen, Fen, Fen];

export type DeclaredPerson = {
  readonly clientId: TenantId;
  readonly employmentId: EmploymentId;
  readonly personName: string;
  readonly documentMasked: string;
  readonly amounts: readonly Amount[];
  readonly employer: Fen;
  readonly employee: Fen;
  readonly unknownCount: number;
};

/** The lines of each person as amounts of a row. */
export function amountsByPerson(lines: readonly NewLine[]): Map<EmploymentId, Amount[]> {
  const people = new Map<EmploymentId, Amount[]>();
  for (const { employmentId, kind, base, employer, employee } of lines) {
    const amount: Amount = [kind, base, employer, employee];
    const there = people.get(employmentId);
    if (there) there.push(amount);
    else people.set(employmentId, [amount]);
  }
  return people;
}

/** Kept so that two versions are compared as they stand: kinds in one order. */
export function amountsText(amounts: readonly Amount[]): string {
  return JSON.stringify(amounts.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)));
}
