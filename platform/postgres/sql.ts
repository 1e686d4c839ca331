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
