import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Import this first. npm scripts already run the Node that npm installed for us; a tool started
 * with an older Node by hand starts itself again with that one.
 */
const majorMin = 24;
const installed = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (Number.parseInt(process.versions.node, 10) < majorMin) {
  if (!existsSync(installed)) {
    console.error(`Node ${majorMin} or newer is needed (this is ${process.versions.node}).`);
    process.exit(1);
  }
  const again = spawnSync(installed, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(again.status ?? 1);
}
