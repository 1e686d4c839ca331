import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PayPeriod } from '@heyi/kernel';
import {
  day,
  type Decoder,
  flag,
  integer,
  list,
  month,
  nullable,
  oneOf,
  record,
  refuse,
  text,
} from './decode.ts';
import { type BillLayout, billLayoutShape } from './bill-layout.ts';
import type { EvidenceMark, Figure, FigureValue, Title } from './figure.ts';
import { shapeOf } from './figure-shapes.ts';

/** A notice, law or page that a figure was taken from. */
export type PolicySource = {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  readonly number: string | null;
  readonly url: string | null;
  readonly published: string | null;
};

/** A figure that a city scheme charges: one kind, and the people whom it concerns. */
export type ContributionFigure = {
  readonly key: string;
  readonly kind: string;
  readonly tier: string | null;
  readonly household: 'local' | null;
  readonly optional: boolean;
};

/**
 * How an agency of the city takes changes, as far as it is known: a null is not known. Days are of the
 * month; `thisMonth` and `nextMonth` say when a change takes effect that was filed by the day.
 */
export type EnrolmentProcedure = {
  readonly enrolDay: number | null;
  readonly stopDay: number | null;
  readonly backContributionDay: number | null;
  readonly enrolEffective: 'thisMonth' | 'nextMonth' | null;
  readonly stopEffective: 'thisMonth' | 'nextMonth' | null;
  readonly payment: 'current' | 'advance' | 'arrears' | null;
  /** How many months back an agency takes without a judgment. */
  readonly backContributionMonths: number | null;
  /** 用工备案 before the enrolment. */
  readonly filingFirst: boolean | null;
  /** Work injury is covered from the day of joining, not from the enrolment. */
  readonly injuryFromJoining: boolean | null;
};

export type ProcedureValue = EnrolmentProcedure & {
  readonly appliesFrom: PayPeriod;
  readonly mark: EvidenceMark;
  readonly unverified: boolean;
  readonly note: string | null;
};

export type CityProcedures = {
  readonly code: string;
  readonly procedures: readonly {
    readonly regime: CityScheme['regime'];
    /** Oldest first. */
    readonly values: readonly ProcedureValue[];
  }[];
};

export type CityScheme = {
  readonly code: string;
  readonly name: Title;
  readonly regime: 'social-insurance' | 'housing-fund';
  readonly notes: readonly string[];
  readonly figures: readonly ContributionFigure[];
};

export type PolicyVersion = {
  readonly version: string;
  readonly recordedThrough: string;
  readonly contentHash: string;
};

export type PolicyLibrary = {
  readonly figures: ReadonlyMap<string, Figure<unknown>>;
  readonly sources: ReadonlyMap<string, PolicySource>;
  readonly socialInsuranceCities: ReadonlyMap<string, CityScheme>;
  readonly housingFundCities: ReadonlyMap<string, CityScheme>;
  readonly procedures: ReadonlyMap<string, CityProcedures>;
  readonly billLayouts: readonly BillLayout[];
  readonly versions: readonly PolicyVersion[];
};

const title = record({ zh: text, en: text });
const mark = oneOf('official-quoted', 'official-cited', 'secondary', 'own-knowledge');
const raw: Decoder<unknown> = (value) => value;

const valueShape = record({
  appliesFrom: day,
  appliesTo: nullable(day),
  afterEnd: nullable(oneOf('carry_forward', 'unknown')),
  announcedOn: nullable(day),
  recordedOn: day,
  status: oneOf('published', 'provisional'),
  mark,
  rateMark: nullable(mark),
  baseMark: nullable(mark),
  unverified: flag,
  sources: list(text),
  note: nullable(text),
  value: raw,
});

const figureShape = record({
  key: text,
  kind: nullable(text),
  tier: nullable(text),
  household: nullable(oneOf('local')),
  optional: nullable(flag),
  title,
  unit: text,
  lastCheckedOn: day,
  note: nullable(text),
  values: list(valueShape),
});

const cityShape = record({
  code: text,
  name: title,
  baseRule: nullable(raw),
  notes: list(text),
  figures: list(figureShape),
});

const effective = nullable(oneOf('thisMonth', 'nextMonth'));
const dayOfMonth = nullable((raw, path) => {
  const day = integer(raw, path);
  return day >= 1 && day <= 31 ? day : refuse(path, 'a day of the month', raw);
});

