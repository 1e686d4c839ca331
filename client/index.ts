import type {
  contractModules,
  FailureCode,
  Operation,
  WireInput,
  WireOutput,
} from '@heyi/contract';
import { linkTable } from './__generated__/link-operations.ts';
import { operationTable } from './__generated__/operations.ts';
import {
  callOperation,
  type CallOptions,
  type ClientOptions,
  type Download,
  Problem,
  randomKey,
  type Row,
} from './call-operation.ts';
import { type FieldSealer, openFieldSealer } from './field-sealer.ts';

export { type CallOptions, type ClientOptions, type Download, Problem };

/** `[zh, en]` of every operation that changes something: what the audit log speaks of. */
export { operationWords } from './__generated__/operation-words.ts';

/** `[zh, en]` of the values that pages, files and print call alike, list by list. */
export * as names from './__generated__/names.ts';

type Contract = {
  [M in keyof typeof contractModules]: {
    [
      K in keyof (typeof contractModules)[M] as (typeof contractModules)[M][K] extends Operation
        ? K
        : never
    ]: (typeof contractModules)[M][K];
  };
}[keyof typeof contractModules];

type UnionKeys<T> = T extends T ? keyof T : never;
type Pick1<T, K extends PropertyKey> = T extends Record<K, infer V> ? V : never;

export type OperationId = UnionKeys<Contract> & string;
type OperationOf<K extends OperationId> = Extract<Pick1<Contract, K>, Operation>;

/** Shapes on the wire: ids such as `emp_…`, amounts as decimal text, days as `YYYY-MM-DD`. */
export type RequestOf<K extends OperationId> = WireInput<OperationOf<K>>;
export type AnswerOf<K extends OperationId> =
  OperationOf<K> extends { download: true } ? Download : WireOutput<OperationOf<K>>;
export type FailureOf<K extends OperationId> = FailureCode<OperationOf<K>>;

export type Client = {
  [K in OperationId]: (request: RequestOf<K>, options?: CallOptions) => Promise<AnswerOf<K>>;
};

/** Calls every operation of the contract by its name. */
export function createClient(options: ClientOptions): Client {
  const table: Readonly<Record<string, Row>> = operationTable;
  const sealer = openFieldSealer(() => client.getFieldKeys({}));
  const client = new Proxy({} as Client, {
    get(_, name: string) {
      const row = table[name];
      if (!row) return undefined;
      return (request: Record<string, unknown>, call: CallOptions = {}) =>
        callSealed({ ...options, sealer }, row, request, call);
    },
  });
  return client;
}

type Calling = ClientOptions & { readonly sealer: FieldSealer };

/** Once more with a new key when the server cannot open what was sealed: its keys change daily. */
async function callSealed(
  options: Calling,
  row: Row,
  request: Record<string, unknown>,
  call: CallOptions,
): Promise<unknown> {
  const again = { ...call, idempotencyKey: call.idempotencyKey ?? randomKey() };
  try {
    return await callOperation(options, row, request, again);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'field.unreadable') throw error;
    options.sealer.forget();
    return callOperation(options, row, request, again);
  }
}

/** What the pages of one person's link may call. */
export type LinkClient = { [K in keyof typeof linkTable]: Client[K] };

/** Calls those alone, for pages that a phone loads: neither the whole table nor sealing comes along. */
export function createLinkClient(options: ClientOptions): LinkClient {
  const table: Readonly<Record<string, Row>> = linkTable;
  return new Proxy({} as LinkClient, {
    get(_, name: string) {
      const row = table[name];
      if (!row) return undefined;
      return (request: Record<string, unknown>, call: CallOptions = {}) =>
        callOperation({ ...options, sealer: null }, row, request, call);
    },
  });
}
