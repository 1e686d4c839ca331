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

const statements = new WeakMap<TemplateStringsArray, { name: string; text: string }>();

function statementOf(strings: TemplateStringsArray): { name: string; text: string } {
  const known = statements.get(strings);
  if (known) return known;
  const text = strings.reduce((all, part, index) => `${all}$${index}${part}`);
  const statement = { text, name: createHash('sha1').update(text).digest('hex').slice(0, 24) };
  statements.set(strings, statement);
  return statement;
}

export function sqlOn(client: ClientBase): Sql {
  return async <Row extends QueryResultRow>(
    strings: TemplateStringsArray,
    ...values: unknown[]
  ) => {
    const { name, text } = statementOf(strings);
    const result = await client.query<Row>({ name, text, values });
    return result.rows;
  };
}
