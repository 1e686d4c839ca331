import { type Operation, wireSchema } from '@heyi/contract';

/** A value as it goes over the wire. */
export type Wire = string | number | boolean | null | Wire[] | { [name: string]: Wire };
export type WireObject = { [name: string]: Wire };

/** Answers the id to write where the contract wants one with the prefix. */
export type IdOf = (prefix: string, place: string) => string;

type Schema = {
  /** A list where the value may also be null. */
  type?: string | string[];
  const?: Wire;
  enum?: Wire[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  description?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  minItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};

/** What a name stands for, where the shape alone does not say what is well formed. */
const samplesByName: Readonly<Record<string, string>> = {
  accountNumber: '110900000000019',
  birth: '1971-04',
  birthDate: '1990-03-07',
  cityCode: '110000',
  code: '123456',
  documentNumber: '110105199003070017',
  email: 'wangfang@example.com',
  loginName: 'new.user',
  newPassword: '另一句很长的口令-8823',
  password: '一句很长的口令-5567',
  phone: '13800001234',
  quarter: '2026-Q4',
  snapshotHash: 'ab'.repeat(32),
  url: 'https://hooks.example.com/heyi',
  uscc: '91110105MA000001XX',
  workCityCode: '110000',
};

const idDescription = /^([a-z]{3})_…$/;

/** Free text that names an object by its prefixed id. */
const idsInText: Readonly<Record<string, string>> = { subjectId: 'run' };

/**
 * The smallest input that the contract takes, made from its shape: what is required, and every id,
 * required or not, so that each place an id can stand in is tried.
 */
export function sampleInput(operation: Operation, idOf: IdOf, given: WireObject = {}): WireObject {
  const schema = wireSchema(operation.input) as Schema;
  return { ...(sampleOf(schema, '', idOf) as WireObject), ...given };
}

function sampleOf(schema: Schema, place: string, idOf: IdOf): Wire {
  if (Array.isArray(schema.type)) {
    return sampleOf({ ...schema, type: schema.type.find((one) => one !== 'null')! }, place, idOf);
  }
  const name = place.split('.').at(-1)!;
  const prefix = idDescription.exec(schema.description ?? '')?.[1];
  if (prefix !== undefined) return idOf(prefix, place);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0]!;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return sampleOf(
      choices.find((one) => one.type !== 'null')!,
      place,
      idOf,
    );
  if (schema.properties) return objectOf(schema, place, idOf);
  if (schema.type === 'array') return listOf(schema, place, idOf);
  if (schema.type === 'object') return {};
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') {
    return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  }
  const textPrefix = idsInText[name];
  return textPrefix === undefined ? textOf(schema, name) : idOf(textPrefix, place);
}

function objectOf(schema: Schema, place: string, idOf: IdOf): Wire {
  const required = new Set(schema.required);
  const entries = Object.entries(schema.properties!).flatMap(([name, property]) => {
    const inside = place === '' ? name : `${place}.${name}`;
    const isWanted = required.has(name) || holdsId(property, name);
    return isWanted ? [[name, sampleOf(property, inside, idOf)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function listOf(schema: Schema, place: string, idOf: IdOf): Wire {
  if (schema.prefixItems) return schema.prefixItems.map((item) => sampleOf(item, place, idOf));
  const isWanted = (schema.minItems ?? 0) > 0 || (schema.items && holdsId(schema.items, ''));
  if (!schema.items || !isWanted) return [];
  return Array.from({ length: schema.minItems || 1 }, () => sampleOf(schema.items!, place, idOf));
}

/** Whether an id stands anywhere in the shape. */
function holdsId(schema: Schema, name: string): boolean {
  if (idDescription.test(schema.description ?? '') || name in idsInText) return true;
  const inside = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  return (
    inside.some((one) => holdsId(one, name)) ||
    Object.entries(schema.properties ?? {}).some(([inner, one]) => holdsId(one, inner))
  );
}

function textOf(schema: Schema, name: string): string {
  const { description = '', format, pattern, minLength = 0 } = schema;
  if (description.startsWith('yuan')) return '1.00';
  if (description.startsWith('decimal fraction')) return '0.05';
  if (description.startsWith('month')) return '2026-11';
  if (format === 'date') return '2026-11-23';
  if (format === 'date-time') return '2026-11-23T02:00:00.000Z';
  const named = samplesByName[name];
  const candidates = [...(named === undefined ? [] : [named]), '样例', 'sample', '1', '110000'];
  const fits = (text: string) =>
    text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return candidates.find(fits) ?? '2026-11';
}

/** Every place of the input in which an id stands, with its prefix. */
export function idPlaces(operation: Operation): { place: string; prefix: string }[] {
  const found = new Map<string, string>();
  sampleInput(operation, (prefix, place) => {
    found.set(place, prefix);
    return `${prefix}_`;
  });
  return [...found].map(([place, prefix]) => ({ place, prefix }));
}

/** Every place, required or not, where the caller writes text or a number of their own. */
export function freePlaces(operation: Operation): string[] {
  const schema = wireSchema(operation.input) as Schema;
  return placesIn(schema, '');
}

function placesIn(schema: Schema, place: string): string[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((one) => placesIn(one, place));
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([name, property]) =>
      placesIn(property, place === '' ? name : `${place}.${name}`),
    );
  }
  if (schema.type === 'array' && schema.items) return placesIn(schema.items, `${place}.0`);
  const types = [schema.type ?? 'string'].flat();
  const isFree = types.some((one) => ['string', 'number', 'integer'].includes(one));
  return isFree ? [place] : [];
}

/** The input with another value at the place; null when nothing stands around that place. */
export function withValue(input: WireObject, place: string, value: Wire): WireObject | null {
  const copy = structuredClone(input);
  const names = place.split('.');
  let around: Wire = copy;
  for (const name of names.slice(0, -1)) {
    const inside: Wire | undefined = (around as WireObject)[name];
    if (typeof inside !== 'object' || inside === null) return null;
    around = inside;
  }
  (around as WireObject)[names.at(-1)!] = value;
  return copy;
}
