/** PostgreSQL's classes for "not now": connection lost, shutting down, too many connections. */
const outageStates = /^(08|53|57P)/;
/** The driver's own, which carry no code. */
const outageMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

type Thrown = { code?: string; syscall?: string; message?: string };

/** Whether the database was away: what failed so may be tried again later. */
export function isOutage(error: unknown): boolean {
  const { code = '', syscall, message = '' } = (error ?? {}) as Thrown;
  if (outageStates.test(code) || outageMessages.test(message)) return true;
  return syscall === 'connect' || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code);
}
