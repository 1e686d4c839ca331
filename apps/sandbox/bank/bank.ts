import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { addSeconds, type Instant, systemClock } from '@heyi/kernel';
import { type Book, openBook } from './book.store.ts';
import { type CallbackStore, openCallbackStore } from './callback.store.ts';
import { type GroupCommit, openGroupCommit } from './group-commit.ts';
import { type BankSettings, defaultSettings } from './settings.ts';
import { openTransferStore, type TransferStore } from './transfer.store.ts';

/** A customer system that may call the bank, and where it wants its callbacks. */
export type App = {
  appId: string;
  secret: string;
  callbackSecret: string;
  callbackUrl: string | null;
};

/** What a customer needs to reach the bank; written to `credentials.json` on the first start. */
export type BankCredentials = {
  appId: string;
  secret: string;
  callbackSecret: string;
  adminToken: string;
};

/** The open bank: one process owns its directory. */
export type Bank = {
  book: Book;
  transfers: TransferStore;
  callbacks: CallbackStore;
  settings: BankSettings;
  apps: Map<string, App>;
  credentials: BankCredentials;
  commit: GroupCommit;
  /** Called after each commit: there may be new work that falls due. */
  onCommit(listener: () => void): void;
  /** The virtual clock: business time. Signatures use the real clock. */
  now(): Instant;
  changeSettings(changes: Partial<BankSettings>): void;
  putApp(app: App): void;
  close(): void;
};

/** Opens the book in `directory`, or founds it; a killed process loses no committed transfer. */
export function openBank(directory: string): Bank {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const credentials = readCredentials(join(directory, 'credentials.json'));
  const database = new DatabaseSync(join(directory, 'bank.sqlite'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  // References arrive in no order: 64 MB keep their pages at hand; longer log, fewer checkpoints.
  database.exec('pragma cache_size = -65536; pragma wal_autocheckpoint = 8000');
  database.exec(readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8'));
  const listeners: (() => void)[] = [];
  const bank: Bank = {
    book: openBook(database),
    transfers: openTransferStore(database),
    callbacks: openCallbackStore(database),
    settings: { ...defaultSettings },
    apps: new Map(),
    credentials,
    commit: openGroupCommit(database, () => {
      for (const listener of listeners) listener();
    }),
    onCommit: (listener) => void listeners.push(listener),
    now: () => addSeconds(systemClock.now(), bank.settings.clock_offset_seconds),
    changeSettings(changes) {
      for (const [key, value] of Object.entries(changes)) {
        bank.book.putSetting.run(key, JSON.stringify(value));
      }
      Object.assign(bank.settings, changes);
    },
    putApp(app) {
      bank.book.putApp.run(app.appId, app.secret, app.callbackSecret, app.callbackUrl);
      bank.apps.set(app.appId, app);
    },
    close: () => database.close(),
  };
  loadState(bank);
  return bank;
}

function loadState(bank: Bank): void {
  for (const { key, value } of bank.book.settings.all() as { key: string; value: string }[]) {
    Object.assign(bank.settings, { [key]: JSON.parse(value) });
  }
  for (const app of bank.book.apps.all() as App[]) bank.apps.set(app.appId, { ...app });
  const { appId, secret, callbackSecret } = bank.credentials;
  if (!bank.apps.has(appId)) bank.putApp({ appId, secret, callbackSecret, callbackUrl: null });
}

function readCredentials(path: string): BankCredentials {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as BankCredentials;
  const credentials: BankCredentials = {
    appId: 'heyi',
    secret: randomBytes(32).toString('base64url'),
    callbackSecret: `whsec_${randomBytes(32).toString('base64')}`,
    adminToken: randomBytes(24).toString('base64url'),
  };
  // Renamed into place, so that a bank killed here is not left with half a file.
  writeFileSync(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return credentials;
}
