import { type Instant, millisecondsBetween } from '@heyi/kernel';
import { Secret, TOTP } from 'otpauth';

const stepSeconds = 30;
const epoch: Instant = '1970-01-01T00:00:00.000Z';

/** 160 random bits in base 32: what the authenticator app keeps (RFC 4226, section 4). */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says. */
export function otpauthUriOf(secret: string, loginName: string): string {
  return totpOf(secret, loginName).toString();
}

/**
 * The time step of a code (RFC 6238), when it is the code of the present step or of a neighbour:
 * clocks differ. Null for any other code.
 */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const timestamp = millisecondsBetween(epoch, now);
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / (stepSeconds * 1000)) + delta;
}

export function isSixDigits(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** As it was printed, whatever spaces, dashes and capitals were typed. */
export function normalCode(code: string): string {
  return code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: 'Heyi 合一',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  });
}
