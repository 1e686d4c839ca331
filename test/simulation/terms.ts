import { openTaxBook, type Program, type TaxOfMonth } from '@heyi/gig/testing';
import { assert, fen, type Id, newId, rateFromPpm } from '@heyi/kernel';
import type { World } from './world.ts';

const vats = [
  null,
  { reading: 'monthlyThreshold', levy: 'reduced', location: 'city' },
  { reading: 'perTransaction', levy: 'standard', location: 'town' },
] as const;

export type Terms = { readonly program: Program; readonly vat: (typeof vats)[number] };

const books = new Map<string, TaxOfMonth>();

/** Compiled once for all seeds with the same terms. */
export function taxBookOf({ program, vat }: Terms): TaxOfMonth {
  const name = `${program.taxMethod}|${program.gapReading}|${vat?.reading}`;
  const known = books.get(name);
  if (known) return known;
  const book = openTaxBook(program, vatReadingOf(vat));
  books.set(name, book);
  return book;
}

export const vatReadingOf = (vat: Terms['vat']) => () => vat && { ...vat, id: newId<'vrd'>() };

const accountNames = [
  'bank',
  'clientFunds',
  'paymentsInFlight',
  'clientDue',
  'taxPayable',
  'vatPayable',
  'serviceFeeIncome',
  'withdrawableHeld',
  'wagesPayable',
] as const;

export function openAccounts() {
  const ids = Object.fromEntries(accountNames.map((name) => [name, newId<'lac'>()]));
  return ids as Record<(typeof accountNames)[number], Id<'lac'>>;
}

/** A seed plays one program of a client. */
export function drawTerms({ random }: World): Terms {
  const taxMethod = random.pick(['platformCumulative', 'ordinaryLabour'] as const);
  const gaps = ['restart-segment', 'count-paid-months', 'count-calendar-months'] as const;
  const isLimited = random.chance(0.2);
  const program = {
    id: newId<'prg'>(),
    environment: 'live',
    legalEntityId: newId<'ent'>(),
    payerAccountId: newId<'pac'>(),
    payerTenantId: newId<'ten'>(),
    channel: 'lying',
    state: 'active',
    version: 1,
    createdAt: '2026-11-01T00:00:00.000Z',
    name: '模拟',
    purpose: '模拟',
    defaultIncomeKind: 'labourRemuneration',
    taxMethod,
    reportFiledOn: null,
    gapReading: random.pick(gaps),
    lumpReading: random.pick(['notApplied', 'applied'] as const),
    feeRate: rateFromPpm(random.pick([0, 20_000, 65_000])),
    whenShort: random.pick(['suspend', 'suspend', 'refuse'] as const),
    whenReturned: random.pick(['correct', 'payAgain'] as const),
    withdrawalMin: fen(1),
    withdrawalMax: fen(50_000_00),
    workerDayLimit: isLimited ? fen(30_000_00) : null,
    workerDayCount: isLimited ? 4 : null,
    dayLimit: null,
    warningBelow: fen(0),
    warningHours: null,
    fundsState: 'enough',
    fundsStateAt: null,
    pastMethods: [],
  } as const;
  assert(program.dayLimit === null, 'allowances of the day are not played');
  return { program, vat: random.pick(vats) };
}
