import type { Fen, PlainDate, Rate } from '@heyi/kernel';

/** The companies of the demo: every name, code and number is invented. */

export type DemoRegistration = {
  readonly cityCode: string;
  readonly socialInsuranceNumber: string;
  readonly medicalNumber: string;
  readonly housingFundNumber: string;
  readonly injuryRate: Rate;
  readonly housingFundRate: Rate;
};

export type DemoEntity = {
  /** Short and stable; people and accounts refer to it. */
  readonly key: string;
  readonly name: string;
  readonly uscc: string;
  readonly cityCode: string;
  readonly taxBureauName: string;
  readonly registrations: readonly DemoRegistration[];
};

/** An account that wages leave, at the stand-in bank or at a bank without a link. */
export type DemoLicence = {
  readonly kind: 'business' | 'hrService' | 'labourDispatch';
  readonly number: string;
  readonly holderName: string;
  readonly issuedBy: string;
  readonly validFrom: PlainDate;
  /** Null is 长期. */
  readonly expiresOn: PlainDate | null;
};

export type DemoPayerAccount = {
  readonly entityKey: string;
  readonly accountNumber: string;
  readonly bankName: string;
  readonly channel: 'sandbox' | 'file';
  readonly sending: 'single' | 'batch';
  /** What the bank holds of earlier business when the demo begins. */
  readonly openingBalance: Fen;
};

export type DemoContact = {
  readonly name: string;
  readonly position: string;
  readonly loginName: string;
  readonly role: 'client_hr' | 'client_finance';
  readonly mayApprovePayroll: boolean;
};

export type DemoClient = {
  readonly key: ClientKey;
  readonly name: string;
  readonly shortName: string;
  readonly uscc: string;
  readonly cooperationMode: 'agency' | 'payrollAgency' | 'dispatch' | 'outsourcing' | 'archive';
  readonly payMonthRule: 'sameMonth' | 'nextMonth';
  readonly payDay: number;
  readonly prorationMethod: 'paidDays2175' | 'dueDays' | 'calendarDays';
  readonly advanceLimit: Fen;
  readonly advanceDays: number;
  /** The client's own entities; the first is the client itself. */
  readonly entities: readonly DemoEntity[];
  /** Entities that pay its people: its own, or the provider's. */
  readonly payEntityKeys: readonly string[];
  readonly contacts: readonly DemoContact[];
};

export const clientKeys = ['retail', 'internet', 'factory', 'calls', 'estate', 'live'] as const;
export type ClientKey = (typeof clientKeys)[number];
/** The provider's own people are paid like a client's. */
export type TenantKey = ClientKey | 'house';
