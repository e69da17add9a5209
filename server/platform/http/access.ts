/**
 * Who may do what: the one table that every HTTP route and every socket event goes through. What is not listed does
 * not exist: an unlisted route answers 404 and an unlisted event is not heard, so forgetting a line cannot open a door.
 *
 * A path with `:city` is checked against the caller's cities before its handler runs. Other handlers that give out
 * what belongs to cities ask `citiesOf` and give out no more.
 */
export type PersonRole = 'administrator' | 'planner' | 'supervisor' | 'agent';

/** A display link sees boards, a source tells events, a monitor reads metrics; none of them is a person. */
type Who = PersonRole | 'display' | 'source' | 'monitor';

export type AccessMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'SOCKET';

export interface AccessRule {
  readonly method: AccessMethod;
  /** Path as Express writes it, or a socket event's name. */
  readonly path: string;
  readonly allow: 'everyone' | readonly Who[];
}

/** Everybody who works at the joint centre's desks. */
const desk = ['administrator', 'planner', 'supervisor'] as const;

/** Who may change what forecasts are made from. */
const planning = ['administrator', 'planner'] as const;

export const accessRules: readonly AccessRule[] = [
  // pages carry no data: what they show comes from the routes below
  { method: 'GET', path: '/', allow: 'everyone' },
  { method: 'GET', path: '/assets/:file', allow: 'everyone' },
  { method: 'GET', path: '/wall', allow: 'everyone' },
  { method: 'GET', path: '/wall/:token', allow: 'everyone' },
  { method: 'GET', path: '/desk', allow: 'everyone' },
  { method: 'GET', path: '/schedule', allow: 'everyone' },
  { method: 'GET', path: '/schedule-worker.js', allow: 'everyone' },

  { method: 'GET', path: '/healthz', allow: 'everyone' },
  { method: 'GET', path: '/readyz', allow: 'everyone' },
  { method: 'GET', path: '/metrics', allow: ['monitor'] },

  { method: 'GET', path: '/api/v1/openapi.json', allow: 'everyone' },
  { method: 'GET', path: '/api/v1/board', allow: ['display', ...desk] },
  { method: 'POST', path: '/api/v1/events', allow: ['source'] },

  // who is there: signing in must be possible for everyone, and asks for the session's token by itself
  { method: 'GET', path: '/api/v1/session', allow: 'everyone' },
  { method: 'POST', path: '/api/v1/session', allow: 'everyone' },
  { method: 'POST', path: '/api/v1/session/demo', allow: 'everyone' },
  { method: 'POST', path: '/api/v1/session/link', allow: 'everyone' },
  { method: 'DELETE', path: '/api/v1/session', allow: 'everyone' },

  // an administrator of one city cares for the accounts of that city alone: the handlers ask for every grant's city
  { method: 'GET', path: '/api/v1/accounts', allow: ['administrator'] },
  { method: 'GET', path: '/api/v1/accounts/unbound-people', allow: ['administrator'] },
  { method: 'POST', path: '/api/v1/accounts', allow: ['administrator'] },
  { method: 'POST', path: '/api/v1/accounts/:account/reset', allow: ['administrator'] },
  { method: 'PUT', path: '/api/v1/accounts/:account', allow: ['administrator'] },
  { method: 'POST', path: '/api/v1/accounts/:account/disable', allow: ['administrator'] },
  { method: 'POST', path: '/api/v1/accounts/:account/enable', allow: ['administrator'] },

  { method: 'GET', path: '/api/v1/centre', allow: desk },
  { method: 'PUT', path: '/api/v1/cities/:city', allow: ['administrator'] },

  // people are shown and changed within the caller's cities: the handlers ask for each person's own city
  { method: 'GET', path: '/api/v1/people', allow: desk },
  { method: 'GET', path: '/api/v1/people/:agent', allow: ['administrator', 'planner'] },
  { method: 'PUT', path: '/api/v1/people/:agent', allow: ['administrator', 'planner'] },
  { method: 'DELETE', path: '/api/v1/people/:agent', allow: ['administrator', 'planner'] },
  // the account opens why they are away: only who reads that confirms whose hands it is in
  { method: 'POST', path: '/api/v1/people/:agent/account/confirm', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/people/:agent/duties', allow: ['administrator', 'planner', 'supervisor'] },
  { method: 'POST', path: '/api/v1/people/import', allow: ['administrator', 'planner'] },
  { method: 'GET', path: '/api/v1/people/:agent/protections', allow: ['planner'] },
  { method: 'PUT', path: '/api/v1/people/:agent/protections', allow: ['planner'] },
  { method: 'POST', path: '/api/v1/absences', allow: ['administrator', 'planner', 'supervisor'] },
  // supervisors take back what they entered themselves: the handler asks who it was
  { method: 'DELETE', path: '/api/v1/absences/:absence', allow: ['administrator', 'planner', 'supervisor'] },
  { method: 'POST', path: '/api/v1/wishes', allow: ['planner'] },
  { method: 'DELETE', path: '/api/v1/wishes/:wish', allow: ['planner'] },

  // the plan is joint: whoever may plan for some cities edits their people, only who may for all publishes
  { method: 'GET', path: '/api/v1/today', allow: desk },
  // only what was proposed, lawful and of today: whoever runs the day for all cities may
  { method: 'POST', path: '/api/v1/today/moves', allow: ['planner', 'supervisor'] },
  { method: 'POST', path: '/api/v1/today/moves/:number/undo', allow: ['planner', 'supervisor'] },
  { method: 'GET', path: '/api/v1/requirements', allow: desk },
  { method: 'GET', path: '/api/v1/requirements/:requirement', allow: desk },
  { method: 'POST', path: '/api/v1/requirements', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/skill-sets', allow: desk },
  { method: 'GET', path: '/api/v1/works-agreement', allow: ['planner'] },
  { method: 'PUT', path: '/api/v1/works-agreement', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/drafts', allow: ['planner', 'supervisor'] },
  { method: 'POST', path: '/api/v1/drafts', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/drafts/:draft', allow: ['planner', 'supervisor'] },
  { method: 'PUT', path: '/api/v1/drafts/:draft', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/drafts/:draft/report', allow: ['planner', 'supervisor'] },
  { method: 'GET', path: '/api/v1/drafts/:draft/export', allow: ['planner', 'supervisor'] },
  { method: 'POST', path: '/api/v1/drafts/:draft/publish', allow: ['planner'] },
  // whoever takes a sick call sees what could be done; a draft of it is a planner's
  { method: 'POST', path: '/api/v1/repairs', allow: desk },
  { method: 'POST', path: '/api/v1/repairs/drafts', allow: ['planner'] },
  { method: 'GET', path: '/api/v1/publications', allow: ['planner', 'supervisor'] },
  { method: 'GET', path: '/api/v1/publications/:number', allow: ['planner', 'supervisor'] },
  { method: 'GET', path: '/api/v1/publications/:number/roll-back-report', allow: ['planner'] },
  { method: 'POST', path: '/api/v1/publications/:number/roll-back', allow: ['planner'] },

  // long work: every kind of job says who may start, read and end it
  { method: 'GET', path: '/api/v1/jobs', allow: desk },
  { method: 'POST', path: '/api/v1/jobs', allow: desk },
  { method: 'GET', path: '/api/v1/jobs/:job', allow: desk },
  { method: 'GET', path: '/api/v1/jobs/:job/result', allow: desk },
  { method: 'POST', path: '/api/v1/jobs/:job/cancel', allow: desk },
  { method: 'POST', path: '/api/v1/jobs/:job/again', allow: desk },

  // history, calendar and forecasts: planners write, supervisors read, each within their cities
  { method: 'GET', path: '/api/v1/forecast-runs', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/forecasts', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/forecasts/:version', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/forecasts/:version/accuracy', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/forecast-accuracy', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/forecast-reasons', allow: desk },
  { method: 'GET', path: '/api/v1/forecast-days', allow: desk },
  { method: 'GET', path: '/api/v1/actual-days', allow: desk },
  // one city's adjustments are for its planners, those of every city for planners of all
  { method: 'GET', path: '/api/v1/forecast-adjustments', allow: desk },
  { method: 'POST', path: '/api/v1/forecast-adjustments', allow: planning },
  { method: 'DELETE', path: '/api/v1/forecast-adjustments/:adjustment', allow: planning },
  { method: 'GET', path: '/api/v1/cities/:city/history', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/history/days', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/history/months', allow: desk },
  { method: 'GET', path: '/api/v1/cities/:city/history/days/:day', allow: desk },
  { method: 'PUT', path: '/api/v1/cities/:city/history/:day', allow: planning },
  // an uploaded file may hold any city: the handlers ask for all of them
  { method: 'POST', path: '/api/v1/history-imports', allow: planning },
  { method: 'GET', path: '/api/v1/history-imports', allow: planning },
  { method: 'DELETE', path: '/api/v1/history-imports/:import', allow: planning },
  { method: 'POST', path: '/api/v1/history-imports/:import/preview', allow: planning },
  { method: 'GET', path: '/api/v1/calendar-events', allow: desk },
  { method: 'POST', path: '/api/v1/calendar-events', allow: planning },
  { method: 'DELETE', path: '/api/v1/calendar-events/:event', allow: planning },

  // an agent's own: no path names a person, so there is none to try
  { method: 'GET', path: '/api/v1/my/schedule', allow: ['agent'] },
  { method: 'POST', path: '/api/v1/my/schedule/seen', allow: ['agent'] },
  { method: 'GET', path: '/api/v1/my/reasons/:day', allow: ['agent'] },
  { method: 'POST', path: '/api/v1/my/feed', allow: ['agent'] },
  { method: 'DELETE', path: '/api/v1/my/feed', allow: ['agent'] },
  { method: 'GET', path: '/api/v1/my/last-call', allow: ['agent'] },
  { method: 'POST', path: '/api/v1/my/last-call/classification', allow: ['agent'] },
  { method: 'DELETE', path: '/api/v1/my/last-call/classification', allow: ['agent'] },
  // the secret in the address is the right: calendars cannot sign in
  { method: 'GET', path: '/calendar/:file', allow: 'everyone' },

  { method: 'SOCKET', path: 'wall:join', allow: ['display', ...desk] },
  { method: 'SOCKET', path: 'wall:resync', allow: ['display', ...desk] },
  { method: 'SOCKET', path: 'job:watch', allow: desk },
];

/** @returns the rule for a request or event; `undefined` where the table knows none */
export function findRule(
  method: AccessMethod | 'other',
  path: string,
  rules: readonly AccessRule[] = accessRules,
): AccessRule | undefined {
  return rules.find((rule) => rule.method === method && pathParameters(rule.path, path) !== undefined);
}

/** HEAD asks for what GET would give. */
export function accessMethod(method: string): AccessMethod | 'other' {
  switch (method) {
    case 'HEAD':
      return 'GET';
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return method;
    default:
      return 'other';
  }
}

/**
 * Reads a path by its pattern: `/api/v1/cities/:city` and `/api/v1/cities/bonn` give `{ city: 'bonn' }`.
 *
 * @returns `undefined` when the path does not match; a slash at its end does not matter
 */
export function pathParameters(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = segments(pattern);
  const given = segments(path);
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':') && value !== '') parameters[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return parameters;
}

function segments(path: string): readonly string[] {
  return path.replace(/\/+$/, '').split('/');
}
