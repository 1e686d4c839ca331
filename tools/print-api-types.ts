import {
  appFailures,
  commonFailures,
  operations,
  operationWords,
  webhookEvents,
  wireSchema,
} from '@heyi/contract';

/** What a shape on the wire looks like in JSON Schema, as far as the contract uses it. */
type Schema = {
  type?: string | string[];
  const?: string | number | boolean | null;
  enum?: (string | number)[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  description?: string;
};

/**
 * The operations and events for apps as TypeScript without any import, so that the client package
 * stands alone.
 */
export function printApiTypes(): string {
  const forApps = operations.filter(({ scope }) => scope === 'app');
  const table = forApps.map(({ id, method, path, failures, input, output, pure, download }) => {
    const words = operationWords[id];
    return {
      row: `  ${id}: ['${method}', '${path}', ${download ? `'file'` : `'json'`}, ${method !== 'GET' && pure !== true}],\n`,
      type:
        `  /** ${words ? `${words.zh} · ${words.en}` : id}: \`${method} ${path}\` */\n` +
        `  ${id}: {\n    request: ${typeOf(wireSchema(input), 2)};\n` +
        `    answer: ${download ? 'ApiFile' : typeOf(wireSchema(output), 2)};\n` +
        `    failure: ${unionOf(Object.keys(failures))};\n  };\n`,
    };
  });
  const events = Object.entries(webhookEvents).map(
    ([type, { zh, en, data }]) =>
      `  /** ${zh} · ${en} */\n  '${type}': ${typeOf(wireSchema(data), 1)};\n`,
  );
  const common = unionOf(Object.keys({ ...appFailures, ...commonFailures }));
  return [
    '/* Made by tools/generate.ts from the contract. */\n',
    '/** Method, path, what is answered, and whether it takes an Idempotency-Key. */',
    `export const operationTable = {\n${table.map(({ row }) => row).join('')}} as const;\n`,
    'export type ApiFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };\n',
    `export type Operations = {\n${table.map(({ type }) => type).join('')}};\n`,
    `/** What any operation may be refused with. */\nexport type CommonFailure = ${common};\n`,
    `export type WebhookData = {\n${events.join('')}};\n`,
  ].join('\n');
}

function unionOf(codes: readonly string[]): string {
  return codes.length === 0 ? 'never' : codes.map((code) => `'${code}'`).join(' | ');
}

function typeOf(schema: Schema, depth: number): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined) return textOf(schema.const);
  if (schema.enum) return schema.enum.map(textOf).join(' | ');
  if (choices) return [...new Set(choices.map((one) => typeOf(one, depth)))].join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type }, depth)).join(' | ');
  }
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one, depth)).join(' & ');
  switch (schema.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {}, depth)})[]`;
    case 'object':
      return objectOf(schema, depth);
    default:
      return 'unknown';
  }
}

function textOf(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function objectOf(schema: Schema, depth: number): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const names = Object.keys(properties);
  if (names.length === 0 && typeof additionalProperties === 'object') {
    return `Readonly<Record<string, ${typeOf(additionalProperties, depth)}>>`;
  }
  if (names.length === 0) return 'Readonly<Record<string, never>>';
  const indent = '  '.repeat(depth + 1);
  const lines = names.map((name) => {
    const property = properties[name]!;
    const mark = required.includes(name) ? '' : '?';
    const note = property.description ? `${indent}/** ${property.description} */\n` : '';
    return `${note}${indent}readonly ${name}${mark}: ${typeOf(property, depth + 1)};\n`;
  });
  return `{\n${lines.join('')}${'  '.repeat(depth)}}`;
}
