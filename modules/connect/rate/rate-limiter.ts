import { newId, unixSeconds } from '@heyi/kernel';
import { type Host, Refusal, shardKeyOf } from '@heyi/platform';
import type { AppId } from '../app/app.store.ts';
import type { KnownApp } from '../door/app-directory.ts';

type Minute = { minute: number; own: number; others: number; told: number; shardKey: number };

export type RateLimiter = {
  /** Counts one request; throws a {@link Refusal} beyond the limit. Tells the headers. */
  count(app: KnownApp, tell: (name: string, value: string) => void): void;
  /** Tells the other servers what was counted here, and hears what they counted. */
  share(): Promise<void>;
};

const shareStatement = {
  name: 'connect.share_usage',
  text: 'select connect.share_usage($1, $2, $3, $4, $5) as others',
};

/**
 * Counts an app's requests of the running minute. Every server counts its own; once a second they
 * tell each other, so that the limit is that of the app and not of a server. In between an app may
 * pass it by what the servers count in one second.
 */
export function openRateLimiter(host: Host): RateLimiter {
  const serverId = newId();
  const minutes = new Map<AppId, Minute>();
  const minuteOf = (app: KnownApp, minute: number): Minute => {
    const known = minutes.get(app.id);
    if (known?.minute === minute) return known;
    const fresh = { minute, own: 0, others: 0, told: 0, shardKey: shardKeyOf(app.tenantId) };
    minutes.set(app.id, fresh);
    return fresh;
  };
  return {
    count(app, tell) {
      const now = unixSeconds(host.clock);
      const state = minuteOf(app, Math.floor(now / 60));
      const limit = app.requestsPerMinute;
      const left = limit - state.own - state.others;
      const seconds = 60 - (now % 60);
      tell('ratelimit-policy', `"app";q=${limit};w=60`);
      tell('ratelimit', `"app";r=${Math.max(0, left - 1)};t=${seconds}`);
      if (left <= 0) throw new Refusal({ code: 'rate.limited', retryAfterSeconds: seconds });
      state.own += 1;
    },
    async share() {
      const minute = Math.floor(unixSeconds(host.clock) / 60);
      const changed: [AppId, Minute][] = [];
      for (const [appId, state] of minutes) {
        if (state.minute < minute) minutes.delete(appId);
        else if (state.own !== state.told) changed.push([appId, state]);
      }
      await Promise.all(
        changed.map(async ([appId, state]) => {
          const own = state.own;
          const values = [state.shardKey, appId, state.minute, serverId, own];
          const { rows } = await host.pool.query({ ...shareStatement, values });
          state.told = own;
          state.others = rows[0].others;
        }),
      );
    },
  };
}
