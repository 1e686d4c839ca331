import { isIP } from 'node:net';
import path from 'node:path';
import { embeddedHome } from '@heyi/platform';

/** An outside PostgreSQL, with one address a role; `heyi db roles` prints the SQL that makes them. */
export type OutsideDatabase = { appUrl: string; ownerUrl: string; jobsUrl: string };

export type Config = {
  host: string;
  port: number;
  /** Null: the embedded PostgreSQL. */
  database: OutsideDatabase | null;
  /** Files, master key and, when embedded, the database. */
  directory: string;
  masterKeyFile: string;
  /** Whether browsers reach us by TLS (a proxy in front). */
  secure: boolean;
  requestsPerMinute: number;
  /** Address under which people reach it, such as `https://hr.example.com`; null: as they ask. */
  publicUrl: string | null;
  /** Whether programs may send sensitive fields as plain text; the console always seals them. */
  acceptPlainFields: boolean;
  /** Whether webhooks of sandbox apps may go to private addresses: a developer's own machine. */
  privateWebhooks: boolean;
  /** Whether the stand-in bank runs beside the server: sandbox programs pay through it. */
  sandboxBank: boolean;
  /** Addresses of our own proxies, whose word on where a request came from is believed. */
  trustedProxies: string[];
  /** Jobs that this process runs at once. */
  jobsAtOnce: number;
  /** What an empty embedded database is filled with; `small` has a fortieth of the people. */
  demo: 'none' | 'small' | 'full';
  /** The authority that stamps evidence (RFC 3161); null: that of the demo, or none yet. */
  timeStamps: TimeStampSettings | null;
};

export type TimeStampSettings = {
  url: string;
  /** As people know it. */
  name: string;
  /** PEM of its root. */
  trustedFile: string;
  /** The one policy that is taken. */
  policy: string | null;
};

/** What the operator set wrong, in one line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const directory = path.resolve(env['HEYI_DATA'] ?? embeddedHome());
  return {
    host: env['HEYI_HOST'] ?? '127.0.0.1',
    port: wholeNumber(env, 'HEYI_PORT', 8420),
    database: outsideDatabase(env),
    directory,
    masterKeyFile: env['HEYI_MASTER_KEY_FILE'] ?? path.join(directory, 'master.key'),
    secure: env['HEYI_TLS'] === '1',
    publicUrl: publicUrlOf(env['HEYI_PUBLIC_URL']),
    requestsPerMinute: wholeNumber(env, 'HEYI_REQUESTS_PER_MINUTE', 1200),
    acceptPlainFields: env['HEYI_PLAIN_FIELDS'] === '1',
    privateWebhooks: env['HEYI_PRIVATE_WEBHOOKS'] === '1',
    sandboxBank: env['HEYI_SANDBOX_BANK'] === '1',
    trustedProxies: addresses(env, 'HEYI_TRUSTED_PROXIES'),
    jobsAtOnce: wholeNumber(env, 'HEYI_JOBS_AT_ONCE', 2),
    demo: demoOf(env['HEYI_DEMO']),
    timeStamps: timeStampsOf(env),
  };
}

function timeStampsOf(env: Readonly<Record<string, string | undefined>>): TimeStampSettings | null {
  const url = env['HEYI_TIME_STAMP_URL'] ?? '';
  if (url === '') return null;
  const trustedFile = env['HEYI_TIME_STAMP_CA'] ?? '';
  if (!URL.canParse(url) || trustedFile === '') {
    throw new ConfigError(
      'HEYI_TIME_STAMP_URL must be the address of a time-stamp authority, and ' +
        'HEYI_TIME_STAMP_CA the file with its root certificate (PEM).',
    );
  }
  const name = env['HEYI_TIME_STAMP_NAME'] || new URL(url).host;
  return { url, name, trustedFile, policy: env['HEYI_TIME_STAMP_POLICY'] || null };
}

/** Scheme, host and port alone: pages have addresses of their own below it. */
function publicUrlOf(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSite = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (isSite) return url.origin;
  throw new ConfigError(
    `HEYI_PUBLIC_URL must be an address such as https://hr.example.com, not “${text}”.`,
  );
}

function demoOf(text: string | undefined): Config['demo'] {
  if (text === undefined || text === '' || text === '1') return 'full';
  if (text === '0') return 'none';
  if (text === 'small') return 'small';
  throw new ConfigError(`HEYI_DEMO must be 0, 1 or small, not “${text}”.`);
}

const ownAddresses = ['127.0.0.1', '::1', 'localhost'];

/** Whether other machines reach it, and what they send can be read on the way. */
export function isOpenWithoutTls(config: Config): boolean {
  return !config.secure && !ownAddresses.includes(config.host);
}

/** Each running job holds one connection and works with a second; the rest serve requests. */
export function connectionsOf(config: Config): number {
  return 16 + 2 * config.jobsAtOnce;
}

function outsideDatabase(
  env: Readonly<Record<string, string | undefined>>,
): OutsideDatabase | null {
  const appUrl = env['DATABASE_URL'];
  if (!appUrl) return null;
  const ownerUrl = env['DATABASE_OWNER_URL'];
  const jobsUrl = env['DATABASE_JOBS_URL'];
  if (!ownerUrl || !jobsUrl) {
    throw new ConfigError(
      'DATABASE_URL needs DATABASE_OWNER_URL and DATABASE_JOBS_URL beside it: ' +
        '`npm run heyi -- db roles` prints the SQL that makes the three roles.',
    );
  }
  return { appUrl, ownerUrl, jobsUrl };
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  usual: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return usual;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ConfigError(`${name} must be a whole number, not “${text}”.`);
  }
  return value;
}

/** `10.0.0.7, 192.168.0.0/16`. */
function addresses(env: Readonly<Record<string, string | undefined>>, name: string): string[] {
  const parts = (env[name] ?? '').split(',').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  for (const part of given) {
    const [address, bits, ...more] = part.split('/');
    const bitsMax = isIP(address!) === 6 ? 128 : 32;
    const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax);
    if (isIP(address!) === 0 || !isRange || more.length > 0) {
      throw new ConfigError(`${name} must list addresses such as 10.0.0.7, not “${part}”.`);
    }
  }
  return given;
}
