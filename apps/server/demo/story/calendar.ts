import {
  addDays,
  addMonths,
  assert,
  firstDayOf,
  lastDayOf,
  type PayPeriod,
  payPeriod,
  type PlainDate,
  plainDate,
} from '@heyi/kernel';
import { currentPolicy, openPolicy, type Policy, workdayOnOrBefore } from '@heyi/statutory';
import { clientOf, provider } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';
import { demoDay } from '../demo-calendar.ts';

/** The last tax period that lies closed when the demo begins, and the one that is played. */
export const lastClosedPeriod = payPeriod('2026-10');
export const openPeriod = payPeriod('2026-11');
export const firstPeriod = payPeriod('2026-01');

/** When the story begins: before the first month, with contracts just signed. */
export const storyStart = plainDate('2025-12-22');

const dayOf = (period: PayPeriod, day: number): PlainDate => {
  const last = lastDayOf(period);
  const wanted = addDays(firstDayOf(period), day - 1);
  return wanted > last ? last : wanted;
};

/** The agreed day, or the workday before it. */
export function payDateOf(tenant: TenantKey, taxPeriod: PayPeriod): PlainDate {
  const { payDay } = tenant === 'house' ? provider.settings : clientOf(tenant);
  return workdayOnOrBefore(currentPolicy, dayOf(taxPeriod, payDay)).date;
}

/** The day on which November is paid: the agreed one, or the demo's first when that has passed. */
export function openPayDate(tenant: TenantKey): PlainDate {
  const agreed = payDateOf(tenant, openPeriod);
  return agreed > demoDay ? agreed : demoDay;
}

/** The wage month that is paid in a tax period. */
export function wageMonthOf(tenant: TenantKey, taxPeriod: PayPeriod): PayPeriod {
  return tenant === 'internet' ? addMonths(taxPeriod, -1) : taxPeriod;
}

/**
 * What was published when the agencies billed the month, in its middle: Beijing's new base of July
 * came on 21 August, so July and August were billed on the old one.
 */
export function policyOfBill(period: PayPeriod): Policy {
  const opened = openPolicy(`${currentPolicy.version}@${dayOf(period, 15)}`);
  assert(opened.ok, 'a day of this version can be opened');
  return opened.value;
}
