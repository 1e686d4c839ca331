import type { clientBillContract as contract, Input, Output } from '@heyi/contract';
import type { Fen, Id, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import type { LineType } from '@heyi/insurance';
import type { EmploymentId, EntityId, RegistrationId } from '@heyi/people';
import type { Policy } from '@heyi/statutory';

export type BillId = Id<'cbl'>;
export type BillLineId = Id<'cbn'>;
export type BillState = (typeof contract.clientBillStates)[number];
export type BillLineKind = (typeof contract.clientBillLineKinds)[number];
export type Settlement = (typeof contract.lineSettlements)[number];
export type FindingCode = (typeof contract.clientBillFindings)[number];
export type BillView = Output<typeof contract.getClientBill>;
export type BillLineView = Output<typeof contract.listClientBillLines>['rows'][number];
export type Terms = Omit<Input<typeof contract.setClientBillTerms>, 'tenantId'>;
export type StoredTerms = Output<typeof contract.setClientBillTerms>;
export type Collection = Terms['collection'];

/** One figure of a bill, before it has an id. */
export type NewLine = {
  readonly kind: BillLineKind;
  readonly settlement: Settlement;
  readonly legalEntityId: EntityId | null;
  readonly isHeld: boolean;
  readonly employmentId: EmploymentId | null;
  readonly personName: string | null;
  readonly employeeNo: string | null;
  readonly cityCode: string | null;
  readonly registrationId: RegistrationId | null;
  readonly costCentre: string | null;
  readonly period: PayPeriod;
  readonly billMonth: PayPeriod | null;
  readonly type: LineType | null;
  readonly subject: string | null;
  readonly collection: Collection | null;
  readonly dueOn: PlainDate | null;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly amount: Fen;
  readonly isEstimate: boolean;
  readonly facts: Readonly<Record<string, string>>;
  readonly contributionLineId: Id<'cnl'> | null;
  readonly orderLineId: Id<'orl'> | null;
  readonly serviceOrderId: Id<'sor'> | null;
  readonly advanceId: Id<'adv'> | null;
  readonly runId: Id<'run'> | null;
  readonly sourceLineId: BillLineId | null;
  readonly sourceBillId: BillId | null;
  readonly arrearsId: Id<'arr'> | null;
  /** What is billed once among all bills that stand. */
  readonly sourceKey: string;
};

/** What a contribution is due, and what earlier bills asked for it: one person, kind and month. */
export type ContributionFact = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly kind: string;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly billMonth: PayPeriod;
  /** The line that counts; null when none does any more. */
  readonly lineId: Id<'cnl'> | null;
  readonly isEstimate: boolean;
  readonly runId: Id<'run'> | null;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly lateFee: Fen;
  readonly billedEmployer: Fen;
  readonly billedEmployee: Fen;
  readonly billedLateFee: Fen;
  /** Of a leaver's difference: what the provider bears, or the person was asked for. */
  readonly forgoneEmployer: Fen;
  readonly forgoneEmployee: Fen;
  readonly billedLineId: BillLineId | null;
  readonly billedLateFeeLineId: BillLineId | null;
  /** Null: nobody has said. */
  readonly bearer: 'client' | 'provider' | 'supplier' | 'agency' | null;
};

/** A client's share of the late fee of settled arrears, and what earlier bills asked of it. */
export type ArrearsFact = {
  readonly arrearsId: Id<'arr'>;
  readonly registrationId: RegistrationId;
  readonly period: PayPeriod;
  /** Null of arrears whose settlement was taken back: nothing is due any more. */
  readonly settled: {
    readonly responsibility: NonNullable<ContributionFact['bearer']>;
    readonly reason: string;
    readonly dueOn: PlainDate;
    readonly settledOn: PlainDate;
    readonly share: Fen;
  } | null;
  /** Charged already: on the agency's bill by person, or with the payment. */
  readonly chargedElsewhere: Fen;
  readonly billed: Fen;
  readonly billedLineId: BillLineId | null;
};

export type PersonFact = {
  readonly employmentId: EmploymentId;
  readonly personName: string;
  readonly employeeNo: string | null;
  readonly costCentre: string | null;
  /** The city of work; null for who is not employed in the month. */
  readonly workCity: string | null;
  readonly endsOn: PlainDate | null;
};

/** Who bears what is charged for somebody who has left, as the scheme of the registration says. */
export type LeaverBearer = 'client' | 'provider' | 'person';

export type InsuredFact = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly registrationKind: 'socialInsurance' | 'medical' | 'housingFund';
  readonly cityCode: string;
};

export type RegistrationFact = {
  readonly cityCode: string;
  readonly legalEntityId: EntityId;
  readonly isProvider: boolean;
};

export type AgreedItem = {
  readonly orderId: Id<'sor'>;
  readonly item: string;
  readonly cityCode: string;
  readonly collection: Collection;
  readonly advanceDays: number | null;
  readonly priceKind: 'perHead' | 'perCase' | 'percent';
  readonly price: Fen | null;
  readonly rate: Rate | null;
  readonly minimum: Fen | null;
};

/** A finished order line that no bill holds yet. */
export type CaseFact = {
  readonly orderLineId: Id<'orl'>;
  readonly orderId: Id<'sor'>;
  readonly item: string;
  readonly service: string;
  readonly employmentId: EmploymentId;
  readonly period: PayPeriod;
};

export type Facts = {
  readonly period: PayPeriod;
  /** The figures of the state by which the bill is drawn up. */
  readonly policy: Policy;
  readonly terms: Terms;
  readonly contributions: readonly ContributionFact[];
  readonly arrears: readonly ArrearsFact[];
  readonly people: ReadonlyMap<EmploymentId, PersonFact>;
  readonly insured: readonly InsuredFact[];
  readonly registrations: ReadonlyMap<RegistrationId, RegistrationFact>;
  readonly leaverBearers: ReadonlyMap<RegistrationId, LeaverBearer>;
  readonly items: readonly AgreedItem[];
  readonly cases: readonly CaseFact[];
  readonly advances: readonly { id: Id<'adv'>; outstanding: Fen; dueOn: PlainDate | null }[];
  /** Disputes that were settled by a credit; the credit is positive here. */
  readonly credits: readonly {
    lineId: BillLineId;
    kind: BillLineKind;
    credit: Fen;
    employmentId: EmploymentId | null;
    cityCode: string | null;
    costCentre: string | null;
  }[];
  /** What earlier bills left: negative where we owe it to the client. */
  readonly carried: readonly {
    billId: BillId;
    legalEntityId: EntityId;
    isHeld: boolean;
    amount: Fen;
  }[];
  /** What people were asked for and is settled with them. */
  readonly claims: readonly {
    id: string;
    billId: BillId;
    employmentId: EmploymentId;
    legalEntityId: EntityId;
    amount: Fen;
  }[];
};

export type DrawnUp = {
  readonly lines: readonly NewLine[];
  readonly findings: readonly { code: FindingCode; count: number }[];
  readonly amount: Fen;
  readonly dueOn: PlainDate;
};
