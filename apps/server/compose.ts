import { accessRoutes, authenticate } from '@heyi/access';
import { routes as clientRoutes } from '@heyi/clients';
import { routes as ledgerRoutes } from '@heyi/ledger';
import { routes as peopleRoutes } from '@heyi/people';
import {
  type ImportKind,
  importsOf,
  type Job,
  type Listener,
  platformRoutes,
  type Route,
} from '@heyi/platform';
import { routes as statutoryRoutes } from '@heyi/statutory';

/** What the modules bring; a module is added here and nowhere else. */
const importKinds: readonly ImportKind[] = [];

const imports = importsOf(importKinds);

export const routes: readonly Route[] = [
  ...accessRoutes,
  ...platformRoutes,
  ...imports.routes,
  ...clientRoutes,
  ...peopleRoutes,
  ...statutoryRoutes,
  ...ledgerRoutes,
];

export const jobs: readonly Job[] = [...imports.jobs];

export const listeners: readonly Listener[] = [];

export { authenticate };
