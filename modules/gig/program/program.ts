import type {
  gigFundsContract,
  gigIncomeContract,
  gigProgramContract as contract,
} from '@heyi/contract';
import type { Fen, Id, Instant, PlainDate, Rate } from '@heyi/kernel';
import type { AccountKey } from '@heyi/ledger';
import type { TenantId, Transaction } from '@heyi/platform';
import type { GapReading } from '@heyi/statutory';

export type IncomeKind = (typeof gigIncomeContract.incomeKinds)[number];
export type TaxMethod = (typeof contract.taxMethods)[number];
export type ProgramId = Id<'prg'>;
/** What the client was last told of its money. */
export type FundsState = (typeof gigFundsContract.fundsStates)[number];
export type Environment = 'sandbox' | 'live';

/** The caller's: an app has its own, people work with what is live. */
export function environmentOf(tx: Transaction): Environment {
  return tx.actor.app?.environment ?? 'live';
}

export type ProgramTerms = {
  readonly name: string;
  readonly purpose: string;
  readonly defaultIncomeKind: IncomeKind;
  readonly taxMethod: TaxMethod;
  readonly reportFiledOn: PlainDate | null;
  readonly gapReading: GapReading;
  readonly lumpReading: (typeof contract.lumpReadings)[number];
  readonly feeRate: Rate;
  readonly whenShort: (typeof contract.shortages)[number];
  readonly whenReturned: (typeof contract.lateReturns)[number];
  readonly withdrawalMin: Fen;
  readonly withdrawalMax: Fen;
  readonly workerDayLimit: Fen | null;
  readonly workerDayCount: number | null;
  readonly dayLimit: Fen | null;
  readonly warningBelow: Fen;
  readonly warningHours: number | null;
};

export type Method = Pick<ProgramTerms, 'taxMethod' | 'gapReading' | 'lumpReading'>;
/** A method that was replaced; it holds for months up to this one, counted as in a cumulation. */
export type PastMethod = Method & { readonly untilMonth: number };

export type Program = ProgramTerms & {
  readonly id: ProgramId;
  readonly environment: Environment;
  readonly legalEntityId: Id<'ent'>;
  readonly payerAccountId: Id<'pac'>;
  readonly payerTenantId: TenantId;
  /** Of the bank link; `file` is a bank without one. */
  readonly channel: string;
  readonly state: (typeof contract.programStates)[number];
  readonly fundsState: FundsState;
  readonly fundsStateAt: Instant | null;
  readonly version: number;
  readonly createdAt: Instant;
  /** The oldest first. */
  readonly pastMethods: readonly PastMethod[];
};

/** By which method tax is withheld in a month. */
export function methodIn(program: Method & Pick<Program, 'pastMethods'>, month: number): Method {
  return program.pastMethods.find(({ untilMonth }) => month <= untilMonth) ?? program;
}

export function isSameMethod(one: Method, other: Method): boolean {
  return (
    one.taxMethod === other.taxMethod &&
    one.gapReading === other.gapReading &&
    one.lumpReading === other.lumpReading
  );
}

/** What was withheld in a month binds the rest of it: the method that is replaced holds to its end. */
export function pastMethodsAfter(
  { pastMethods, taxMethod, gapReading, lumpReading }: Program,
  lastMonth: number | null,
): readonly PastMethod[] {
  const isUsed = lastMonth !== null && lastMonth > (pastMethods.at(-1)?.untilMonth ?? 0);
  if (!isUsed) return pastMethods;
  return [...pastMethods, { untilMonth: lastMonth, taxMethod, gapReading, lumpReading }];
}

export type TermsCode = 'program.report_not_filed' | 'program.limits_contradict';

/** Why terms cannot hold; null when they can. A report of a day to come is not on file. */
export function termsFailure(terms: ProgramTerms, today: PlainDate): TermsCode | null {
  const isFiled = terms.reportFiledOn !== null && terms.reportFiledOn <= today;
  if (terms.taxMethod === 'platformCumulative' && !isFiled) return 'program.report_not_filed';
  const { withdrawalMin, withdrawalMax, workerDayLimit, dayLimit } = terms;
  const isOrdered =
    0 < withdrawalMin &&
    withdrawalMin <= withdrawalMax &&
    (workerDayLimit === null || withdrawalMin <= workerDayLimit) &&
    (dayLimit === null || withdrawalMin <= dayLimit) &&
    terms.warningBelow >= 0;
  return isOrdered ? null : 'program.limits_contradict';
}

/** The accounts of a program in the books of each stripe; a worker's own is beside them. */
export function programAccounts(program: Pick<Program, 'legalEntityId' | 'payerAccountId'>) {
  const { legalEntityId, payerAccountId } = program;
  return {
    bank: { kind: 'bank', payerAccountId },
    clientFunds: { kind: 'clientFunds', payerAccountId },
    paymentsInFlight: { kind: 'paymentsInFlight', payerAccountId },
    clientDue: { kind: 'clientDue', legalEntityId },
    wagesPayable: { kind: 'wagesPayable', legalEntityId },
    taxPayable: { kind: 'taxPayable', legalEntityId },
    vatPayable: { kind: 'vatPayable', legalEntityId },
    serviceFeeIncome: { kind: 'serviceFeeIncome', legalEntityId },
    withdrawableHeld: { kind: 'withdrawableHeld', legalEntityId },
  } as const satisfies Record<string, AccountKey>;
}

/** 可提现余额 of one balance: the holder stands where other accounts name a person. */
export function withdrawableAccount(balanceId: Id<'bal'>): AccountKey {
  return { kind: 'withdrawable', personId: balanceId as string as Id<'per'> };
}
