import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBank } from './bank/bank.ts';
import { serveBank } from './bank/serve-bank.ts';
import { readSettings } from './bank/settings.ts';
import { serveIdentity } from './identity/serve-identity.ts';
import { openPortalBook } from './insurance-portal/portal-book.ts';
import { serveInsurancePortal } from './insurance-portal/serve-portal.ts';
import type { StandIn } from './stand-in.ts';
import { serveTaxBureau } from './tax-bureau/serve-tax-bureau.ts';
import { serveTimeStamp } from './time-stamp/serve-time-stamp.ts';
import { openTaxBureau } from './tax-bureau/tax-bureau.ts';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.heyi/sandbox' },
    /** Settings of the bank as JSON, such as `{"answer_ms":[50,50]}`; they are kept. */
    bank: { type: 'string', default: '{}' },
    /** End when the process that started this one is gone: its pipe to our stdin closes. */
    'end-with-stdin': { type: 'boolean', default: false },
  },
});

const bank = openBank(join(resolve(options.data), 'bank'));
const settings = readSettings(JSON.parse(options.bank));
if ('wrongKey' in settings) {
  console.error(`sandbox: no such bank setting, or a wrong value: ${settings.wrongKey}`);
  process.exit(2);
}
await bank.commit(() => bank.changeSettings(settings.settings));

const taxBureau = openTaxBureau(join(resolve(options.data), 'tax-bureau'));
const standIns: StandIn[] = [
  serveBank(bank),
  serveTaxBureau(taxBureau),
  serveIdentity(),
  serveTimeStamp(),
  serveInsurancePortal(openPortalBook(join(resolve(options.data), 'insurance-portal'))),
];
const byName = new Map(standIns.map((standIn) => [standIn.name, standIn]));

const server = createServer((request, response) => {
  const standIn = byName.get((request.url ?? '').split(/[/?]/)[1] ?? '');
  if (standIn === undefined) return void response.writeHead(404).end();
  standIn.answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
// Longer than any caller keeps a free connection, so that none is cut under a call.
server.keepAliveTimeout = 75_000;
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(`sandbox: ${error.code === 'EADDRINUSE' ? 'the port is taken' : error.message}`);
  process.exit(1);
});
server.listen(Number(options.port), options.host, () => {
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host}:${port}`;
  const addresses = {
    bank: `${url}/bank`,
    taxBureau: `${url}/tax-bureau`,
    identity: `${url}/identity`,
    timeStamp: `${url}/time-stamp`,
    insurancePortal: `${url}/insurance-portal`,
  };
  console.log(JSON.stringify({ ready: true, url, ...addresses }));
});

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  server.close();
  server.closeAllConnections();
  for (const standIn of standIns) await standIn.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
if (options['end-with-stdin']) process.stdin.on('end', () => void close()).resume();
