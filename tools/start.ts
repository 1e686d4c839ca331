import './runtime.ts';
import { ConfigError, type RunningServer, readConfig, startServer } from '@heyi/server';
import { EmbeddedDatabaseError } from '@heyi/platform';
import { buildPages } from './build-pages.ts';

/** `npm start`: builds the pages that changed, then serves until Ctrl-C or SIGTERM. */
let server: RunningServer | null = null;
let isStopping = false;
const starting = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

try {
  const config = readConfig(process.env);
  buildPages();
  server = await startServer(config, {
    say: (line) => console.log(line),
    signal: starting.signal,
  });
  if (isStopping) await end(server);
} catch (error) {
  const isForTheOperator = error instanceof ConfigError || error instanceof EmbeddedDatabaseError;
  console.error(isForTheOperator ? error.message : error);
  process.exit(1);
}

/** A second Ctrl-C does not wait for requests that still run; the database ends cleanly anyway. */
function stop(): void {
  if (isStopping) process.exit(130);
  isStopping = true;
  starting.abort();
  if (server !== null) void end(server);
}

async function end(running: RunningServer): Promise<never> {
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
