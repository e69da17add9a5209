import { publicAddress } from '../../platform/config/addresses.ts';
import type { Configuration } from '../../platform/config/configuration.ts';
import { ok, PATIENCE_MS, type Finding } from './finding.ts';

/** Silence of a telephone system that a wall calls old by far. */
const OLD_FEED_SECONDS = 10;

/** What the running server met when a page asked last. */
const PROXY_HIDES_HTTPS: Finding = {
  subject: 'proxy',
  state: 'bad',
  says: 'nobody can sign in: what the proxy hands on does not say that it came by HTTPS (X-Forwarded-Proto)',
  advice:
    'let the proxy send X-Forwarded-Proto: https, set trustProxy to the number of proxies (docs/operations.md, HTTPS), and open the desk again',
};

function warningsIn(readiness: unknown): readonly unknown[] {
  if (typeof readiness !== 'object' || readiness === null || !('warnings' in readiness)) return [];
  return Array.isArray(readiness.warnings) ? readiness.warnings : [];
}

/** Whether the server answers, and what it hears. */
export async function lookAtServer(configuration: Configuration): Promise<readonly Finding[]> {
  const address = publicAddress({ ...configuration, publicUrl: null }, configuration.port);
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 200) {
      const hidesHttps = warningsIn(await response.json()).includes('proxy-hides-https');
      return [
        ok('server', `${address} is ready`),
        ...(hidesHttps ? [PROXY_HIDES_HTTPS] : []),
        ...(await lookAtFeed(address, configuration)),
      ];
    }
    return [
      {
        subject: 'server',
        state: 'bad',
        says: `${address} answers ${response.status}`,
        advice: 'read its log',
      },
    ];
  } catch {
    return [
      {
        subject: 'server',
        state: 'warning',
        says: `nobody answers at ${address}`,
        advice: 'start it: leitstand serve --config FILE',
      },
    ];
  }
}

/** The age of each feed, as the running server reports it to whoever has the token. */
async function lookAtFeed(address: string, { metricsToken }: Configuration): Promise<readonly Finding[]> {
  if (metricsToken === null)
    return [ok('feed', 'not asked: set LEITSTAND_METRICS_TOKEN for server and doctor alike')];
  const response = await fetch(`${address}/metrics`, {
    headers: { authorization: `Bearer ${metricsToken}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status !== 200)
    return [
      {
        subject: 'feed',
        state: 'warning',
        says: `${address}/metrics answers ${response.status}`,
        advice: 'give the doctor the same LEITSTAND_METRICS_TOKEN as the server',
      },
    ];
  const text = await response.text();
  const pairs = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, source = '', value = '']) => ({ source, value }));
  const ages = pairs(/^leitstand_feed_age_seconds\{source="([^"]*)"\} (\S+)$/gm);
  const reasons = pairs(/^leitstand_feed_trouble\{source="([^"]*)",reason="([^"]*)"\} 1$/gm);
  const missing = pairs(/^leitstand_feed_missing_events\{source="([^"]*)",event="([^"]*)"\} 1$/gm);
  const of = (all: typeof ages, id: string) =>
    all.filter(({ source }) => source === id).map(({ value }) => value);
  return ages.map(({ source, value }) =>
    feedOf(source, Number(value), of(reasons, source)[0] ?? null, of(missing, source)),
  );
}

/** What to do about a reason why a feed is not live. */
const ADVICE: Readonly<Record<string, string>> = {
  refused: 'is the secret right, and may this machine connect (permit in manager.conf)?',
  eventsMissing:
    'give the manager account its read classes and take its eventfilter away (docs/connect-telephony.md)',
  catchingUp: 'wait: what was missed is being read',
};

function feedOf(source: string, seconds: number, reason: string | null, missing: readonly string[]): Finding {
  const subject = `feed ${source}`;
  if (reason !== null)
    return {
      subject,
      state: reason === 'eventsMissing' || reason === 'refused' ? 'bad' : 'warning',
      says: `not live for ${seconds.toFixed(0)} s: ${[reason, ...missing].join(', ')}`,
      advice: ADVICE[reason] ?? 'is the telephone system running? The server’s log says more',
    };
  const says = `last heard ${seconds.toFixed(0)} s ago`;
  if (seconds <= OLD_FEED_SECONDS) return ok(subject, says);
  return {
    subject,
    state: 'warning',
    says,
    advice: 'is the source connected? The server’s log says why not',
  };
}
