import type { EvidenceKind } from '@heyi/evidence';
import type { AgencyReason, Leaving, TaskFailureCode } from '@heyi/insurance';
import type { Fen, Instant, PayPeriod } from '@heyi/kernel';
import type { DocumentKind, RegistrationKind } from '@heyi/people';
import type { Host } from '@heyi/platform';
import type { OrderService } from '../line/line.ts';

/** What an agency is told about one person, under a reference of ours. */
export type PortalRequest = {
  readonly reference: string;
  readonly service: OrderService;
  readonly cityCode: string;
  readonly registrationKind: RegistrationKind;
  readonly registrationNumber: string;
  readonly personName: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly period: PayPeriod;
  readonly base: Fen | null;
  readonly leavingReason: Leaving['leavingReason'];
  /** How this agency calls it, where that is on file. */
  readonly agencyReason: AgencyReason | null;
};

export type PortalAnswer =
  /** It is there and not decided. */
  | { readonly kind: 'received'; readonly officialNumber: string | null }
  | {
      readonly kind: 'succeeded';
      readonly officialNumber: string | null;
      readonly effectivePeriod: PayPeriod | null;
    }
  | { readonly kind: 'refused'; readonly code: TaskFailureCode; readonly words: string }
  /** Closed: nothing was taken in. */
  | { readonly kind: 'maintenance'; readonly until: Instant | null; readonly words: string }
  /** Nobody knows whether it arrived: it is asked about, and not sent again. */
  | { readonly kind: 'unknown'; readonly words: string };

/** Asked by reference the agency may also say that it has nothing like that. */
export type PortalStanding = PortalAnswer | { readonly kind: 'missing' };

/** What the agency shows of a finished matter, as it came. */
export type PortalPaper = {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly content: Buffer;
  readonly sourceName: string;
  readonly pageAddress: string | null;
  readonly verificationCode: string | null;
};

/** The site of an agency. Equal references are one matter, however often they are sent. */
export type GovernmentPortal = {
  readonly code: string;
  /** Whether it is the site for a registration of this kind in the city. */
  serves(cityCode: string, kind: RegistrationKind): boolean;
  submit(request: PortalRequest): Promise<PortalAnswer>;
  ask(reference: string): Promise<PortalStanding>;
  /** Null while there is nothing to show. */
  capture(reference: string): Promise<PortalPaper | null>;
};

const portals = new WeakMap<Host, readonly GovernmentPortal[]>();

/** Which sites this installation may work at; without any, nothing goes by the robot's channel. */
export function linkGovernmentPortals(host: Host, linked: readonly GovernmentPortal[]): void {
  portals.set(host, linked);
}

export function portalFor(
  host: Host,
  place: { readonly cityCode: string; readonly registrationKind: RegistrationKind | null },
): GovernmentPortal | null {
  const { cityCode, registrationKind: kind } = place;
  if (kind === null) return null;
  return (portals.get(host) ?? []).find((one) => one.serves(cityCode, kind)) ?? null;
}
