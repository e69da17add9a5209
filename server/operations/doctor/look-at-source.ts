import type { Configuration, Source } from '../../platform/config/configuration.ts';
import { inspectAmi, type AmiInspection } from '../../telephony/asterisk/ami/inspect-ami.ts';
import { lookAtQueueLog } from './look-at-queue-log.ts';
import { ok, PATIENCE_MS, type Finding } from './finding.ts';

/** How long events are listened to; `FullyBooted` comes at once, others when somebody calls. */
const LISTEN_MS = 1_000;
const MOST_CLOCK_SECONDS = 2;

/** Signs in where the source is an Asterisk, and says what is missing. */
export async function lookAtSource(
  source: Source,
  configuration: Configuration,
): Promise<readonly Finding[]> {
  const subject = `source ${source.id}`;
  if (source.type === 'http') return [ok(subject, 'tells its events by HTTP')];
  const { host, port, user, secret } = source;
  const where = `${host}:${port}`;
  const seen = await inspectAmi({ host, port, user, secret, patienceMs: PATIENCE_MS, listenMs: LISTEN_MS });
  switch (seen.kind) {
    case 'unreachable':
      return [
        {
          subject,
          state: 'bad',
          says: `${where} does not answer (${seen.reason})`,
          advice:
            'is Asterisk running, is the manager enabled (manager.conf), does a firewall stand between?',
        },
      ];
    case 'foreign':
      return [
        {
          subject,
          state: 'bad',
          says: `${where} answers, and is no Asterisk manager`,
          advice: 'check host and port; the manager listens on 5038 by default',
        },
      ];
    case 'refused':
      return [
        {
          subject,
          state: 'bad',
          says: `${where} refuses to sign in "${user}": ${seen.message}`,
          advice: `is the secret in ${source.secretVariable} that of [${user}] in manager.conf, and may this machine connect (permit)? Then: manager reload`,
        },
      ];
    case 'signedIn':
      return [
        ok(subject, `${where}: ${seen.banner.trim()}, signed in as "${user}" and off again`),
        lookAtRights(subject, user, seen),
        lookAtMembers(subject, seen),
        await lookAtQueueLog(subject, source.queueLog, configuration.centre.zone),
        lookAtQueues(subject, source.id, configuration, seen),
        lookAtClock(subject, seen),
      ];
    default:
      throw new RangeError(`there is no such inspection: ${JSON.stringify(seen satisfies never)}`);
  }
}

type SignedIn = Extract<AmiInspection, { kind: 'signedIn' }>;

function lookAtRights(of: string, user: string, { classes, missing }: SignedIn): Finding {
  const subject = `${of} rights`;
  if (missing.length > 0)
    return {
      subject,
      state: 'bad',
      says: `it counted what it did not tell: ${missing.join(', ')}`,
      advice: `read = agent,call,system,dialplan and no eventfilter for [${user}] in manager.conf, then: manager reload`,
    };
  const received = [...classes].filter((name) => name !== 'all').sort();
  if (!classes.has('system'))
    return {
      subject,
      state: 'warning',
      says: 'the greeting after signing in did not come: the class "system" is missing, or Asterisk is still starting',
      advice: `read = agent,call,system,dialplan for [${user}] in manager.conf, then: manager reload`,
    };
  const unheard = ['agent', 'call'].filter((name) => !classes.has(name));
  const proof =
    unheard.length === 0
      ? ''
      : `; nothing of ${unheard.join(' and ')} happened meanwhile, so these are not proven; a running server compares every minute`;
  return ok(subject, `may read ${received.join(', ')}${proof}`);
}

/** What makes one person two, or two people one. */
function lookAtMembers(of: string, { members, isLatin1 }: SignedIn): Finding {
  const subject = `${of} members`;
  const realtime = members.filter((member) => member.isRealtime).length;
  const says =
    realtime === 0
      ? `${members.length} in all queues`
      : `${members.length} in all queues, ${realtime} of them realtime: they come and go without an event, seen within a minute`;
  const given = members.filter(({ name, telephone }) => name !== telephone);
  const odd = [
    ...several(given, 'telephone', 'name').map(
      ([telephone, names]) => `${telephone} is ${names.join(' and ')}: one agent`,
    ),
    ...several(given, 'name', 'telephone').map(
      ([name, telephones]) => `${name} has ${telephones.join(' and ')}: one person`,
    ),
    ...(isLatin1 ? ['names are written in Latin-1'] : []),
  ];
  if (odd.length === 0) return ok(subject, says);
  return {
    subject,
    state: 'warning',
    says: `${says}; ${odd.join('; ')}`,
    advice:
      'give each telephone one name, each person one of their own, in UTF-8 (docs/connect-telephony.md)',
  };
}

function several(
  members: SignedIn['members'],
  by: 'telephone' | 'name',
  what: 'telephone' | 'name',
): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, Set<string>>();
  for (const member of members) found.set(member[by], (found.get(member[by]) ?? new Set()).add(member[what]));
  return [...found].filter(([, all]) => all.size > 1).map(([one, all]) => [one, [...all].sort()]);
}

function lookAtQueues(
  of: string,
  id: string,
  { centre }: Configuration,
  { queues, listRefused }: SignedIn,
): Finding {
  const subject = `${of} queues`;
  if (queues === null)
    return {
      subject,
      state: 'bad',
      says:
        listRefused === null
          ? 'the list of queues never came'
          : `the list of queues is refused: ${listRefused}`,
      advice: 'is the module app_queue loaded? QueueStatus needs no right of its own',
    };
  const wanted = centre.cities.flatMap((city) =>
    city.queues.filter(({ source }) => source === id).map(({ name }) => name),
  );
  const unknown = wanted.filter((name) => !queues.includes(name));
  const unmapped = queues.filter((name) => !wanted.includes(name));
  if (unknown.length > 0)
    return {
      subject,
      state: 'warning',
      says: `it does not know ${unknown.join(', ')}`,
      advice: `cities name queues as queues.conf does; it knows: ${queues.join(', ') || 'none'}`,
    };
  const rest =
    unmapped.length === 0 ? '' : `; no city has ${unmapped.join(', ')}: they are kept and counted nowhere`;
  return ok(subject, `it knows ${wanted.join(', ') || 'none that a city names'}${rest}`);
}

function lookAtClock(of: string, { clockAheadSeconds }: SignedIn): Finding {
  const subject = `${of} clock`;
  if (clockAheadSeconds === null)
    return {
      subject,
      state: 'warning',
      says: 'its events carry no time, so the time of receipt counts',
      advice: 'timestampevents = yes in manager.conf, then: manager reload',
    };
  const says = `${Math.abs(clockAheadSeconds).toFixed(1)} s ${clockAheadSeconds < 0 ? 'behind' : 'ahead of'} ours`;
  if (Math.abs(clockAheadSeconds) <= MOST_CLOCK_SECONDS) return ok(subject, says);
  return { subject, state: 'warning', says, advice: 'synchronise both machines by NTP' };
}
