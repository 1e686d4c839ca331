import { type Host, openPool } from '@heyi/platform';
import type { SandboxBank } from '@heyi/sandbox';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Database } from '../open-database.ts';
import { fullCast, smallCast } from './cast/cast.ts';
import { markSeedEnded } from './cut-seed.ts';
import { hasDemoCalendar } from './demo-calendar.ts';
import { keepDemoApp } from './demo-app.ts';
import { keepDemoLogins } from './demo-logins.ts';
import { seedDemo } from './seed-demo.ts';
import type { Composition } from './story/stage.ts';
import type { Progress } from './story/tell-story.ts';

export type DemoPlace = {
  readonly host: Host;
  readonly composition: Composition;
  readonly directory: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly bank: SandboxBank | null;
  /** A fortieth of the people: for tests and for a quick look. */
  readonly isSmall: boolean;
};

/** `new`: to be seeded at this start. A demo stays one, whatever later starts ask for. */
export type DemoState = 'none' | 'new' | 'kept';

/** Never with an outside database; and an installation that has something of its own keeps that. */
export async function demoStateOf(
  { directory, demo }: Pick<Config, 'directory' | 'demo'>,
  { isEmbedded, urls }: Pick<Database, 'isEmbedded' | 'urls'>,
): Promise<DemoState> {
  if (!isEmbedded) return 'none';
  if (hasDemoCalendar(directory)) return 'kept';
  return demo !== 'none' && (await isEmpty(urls.ownerUrl)) ? 'new' : 'none';
}

/** Plays the demo into an empty installation; answers the lines that tell who can sign in. */
export async function seedInstallation(
  place: DemoPlace,
  progress: Progress,
): Promise<readonly string[]> {
  const { directory } = place;
  const pool = openPool(withoutWaiting(place.appUrl), connections);
  try {
    const host = { ...place.host, pool };
    const analyseNow = () => analyse(place.ownerUrl);
    const cast = place.isSmall ? smallCast(40) : fullCast();
    const gigWorkers = place.isSmall ? 120 : 1_000;
    const { world, gig } = await seedDemo({
      ...place,
      host,
      cast,
      gigWorkers,
      progress,
      analyse: analyseNow,
    });
    if (gig !== null) keepDemoApp(directory, gig);
    // Its own commit waits for the disk, and takes everything before it along.
    await analyseNow();
    const lines = keepDemoLogins(directory, world.passwords);
    markSeedEnded(directory);
    return lines;
  } finally {
    await pool.end();
  }
}

/** As many as the strands of the story and their jobs need at once. */
const connections = 32;

/** Commits that do not wait for the disk: a cut seed begins anew, whatever of it was written. */
function withoutWaiting(url: string): string {
  const address = new URL(url);
  address.searchParams.set('options', '-c synchronous_commit=off');
  return address.href;
}

/** Nobody can sign in: then nobody has put anything in either. */
async function isEmpty(ownerUrl: string): Promise<boolean> {
  return asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      'select count(*)::int as count from access.login_name',
    );
    return rows[0]!.count === 0;
  });
}

async function analyse(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, (owner) => owner.query('analyze'));
}

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
