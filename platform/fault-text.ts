/**
 * What may be printed of a fault: PostgreSQL quotes the value that it refused, which may be personal,
 * so of its errors only the code and the place are told.
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  const { severity, code, table, constraint } = error as Error & Record<string, string | undefined>;
  if (severity === undefined) return error.message;
  const place = [code, table, constraint].filter((part) => part !== undefined).join(' ');
  return `database error ${place}`;
}

/** The same, and where in the program it happened. */
export function faultStack(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const frames = lines.filter((line) => /^\s+at /.test(line));
  return [faultText(error), ...frames].join('\n');
}

/** An error in place of one that is printed by somebody else. */
export function printableFault(error: unknown): Error {
  return Object.assign(new Error(faultText(error)), { stack: faultStack(error) });
}
