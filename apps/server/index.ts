/** What is served and run; the tests that hold for every operation read it. */
export {
  authenticate,
  authenticateLink,
  directRoutes,
  jobs,
  listeners,
  routes,
} from './compose.ts';
export { repeat, startEventDelivery } from './background.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { startServer, type RunningServer } from './start-server.ts';
export { bankResultDocument } from './demo/bank-result.ts';
export { demoDocuments } from './demo/demo-documents.ts';
export { type DemoApp, readDemoApp } from './demo/demo-app.ts';
