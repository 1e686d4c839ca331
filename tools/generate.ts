import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { names, operations, operationWords, sensitivePlaces } from '@heyi/contract';
import { createTestDatabase, createTestHost } from '@heyi/platform/testing';
import { bankResultDocument, demoDocuments } from '@heyi/server';
import pg from 'pg';
import { printApiTypes } from './print-api-types.ts';
import { printSchema } from './print-schema.ts';

/** Writes what is derived from the contract; a test proves that running it changes nothing. */
export function generated(): { file: string; content: string }[] {
  return [
    { file: 'client/__generated__/operations.ts', content: operationTable() },
    { file: 'client/__generated__/link-operations.ts', content: linkTable() },
    { file: 'client/__generated__/operation-words.ts', content: wordsTable() },
    { file: 'client/__generated__/names.ts', content: namesTables() },
    { file: 'api-client/__generated__/operations.ts', content: printApiTypes() },
  ];
}

function operationTable(): string {
  return tableOf('operationTable', operations);
}

/** What the pages behind a person's link call: a phone loads no more than that. */
function linkTable(): string {
  const ofLinks = operations.filter(({ id, scope }) => scope === 'link' || id === 'openLink');
  return tableOf('linkTable', ofLinks);
}

function tableOf(name: string, listed: typeof operations): string {
  const rows = listed.map((operation) => {
    const kind = operation.download ? ['download'] : operation.upload ? ['upload'] : [];
    const places = sensitivePlaces(operation);
    const texts = [operation.method, operation.path, ...kind];
    if (places.length > 0 && kind.length === 0) texts.push('json');
    const row = texts.map((text) => `'${text}'`).join(', ');
    const sealed =
      places.length === 0 ? '' : `, [${places.map((place) => `'${place}'`).join(', ')}]`;
    return `  ${operation.id}: [${row}${sealed}],\n`;
  });
  return `/* Made by tools/generate.ts from the contract. */\nexport const ${name} = {\n${rows.join('')}} as const;\n`;
}

/** The browser names operations too, in the audit log, and does not carry the contract for it. */
function wordsTable(): string {
  const rows = operations.flatMap(({ id, method }) => {
    const words = operationWords[id];
    if (method === 'GET' || words === undefined) return [];
    return [`  ${id}: [${JSON.stringify(words.zh)}, ${JSON.stringify(words.en)}],\n`];
  });
  return `/* Made by tools/generate.ts from the contract. */\nexport const operationWords = {\n${rows.join('')}} as const;\n`;
}

/** One table a list, so that a page carries those that it shows. */
function namesTables(): string {
  const tables = Object.entries(names).map(([list, values]) => {
    const rows = Object.entries(values).map(
      ([value, { zh, en }]) =>
        `  ${/\W/.test(value) ? `'${value}'` : value}: [${JSON.stringify(zh)}, ${JSON.stringify(en)}],\n`,
    );
    return `export const ${list} = {\n${rows.join('')}} as const;\n`;
  });
  return `/* Made by tools/generate.ts from the contract. */\n${tables.join('\n')}`;
}

/** What the migrations add up to, read from a database that has just gone through them. */
async function schemaFiles(): Promise<{ file: string; content: string }[]> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return await printSchema(client);
  } finally {
    await client.end();
    await database.drop();
  }
}

/** The bank's answer has the amounts of a run: ten months of one client are played for it. */
async function bankResult() {
  const world = await createTestHost();
  const owner = new pg.Client({ connectionString: world.database.urls.ownerUrl });
  await owner.connect();
  try {
    return await bankResultDocument(world.host, async () => void (await owner.query('analyze')));
  } finally {
    await owner.end();
    await world.close();
  }
}

if (import.meta.main) {
  const documents = [...(await demoDocuments()), await bankResult()];
  for (const { file, content } of [...generated(), ...(await schemaFiles()), ...documents]) {
    const target = path.resolve(import.meta.dirname, '..', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