const proceduresShape = record({
  code: text,
  name: title,
  procedures: list(
    record({
      regime: oneOf('social-insurance', 'housing-fund'),
      values: list(
        record({
          appliesFrom: month,
          enrolDay: dayOfMonth,
          stopDay: dayOfMonth,
          backContributionDay: dayOfMonth,
          enrolEffective: effective,
          stopEffective: effective,
          payment: nullable(oneOf('current', 'advance', 'arrears')),
          backContributionMonths: nullable(integer),
          filingFirst: nullable(flag),
          injuryFromJoining: nullable(flag),
          mark,
          unverified: flag,
          note: nullable(text),
        }),
      ),
    }),
  ),
});

const sourceShape = record({
  title: text,
  issuer: text,
  number: nullable(text),
  url: nullable(text),
  published: nullable(text),
});

const versionShape = record({ version: text, recordedThrough: day, contentHash: text });

type FigureFile = ReturnType<typeof figureShape>;

/** Reads every policy file below `root` and checks it; a malformed file throws. */
export function readLibrary(root: string): PolicyLibrary {
  const figures = new Map<string, Figure<unknown>>();
  const sources = readSources(join(root, 'sources.json'));
  const cities = {
    'social-insurance': new Map<string, CityScheme>(),
    'housing-fund': new Map<string, CityScheme>(),
  };
  const procedures = new Map<string, CityProcedures>();
  const billLayouts: BillLayout[] = [];
  for (const path of jsonFilesBelow(join(root, 'cn'))) {
    const content = readJson(path);
    if (/bill-layouts[\\/]/.test(path)) {
      billLayouts.push(billLayoutShape(content, path));
      continue;
    }
    if (/enrolment-procedure[\\/]/.test(path)) {
      const city = proceduresShape(content, path);
      procedures.set(city.code, city);
      continue;
    }
    const regime = /(social-insurance|housing-fund)[\\/]cities/.exec(path)?.[1];
    if (regime === 'social-insurance' || regime === 'housing-fund') {
      const city = cityShape(content, path);
      cities[regime].set(city.code, toScheme(city, regime));
      for (const figure of city.figures) addFigure(figures, figure, sources, path);
    } else {
      const all = record({ figures: list(figureShape) })(content, path);
      for (const figure of all.figures) addFigure(figures, figure, sources, path);
    }
  }
  const versions = list(versionShape)(readJson(join(root, 'versions.json')), 'versions.json');
  return {
    figures,
    sources,
    socialInsuranceCities: cities['social-insurance'],
    housingFundCities: cities['housing-fund'],
    procedures,
    billLayouts,
    versions,
  };
}

function toScheme(city: ReturnType<typeof cityShape>, regime: CityScheme['regime']): CityScheme {
  return {
    code: city.code,
    name: city.name,
    regime,
    notes: city.notes,
    figures: city.figures.map((figure) => ({
      key: figure.key,
      kind: figure.kind!,
      tier: figure.tier,
      household: figure.household,
      optional: figure.optional ?? false,
    })),
  };
}

/** Files of one key, such as the holidays of several years, are one figure. */
function addFigure(
  figures: Map<string, Figure<unknown>>,
  file: FigureFile,
  sources: ReadonlyMap<string, PolicySource>,
  path: string,
): void {
  const shape = shapeOf(file.key) ?? refuse(`${path}.key`, 'a key with a known shape', file.key);
  const values = file.values.map((value, index): FigureValue<unknown> => {
    const where = `${path} ${file.key} values[${index}]`;
    for (const source of value.sources) {
      if (!sources.has(source)) refuse(`${where}.sources`, 'an id of sources.json', source);
    }
    return {
      ...value,
      afterEnd: value.afterEnd ?? 'unknown',
      raw: value.value,
      value: shape(value.value, `${where}.value`),
    };
  });
  const earlier = figures.get(file.key)?.values ?? [];
  const all = [...earlier, ...values].toSorted(
    (a, b) => compareText(a.appliesFrom, b.appliesFrom) || compareText(a.recordedOn, b.recordedOn),
  );
  const { key, unit, lastCheckedOn, note } = file;
  figures.set(key, { key, title: file.title, unit, lastCheckedOn, note, values: all });
}

function readSources(path: string): ReadonlyMap<string, PolicySource> {
  const content = readJson(path) as Record<string, unknown>;
  return new Map(
    Object.entries(content).map(([id, source]) => [
      id,
      { id, ...sourceShape(source, `sources.json ${id}`) },
    ]),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function jsonFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted(compareText)
    .map((name) => join(folder, name));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
