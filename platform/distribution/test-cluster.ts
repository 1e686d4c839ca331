import { createHmac } from 'node:crypto';
import pg from 'pg';
import { ensureRoles } from '../postgres/roles.ts';

/**
 * The servers on which tests make their databases, as the superuser's addresses: one, or with
 * HEYI_TEST_CITUS=1 every node of the cluster whose coordinator HEYI_TEST_ADMIN_URL names, the
 * coordinator first. Workers are reached where the coordinator knows them, or at the addresses of
 * HEYI_TEST_CITUS_WORKERS (host:port,host:port) in the order of their node ids.
 */
export async function testServers(serverUrl: string): Promise<string[]> {
  if (process.env['HEYI_TEST_CITUS'] !== '1') return [serverUrl];
  const workers = await workersOf(serverUrl);
  const seen = process.env['HEYI_TEST_CITUS_WORKERS']?.split(',');
  return [
    serverUrl,
    ...workers.map(({ host, port }, index) => {
      const url = new URL(serverUrl);
      url.host = seen?.[index] ?? `${host}:${port}`;
      return url.href;
    }),
  ];
}

type Worker = { host: string; port: number };

async function workersOf(serverUrl: string): Promise<Worker[]> {
  const { rows } = await onServer<Worker>(
    serverUrl,
    `select nodename as host, nodeport as port from pg_dist_node
      where groupid <> 0 and isactive and noderole = 'primary' order by nodeid`,
  );
  return rows;
}

export async function onServer<Row extends pg.QueryResultRow>(
  url: string,
  ...statements: string[]
): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let result!: pg.QueryResult<Row>;
    for (const statement of statements) result = await client.query<Row>(statement);
    return result;
  } finally {
    await client.end();
  }
}

/** The same statement on every server, in a session of its own each. */
export async function onEveryServer(urls: readonly string[], ...statements: string[]) {
  await Promise.all(urls.map((url) => onServer(url, ...statements)));
}

/**
 * PostgreSQL gives whoever still works there five seconds. A servant of Citus that waits for another
 * node may take longer, once in some three hundred databases: it is gone when it is asked again.
 */
export async function dropOnEveryServer(urls: readonly string[], name: string): Promise<void> {
  const drop = (url: string) => onServer(url, `drop database if exists ${name} with (force)`);
  await Promise.all(urls.map((url) => drop(url).catch(() => drop(url))));
}

/** The address without the roles of one node being sent to the others, which make their own. */
function alone(url: string): string {
  const quiet = new URL(url);
  quiet.searchParams.set('options', '-c citus.enable_ddl_propagation=off');
  return quiet.href;
}

/** Makes databases of one name, the coordinator's first and migrated, know each other as nodes. */
export async function joinNodes(databaseUrls: readonly string[]): Promise<void> {
  const [coordinator, ...workers] = databaseUrls as [string, ...string[]];
  for (const url of workers) await ensureRoles(alone(url));
  await onEveryServer(databaseUrls, 'create extension citus');
  await allowNodesAmongThemselves(databaseUrls);
  const { rows } = await onServer<Worker>(
    serverOf(coordinator),
    `select nodename as host, nodeport as port from pg_dist_node where groupid = 0`,
  );
  const named = ({ host, port }: Worker) => `${pg.escapeLiteral(host)}, ${port}`;
  await onServer(coordinator, `select citus_set_coordinator_host(${named(rows[0]!)})`);
  for (const worker of await workersOf(serverOf(coordinator))) {
    await onServer(coordinator, `select citus_add_node(${named(worker)})`);
  }
}

/** Nodes that ask each other for passwords read the superuser's and those of our roles here. */
async function allowNodesAmongThemselves(databaseUrls: readonly string[]): Promise<void> {
  const url = new URL(databaseUrls[0]!);
  const password = decodeURIComponent(url.password);
  if (password === '') return;
  const passwords = new Map([[decodeURIComponent(url.username), password]]);
  for (const role of ['heyi_owner', 'heyi_app', 'heyi_jobs']) {
    passwords.set(role, createHmac('sha256', password).update(role).digest('hex'));
  }
  const rows = [...passwords].map(([role, own]) => {
    const said = `password='${own.replaceAll(/[\\']/g, '\\$&')}'`;
    return `(0, ${pg.escapeLiteral(role)}, ${pg.escapeLiteral(said)})`;
  });
  await onEveryServer(databaseUrls, `insert into pg_dist_authinfo values ${rows.join(', ')}`);
}

/** The database of the superuser's address stands for the server. */
function serverOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = new URL(process.env['HEYI_TEST_ADMIN_URL']!).pathname;
  return url.href;
}
