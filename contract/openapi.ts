import { appFailures, commonFailures, linkFailures, type Operation } from './operation.ts';
import { contractModules } from './operations.ts';
import { wireSchema } from './wire-schema.ts';
import { failureWords, operationWords } from './wording.ts';

type Json = Record<string, unknown>;

/** The contract as OpenAPI 3.1: paths, shapes on the wire, and every failure with its words. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  const tags: Json[] = [];
  for (const [module, part] of Object.entries(contractModules)) {
    tags.push({ name: module });
    for (const candidate of Object.values(part)) {
      if (!isOperation(candidate)) continue;
      const path = candidate.path.replace(/:(\w+)/g, '{$1}');
      (paths[path] ??= {})[candidate.method.toLowerCase()] = describe(candidate, module);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '合一 Heyi',
      version: '1',
      description:
        'Ids are prefixed text, amounts are yuan as decimal text, days are YYYY-MM-DD. ' +
        'Requests that change something carry an Idempotency-Key; errors are problem+json with a stable code.',
    },
    tags,
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-heyi_session' },
        bearer: { type: 'http', scheme: 'bearer' },
        link: { type: 'apiKey', in: 'cookie', name: '__Host-heyi_link' },
      },
      schemas: { Problem: problemSchema },
    },
    security: [{ session: [] }, { bearer: [] }],
  };
}

export const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable; act on this' },
    instance: { type: 'string', description: 'the id of the request' },
    fields: {
      type: 'array',
      description: 'of `request.invalid`: each field that was refused',
      items: {
        type: 'object',
        required: ['path', 'message', 'words'],
        properties: {
          path: { type: 'string' },
          message: { type: 'string', description: 'a code such as `money.malformed`' },
          words: { type: 'string', description: 'what to do, in the language asked for' },
        },
      },
    },
  },
};

export function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'path' in value && 'failures' in value;
}

export function describe(operation: Operation, module: string): Json {
  const words = operationWords[operation.id];
  const inPath = new Set(operation.path.match(/:(\w+)/g)?.map((name) => name.slice(1)));
  const schema = wireSchema(operation.input);
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const required = new Set((schema['required'] ?? []) as string[]);
  const sendsBody = operation.method === 'POST' || operation.method === 'PUT';
  const rest = properties.filter(([name]) => !inPath.has(name));
  const parameters = properties
    .filter(([name]) => inPath.has(name) || !sendsBody)
    .map(([name, shape]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      schema: shape,
    }));
  return {
    operationId: operation.id,
    tags: [module],
    summary: words ? `${words.zh} · ${words.en}` : operation.id,
    ...(operation.permission ? { 'x-permission': operation.permission } : {}),
    ...(operation.partPermissions ? { 'x-part-permissions': operation.partPermissions } : {}),
    ...(operation.secondFactor ? { 'x-second-factor': true } : {}),
    ...(operation.scope === 'public' ? { security: [] } : {}),
    ...(operation.scope === 'link' ? { security: [{ link: [] }] } : {}),
    parameters: [...parameters, ...idempotencyHeader(operation)],
    ...(sendsBody ? { requestBody: bodyOf(operation, rest, required) } : {}),
    responses: { 200: successOf(operation), ...failuresOf(operation) },
  };
}

function idempotencyHeader(operation: Operation): Json[] {
  if (operation.method === 'GET' || operation.pure || operation.scope === 'public') return [];
  const schema = { type: 'string', minLength: 8, maxLength: 200 };
  return [{ name: 'Idempotency-Key', in: 'header', required: true, schema }];
}

function bodyOf(operation: Operation, rest: [string, Json][], required: Set<string>): Json {
  const properties = Object.fromEntries(rest);
  const needed = rest.map(([name]) => name).filter((name) => required.has(name));
  if (operation.upload) {
    const file = { type: 'string', format: 'binary' };
    const schema = {
      type: 'object',
      properties: { ...properties, file },
      required: [...needed, 'file'],
    };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  const schema = { type: 'object', properties, required: needed };
  return { required: true, content: { 'application/json': { schema } } };
}

function successOf(operation: Operation): Json {
  if (operation.download) {
    const schema = { type: 'string', format: 'binary' };
    return { description: 'the file', content: { 'application/octet-stream': { schema } } };
  }
  return {
    description: 'done',
    content: { 'application/json': { schema: wireSchema(operation.output) } },
  };
}

function failuresOf(operation: Operation): Record<string, Json> {
  const byStatus = Map.groupBy(
    [
      ...Object.entries(operation.failures),
      ...Object.entries(commonFailures),
      ...(operation.scope === 'app' ? Object.entries(appFailures) : []),
      ...(operation.scope === 'link' ? Object.entries(linkFailures) : []),
    ],
    ([, status]) => status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, entries]) => [
      status,
      {
        description: entries
          .map(([code]) => `\`${code}\` ${failureWords[code]?.title.en ?? ''}`)
          .join(' · '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}
