import { createHash } from 'node:crypto';
import type { ClientBase, QueryResultRow } from 'pg';

/**
 * Runs a statement written as a template: values become parameters, never text. Each template is a
 * named statement, so PostgreSQL parses it once a connection.
 */
export type Sql = <Row extends QueryResultRow = QueryResultRow>(
  strings: TemplateStringsArray,
  ...values: unknown[]
) => Promise<Row[]>;

/** A statement that is ready and not sent yet. */
export type Statement = () => Promise<unknown>;

/** Sends one after the other is answered, as an ordinary connection has to. */
export async function sendInTurn(ready: readonly Statement[]): Promise<void> {
  for (const send of ready) await send();
}

/**
 * An array of ids, numbers or nulls as PostgreSQL writes it. The driver would look through every element
 * for what has to be escaped; here there is nothing, and a batch has a hundred arrays.
 */
export function plainArray(values: readonly (string | number | null)[]): string {
  let text = '{';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    text += index === 0 ? '' : ',';
    text += value === null ? 'null' : value;
  }
  return `${text}}`;
}

type NamedStatement = { readonly name: string; readonly text: string };

const statements = new WeakMap<TemplateStringsArray, NamedStatement>();
const statementsOnCitus = new WeakMap<TemplateStringsArray, NamedStatement>();

function statementOf(strings: TemplateStringsArray, onCitus: boolean): NamedStatement {
  const cache = onCitus ? statementsOnCitus : statements;
  const known = cache.get(strings);
  if (known) return known;
  const plain = strings.reduce((all, part, index) => `${all}$${index}${part}`);
  const text = onCitus ? byInsertAlone(plain) : plain;
  const statement = { text, name: createHash('sha1').update(text).digest('hex').slice(0, 24) };
  cache.set(strings, statement);
  return statement;
}

/**
 * Citus writes a set that an INSERT selects by COPY, which row-level security refuses; when something
 * is to be returned it writes it by INSERT.
 */
export function byInsertAlone(text: string): string {
  const places = [...text.matchAll(/\binsert into /g)].map(({ index }) => index);
  let written = text;
  for (const at of places.toReversed()) {
    const end = endOfStatement(text, at);
    const insert = text.slice(at, end);
    if (!/\bselect\b/.test(insert) || /\b(returning|on conflict)\b/.test(insert)) continue;
    written = `${written.slice(0, end)}\nreturning 1${written.slice(end)}`;
  }
  return written;
}

/** A statement of a CTE ends at the bracket that closes it, the last one with the text. */
function endOfStatement(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') open += 1;
    if (text[at] === ')' && open === 0) return at;
    if (text[at] === ')') open -= 1;
  }
  return text.length;
}

export function sqlOn(client: ClientBase, onCitus = false): Sql {
  return async <Row extends QueryResultRow>(
    strings: TemplateStringsArray,
    ...values: unknown[]
  ) => {
    const { name, text } = statementOf(strings, onCitus);
    const result = await client.query<Row>({ name, text, values });
    return result.rows;
  };
}
