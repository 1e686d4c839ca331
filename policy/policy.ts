import type { BillLayout } from './bill-layout.ts';
import { createHash } from 'node:crypto';
import {
  fail,
  ok,
  parsePlainDate,
  type PayPeriod,
  type PlainDate,
  plainDate,
  type Result,
} from '@heyi/kernel';
import {
  type FigureValue,
  type Horizon,
  type InForce,
  inForce,
  isVisible,
  type PolicyUnknown,
  type Title,
  unknown,
} from './figure.ts';
import type { FigureKey, ValueOf } from './figure-shapes.ts';
import {
  type CityScheme,
  compareText,
  type PolicyLibrary,
  type PolicySource,
  type ProcedureValue,
  readLibrary,
} from './policy-files.ts';

const library: PolicyLibrary = readLibrary(import.meta.dirname);
const latest = library.versions.at(-1)!;

/** The semantic version of the newest policy content; CHANGELOG.md says what it changed. */
export const policyVersion: string = latest.version;

/** SHA-256 of all values that the version contains. */
export const policyContentHash: string = latest.contentHash;

/** The figures of the state as one version of this library knows them. */
export type Policy = {
  /** What a run stores to be reproduced: `1.0.0`, or `1.0.0@2026-08-01` as known on a day. */
  readonly pin: string;
  readonly version: string;
  readonly knownOn: PlainDate | null;
  /** Last day on which a value of this version was recorded. */
  readonly recordedThrough: PlainDate;
  figure<K extends FigureKey>(
    key: K,
    on: PlainDate | PayPeriod,
  ): Result<InForce<ValueOf<K>>, PolicyUnknown>;
};

export type PolicyVersionUnknown = {
  readonly code: 'policy.version_unknown';
  readonly pin: string;
};

const opened = new Map<string, Policy>();

/** Opens a pinned version: `version` or `version@day`, where the day hides later notices. */
export function openPolicy(pin: string = policyVersion): Result<Policy, PolicyVersionUnknown> {
  const known = opened.get(pin);
  if (known) return ok(known);

  const [version = '', knownOnText] = pin.split('@');
  const found = library.versions.find((candidate) => candidate.version === version);
  const knownOn = knownOnText === undefined ? null : parsePlainDate(knownOnText);
  if (!found || (knownOnText !== undefined && knownOn === null)) {
    return fail({ code: 'policy.version_unknown', pin });
  }
  const horizon: Horizon = { recordedThrough: plainDate(found.recordedThrough), knownOn };
  const { recordedThrough } = horizon;
  const policy: Policy = { pin, version, knownOn, recordedThrough, figure: lookup(horizon) };
  opened.set(pin, policy);
  return ok(policy);
}

/** The newest version with every notice it knows. */
export const currentPolicy: Policy = currentOrThrow();

function currentOrThrow(): Policy {
  const policy = openPolicy();
  if (!policy.ok) throw new Error('versions.json names no version');
  return policy.value;
}

function lookup(horizon: Horizon): Policy['figure'] {
  const answers = new Map<string, Result<InForce<unknown>, PolicyUnknown>>();
  return <K extends FigureKey>(key: K, on: PlainDate | PayPeriod) => {
    const question = `${key} ${on}`;
    let answer = answers.get(question);
    if (!answer) {
      const figure = library.figures.get(key);
      answer = figure ? inForce(figure, on, horizon) : unknown(key, on, 'no_figure');
      answers.set(question, answer);
    }
    return answer as Result<InForce<ValueOf<K>>, PolicyUnknown>;
  };
}

export function policySource(id: string): PolicySource | null {
  return library.sources.get(id) ?? null;
}

/** The insurance scheme of a city (GB/T 2260 code), or null where none is on file. */
export function socialInsuranceScheme(cityCode: string): CityScheme | null {
  return library.socialInsuranceCities.get(cityCode) ?? null;
}

export function housingFundScheme(cityCode: string): CityScheme | null {
  return library.housingFundCities.get(cityCode) ?? null;
}

/**
 * What is on file of how the city's agencies take changes in a month; null where nothing is. It is
 * outside versions and hashes, because no amount follows from it.
 */
export function enrolmentProcedure(
  regime: CityScheme['regime'],
  cityCode: string,
  period: PayPeriod,
): ProcedureValue | null {
  const city = library.procedures.get(cityCode);
  const values = city?.procedures.find((one) => one.regime === regime)?.values ?? [];
  return values.findLast(({ appliesFrom }) => appliesFrom <= period) ?? values[0] ?? null;
}

/** Layouts of agencies' bills: outside versions and hashes, as procedures are. */
export function billLayouts(): readonly BillLayout[] {
  return library.billLayouts;
}

export function socialInsuranceCities(): readonly CityScheme[] {
  return [...library.socialInsuranceCities.values()];
}

export function housingFundCities(): readonly CityScheme[] {
  return [...library.housingFundCities.values()];
}

/** Every figure on file, in the order of keys: for the policy library's pages and for tests. */
export function policyLibrary(): PolicyLibrary {
  return library;
}

export type FigureEnding = {
  readonly key: string;
  readonly title: Title;
  readonly endsOn: PlainDate;
  /** Carried forward it becomes provisional; else it is unknown from the next day on. */
  readonly afterEnd: 'carry_forward' | 'unknown';
};

/** Figures whose last value ends within the days, soonest first: what the policy watch asks for. */
export function figuresEnding(from: PlainDate, to: PlainDate): readonly FigureEnding[] {
  const endings: FigureEnding[] = [];
  for (const { key, title, values } of library.figures.values()) {
    const last = values.at(-1);
    if (!last?.appliesTo || last.appliesTo < from || last.appliesTo > to) continue;
    endings.push({ key, title, endsOn: last.appliesTo, afterEnd: last.afterEnd });
  }
  return endings.toSorted((a, b) => compareText(a.endsOn, b.endsOn) || compareText(a.key, b.key));
}

/**
 * The hash of the values recorded up to a day. Because values are only added, the hash of an old
 * version stays what it was, and a test can prove that nobody rewrote it.
 */
export function contentHashThrough(recordedThrough: PlainDate): string {
  const hash = createHash('sha256');
  const horizon: Horizon = { recordedThrough, knownOn: null };
  for (const figure of [...library.figures.values()].toSorted((a, b) =>
    compareText(a.key, b.key),
  )) {
    for (const value of figure.values) {
      if (!isVisible(value, horizon)) continue;
      hash.update(`${figure.key} ${JSON.stringify(lawfulContent(value))}\n`);
    }
  }
  return hash.digest('hex');
}

/** What a calculation can depend on; notes and titles may be reworded without a new version. */
function lawfulContent(value: FigureValue<unknown>): readonly unknown[] {
  const { appliesFrom, appliesTo, afterEnd, announcedOn, recordedOn, status } = value;
  const { mark, unverified, sources, raw } = value;
  return [
    [appliesFrom, appliesTo, afterEnd, announcedOn, recordedOn, status],
    [mark, unverified, sources],
    raw,
  ];
}
