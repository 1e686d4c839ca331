import { calculateJob } from './calculation/calculate-run.ts';

export { listeners } from './listeners.ts';
export { routes } from './routes.ts';

export const jobs = [calculateJob];
