import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Host } from '@heyi/platform';
import type { Environment } from '../app/app.ts';
import { addressListOf, isListed } from '../app/address-list.ts';

/* A client chooses where messages go. It must not choose our own network. */

/** IPv4 that is not the public Internet (RFC 6890 and its registry). */
const privateRanges = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // What carries an IPv4 address inside, and examples.
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
]);
const publicIpv6 = listOf(['2000::/3']);

function listOf(ranges: readonly string[]): BlockList {
  return addressListOf(ranges) ?? new BlockList();
}

export function isPublicAddress(address: string): boolean {
  if (isListed(privateRanges, address)) return false;
  const isMapped = address.toLowerCase().startsWith('::ffff:') && address.includes('.');
  return isIP(address) === 4 || isMapped || isListed(publicIpv6, address);
}

const installations = new WeakMap<Host, { allowPrivate: boolean }>();

/** Whether webhooks of sandbox apps may go to private addresses here; never without being told. */
export function allowPrivateWebhooks(host: Host, allowPrivate: boolean): void {
  installations.set(host, { allowPrivate });
}

/** A developer's sandbox may speak to the machine beside it; live money news never does. */
export function mayBePrivate(host: Host, environment: Environment): boolean {
  return environment === 'sandbox' && installations.get(host)?.allowPrivate === true;
}

const namesOfOurs = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;

/** Whether messages may be sent there at all; a name is judged again by its addresses when sent. */
export function isUrlAllowed(text: string, isPrivateAllowed: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  if (isPrivateAllowed) return protocol === 'https:' || protocol === 'http:';
  if (protocol !== 'https:' || namesOfOurs.test(hostname)) return false;
  const address = literalAddress(hostname);
  return address === null ? hostname.includes('.') : isPublicAddress(address);
}

/** The address that stands in the place of a name; null when it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

/** The code of a connection that was not made, because of where it would have gone. */
export const addressRefused = 'address_refused';

/**
 * Resolves a name and refuses it when any of its addresses is not public. The socket connects to
 * the addresses answered here, so that a second look-up cannot answer others.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const first = addresses[0];
    if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
      const refusal = Object.assign(new Error(addressRefused), { code: addressRefused });
      return callback(refusal, '', 0);
    }
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
