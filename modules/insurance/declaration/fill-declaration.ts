import { type Fen, ok, sum, zeroFen } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import { enterTenant, job, type JobContext, type TenantId, type Transaction } from '@heyi/platform';
import { openPolicy, type Policy } from '@heyi/statutory';
import { z } from 'zod';
import type { NewLine } from '../contribution-line/contribution-line.ts';
import { recordContributionLines } from '../contribution-line/contribution-line.store.ts';
import {
  copyInsured,
  type NamedMonth,
  takeNamedMonth,
} from '../contribution-line/insured-month.store.ts';
import { estimatesOf } from '../contribution-line/record-estimates.ts';
import { putMonths, putParts } from '../contribution-month/contribution-month.store.ts';
import {
  amountsByPerson,
  type DeclarationId,
  type DeclarationView,
  type DeclaredPerson,
} from './declaration.ts';
import {
  baselineOf,
  countsOf,
  declarationOf,
  failDeclaration,
  finishDeclaration,
  insertPeople,
  insertRemoved,
  sumsOf,
  writtenOf,
} from './declaration.store.ts';

/** So many pages are written while the next one is calculated. */
const pagesAtOnce = 2;

/** Fills a declaration, a page of people a transaction. Killed, it goes on with whom it has not yet. */
export const fillDeclarationJob = fillDeclarationBy(2_000);

/** The job with so many people to a page. */
export function fillDeclarationBy(peopleAtOnce: number) {
  return job({
    kind: 'fill_declaration',
    input: z.object({ declarationId: z.string() }),
    run: (context, input) =>
      fillDeclaration(context, input.declarationId as DeclarationId, peopleAtOnce),
    giveUp: (tx, input) => failDeclaration(tx, input.declarationId as DeclarationId, 'job.gave_up'),
  });
}

async function fillDeclaration(context: JobContext, id: DeclarationId, peopleAtOnce: number) {
  const begun = await context.transaction((tx) => beginOf(tx, id));
  if (begun === null) return ok();
  const { declaration } = begun;
  const opened = openPolicy(declaration.policyPin);
  if (!opened.ok) {
    await context.transaction((tx) => failDeclaration(tx, id, opened.failure.code));
    return opened;
  }
  // Neither of two pages waits for the other but for a lock of the database: others declare as well.
  const writing: Promise<void>[] = [];
  try {
    for await (const page of pagesOf(context, begun, peopleAtOnce)) {
      const parts = page.map((part) => declaredPart(begun, opened.value, part));
      if (writing.length === pagesAtOnce) await writing.shift();
      const written = context.transaction((tx) => writePage(tx, begun, parts));
      // A failure is thrown where the page is waited for.
      written.catch(() => undefined);
      writing.push(written);
    }
    for (const written of writing) await written;
  } finally {
    await Promise.allSettled(writing);
  }
  await context.transaction((tx) => finish(tx, declaration));
  return ok();
}

/** What is to be filled, and how far it is. */
type Begun = {
  readonly declaration: DeclarationView;
  readonly baselineId: DeclarationId | null;
  readonly clientIds: readonly TenantId[];
  readonly written: ReadonlySet<EmploymentId>;
};

async function beginOf(tx: Transaction, id: DeclarationId): Promise<Begun | null> {
  const declaration = await declarationOf(tx, id);
  if (declaration?.state !== 'preparing') return null;
  return {
    declaration,
    baselineId: (await baselineOf(tx, declaration))?.id ?? null,
    clientIds: await tenantsInsuredBy(tx, declaration),
    written: await writtenOf(tx, id),
  };
}

/** Whose people are or were insured at the registration of the transaction's tenant, in order. */
export async function tenantsInsuredBy(
  tx: Transaction,
  { registrationId }: { readonly registrationId: RegistrationId },
): Promise<TenantId[]> {
  const rows = await tx.door<{ id: TenantId }>`
    select tenant_id as id from people.tenants_insured_by(${registrationId}, ${tx.tenantId})`;
  return rows.map(({ id }) => id);
}

type Part = { readonly clientId: TenantId; readonly months: NamedMonth[] };

/** Everybody insured in the month, client after client, as many at a time as one transaction takes. */
async function* pagesOf(
  context: JobContext,
  begun: Begun,
  peopleAtOnce: number,
): AsyncGenerator<Part[]> {
  const { declaration, clientIds, written } = begun;
  const { period, registrationId } = declaration;
  let page: Part[] = [];
  let people = 0;
  for (const [index, clientId] of clientIds.entries()) {
    const rows = await context.transaction(async (tx) =>
      copyInsured(await inClient(tx, clientId), { period, registrationIds: [registrationId] }),
    );
    let part: Part | null = null;
    while (rows.next()) {
      const month = takeNamedMonth(rows);
      if (written.has(month.employmentId)) continue;
      if (part === null) page.push((part = { clientId, months: [] }));
      part.months.push(month);
      people += 1;
      if (people < peopleAtOnce) continue;
      yield page;
      [page, part, people] = [[], null, 0];
    }
    await context.progress(index, clientIds.length);
  }
  if (people > 0) yield page;
}

function inClient(tx: Transaction, clientId: TenantId): Promise<Transaction> | Transaction {
  return clientId === tx.tenantId ? tx : enterTenant(tx, clientId);
}

type DeclaredPart = {
  readonly clientId: TenantId;
  readonly lines: readonly NewLine[];
  readonly people: readonly DeclaredPerson[];
};

/** What one client's people come to: as lines, and as rows of the list. */
function declaredPart({ declaration }: Begun, policy: Policy, part: Part): DeclaredPart {
  const { clientId, months } = part;
  const { period } = declaration;
  const { lines, unknowns } = estimatesOf({ policy, period, billPeriod: period, months });
  const amounts = amountsByPerson(lines);
  const people = months.map(({ employmentId, personName, documentMasked }): DeclaredPerson => {
    const of = amounts.get(employmentId) ?? [];
    return {
      clientId,
      employmentId,
      personName,
      documentMasked,
      amounts: of,
      employer: total(of.map(([, , employer]) => employer)),
      employee: total(of.map(([, , , employee]) => employee)),
      unknownCount: unknowns.get(employmentId) ?? 0,
    };
  });
  return { clientId, lines, people };
}

function total(amounts: readonly Fen[]): Fen {
  return amounts.length === 0 ? zeroFen : sum(amounts);
}

async function writePage(
  tx: Transaction,
  { declaration, baselineId }: Begun,
  parts: readonly DeclaredPart[],
): Promise<void> {
  for (const { clientId, lines } of parts) {
    await recordContributionLines(await inClient(tx, clientId), lines);
  }
  const people = parts.flatMap((part) => part.people);
  await insertPeople(tx, declaration.id, baselineId, people);
}

/** Declared again without a change there is nothing to declare. */
async function finish(tx: Transaction, declaration: DeclarationView): Promise<void> {
  const { id, period } = declaration;
  const baseline = await baselineOf(tx, declaration);
  if (baseline !== null) await insertRemoved(tx, id, baseline.id);
  const counts = await countsOf(tx, id);
  const moved = counts.added + counts.changed + counts.removed;
  const isUnchanged = baseline?.period === period && moved === 0;
  await finishDeclaration(tx, id, isUnchanged ? 'unchanged' : 'prepared', counts);
  const sums = await sumsOf(tx, declaration);
  await putMonths(tx, period, sums.kinds);
  await putParts(tx, period, sums.parts);
}
