import { plainDate } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import type { World } from '../open-companies.ts';
import { playBaseAdjustment } from './adjust-bases.ts';
import { playOpenMatters } from './open-matters.ts';
import { setProcedures } from './open-orders.ts';
import { acceptLastBills, takeInOpenBills } from './reconcile-bills.ts';

/** What the two weeks before the demo's Monday brought for the retail chain, on clocks side by side. */
export async function playRetailWeek(world: World, cast: Cast): Promise<void> {
  const { stage } = world;
  stage.moveTo(plainDate('2026-11-09'), '09:30');
  await setProcedures(world);
  await acceptLastBills(world);
  const beside = (day: string): World => {
    const own = stage.beside();
    own.moveTo(plainDate(day), '10:00');
    return { ...world, stage: own };
  };
  await takeInOpenBills(beside('2026-11-17'));
  await playBaseAdjustment(beside('2026-11-18'), cast);
  await playOpenMatters(world, cast);
}
