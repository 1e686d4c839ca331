import { readFileSync } from 'node:fs';
import { linkTimeStampAuthority } from '@heyi/evidence';
import { millisecondsBetween, systemClock } from '@heyi/kernel';
import { certificatesIn, type Host } from '@heyi/platform';
import { openTimeStampAdmin, type SandboxBank, setTimeStampClock } from '@heyi/sandbox';
import { openTimeStampAuthority } from '@heyi/time-stamp';
import { type Config, ConfigError } from './config.ts';

/**
 * Links the operator's time-stamp authority, or that of the sandbox in a demo. Without one, papers
 * wait for their stamp and say so.
 */
export async function linkTimeStamps(
  config: Config,
  host: Host,
  standIn: SandboxBank | null,
): Promise<void> {
  const { timeStamps } = config;
  if (timeStamps !== null) {
    const { url, name, policy, trustedFile } = timeStamps;
    const trusted = trustedIn(trustedFile);
    linkTimeStampAuthority(host, openTimeStampAuthority({ name, url, trusted, policy }));
  } else if (standIn !== null) {
    // The stamps bear the days of the demo.
    const ahead = Math.round(millisecondsBetween(systemClock.now(), host.clock.now()) / 1000);
    await setTimeStampClock(standIn.timeStampUrl, ahead);
    const { url, caPem } = await openTimeStampAdmin(standIn.timeStampUrl);
    const named = { name: '仿真时间戳服务', url, trusted: caPem };
    linkTimeStampAuthority(host, openTimeStampAuthority(named));
  }
}

function trustedIn(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    if (certificatesIn(pem).length > 0) return pem;
  } catch {
    // Said below: what the operator has to do is the same.
  }
  throw new ConfigError(
    `HEYI_TIME_STAMP_CA must be a PEM file with the root of the time-stamp authority, not “${file}”.`,
  );
}
