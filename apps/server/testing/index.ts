/** For tests of the running product: a server as `npm start` runs it, and the files of its small demo. */
export { servePages } from '../pages.ts';
export { type SmallDemoFile, smallDemoFiles, smallDemoPeople } from './small-demo.ts';
export { copySmallDemo, untilReady } from './small-demo-home.ts';
export { openPlayground, type Playground, type StartedServer } from './started-server.ts';
export { type DemoApp, readDemoApp } from '../demo/demo-app.ts';
export { gigPayerAccount } from '../demo/cast/companies.ts';
export { gigWorkers } from '../demo/gig/gig-cast.ts';
