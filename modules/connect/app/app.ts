import { randomBytes } from 'node:crypto';
import { type connectContract, operations, permissionWords } from '@heyi/contract';

export type Environment = (typeof connectContract.environments)[number];

/** What a key may be given: whatever some operation for apps asks for. */
export const appScopes: readonly { name: string; titleZh: string; titleEn: string }[] = [
  ...new Set(
    operations.flatMap(({ scope, permission }) =>
      scope === 'app' && permission !== null ? [permission] : [],
    ),
  ),
]
  .toSorted()
  .map((name) => {
    const words = permissionWords[name];
    return { name, titleZh: words?.zh ?? name, titleEn: words?.en ?? name };
  });

export function isAppScope(name: string): boolean {
  return appScopes.some((scope) => scope.name === name);
}

/** A key of the live environment is of use only from addresses that were named. */
export function needsAddresses(app: {
  environment: Environment;
  allowedAddresses: readonly string[];
}): boolean {
  return app.environment === 'live' && app.allowedAddresses.length === 0;
}

/** 256 random bits, behind a mark by which a leaked one is recognised. */
export function newSecret(environment: Environment): string {
  return `heyi_${environment}_${randomBytes(32).toString('base64url')}`;
}

export const requestsPerMinuteUsual = 1200;
