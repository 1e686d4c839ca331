import {
  addDays,
  addMonths,
  assert,
  firstDayOf,
  lastDayOf,
  type PayPeriod,
  payPeriod,
  periodOf,
  type PlainDate,
  plainDate,
} from '@heyi/kernel';
import {
  currentPolicy,
  openPolicy,
  type Policy,
  workdayOnOrAfter,
  workdayOnOrBefore,
} from '@heyi/statutory';
import { clientOf, provider } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';

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

/**
 * The day on which November is paid, seen from the day of the installation: the agreed one, or a
 * later workday when that has passed. Long after November it is paid late, in the month that is.
 */
export function openPayDate(tenant: TenantKey, today: PlainDate): PlainDate {
  const agreed = payDateOf(tenant, openPeriod);
  if (today <= agreed) return agreed;
  const next = workdayOnOrAfter(currentPolicy, today).date;
  return periodOf(next) === periodOf(today) ? next : today;
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
