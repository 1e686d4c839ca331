import * as access from './access.ts';
import type { Operation } from './operation.ts';
import * as platform from './platform.ts';

/** Every module's part of the contract; the order is the order of the API page. */
export const contractModules = { access, platform };

/** Every operation of the public API. */
export const operations: readonly Operation[] = Object.values(contractModules).flatMap((part) =>
  Object.values(part).filter(isOperation),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'path' in value && 'failures' in value;
}
