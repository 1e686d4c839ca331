export { type Config, ConfigError, readConfig } from './config.ts';
export { startServer, type RunningServer } from './start-server.ts';
