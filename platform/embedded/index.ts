export { EmbeddedDatabaseError } from './embedded-error.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { embeddedHome, makeHome } from './home.ts';
export { testServerUrl } from './test-server.ts';
export { startTemporaryPostgres } from './temporary-postgres.ts';
