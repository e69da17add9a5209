import * as v from 'valibot';
import { plainText } from '../../contract/plain-text.ts';

/**
 * What another telephone system (or a file) may report, as JSON. This one description parses what comes in and is
 * published as OpenAPI, so it uses only what JSON Schema can say as well.
 */
const name = (what: string, longest = 200) =>
  v.pipe(plainText, v.nonEmpty(), v.maxLength(longest), v.description(what));

const told = {
  key: name(
    'Unique within the source for ever. The same happening told again carries the same key and counts once.',
    300,
  ),
  at: v.pipe(
    v.union([
      v.pipe(
        plainText,
        v.isoTimestamp('must be an ISO 8601 time with an offset, such as 2026-11-23T09:41:00.250Z'),
      ),
      v.pipe(v.number(), v.integer(), v.minValue(0)),
    ]),
    v.description('When it happened: ISO 8601 with an offset, or whole milliseconds since 1970 (UTC).'),
  ),
};

const seconds = (what: string) =>
  v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(172_800), v.description(what))), null);

const agent = name('The agent as the telephone system names them.');
const queueOrAll = v.optional(v.nullable(name('The queue; null: all queues of this agent.')), null);

const ofVisit = {
  ...told,
  call: name('One caller’s way through the house, unique within the source.'),
  queue: name('The queue as the telephone system names it; the configuration maps it to a city.'),
  visit: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(1_000),
      v.description('How many times this call had entered this queue before.'),
    ),
    0,
  ),
};

const member = v.object({
  agent,
  paused: v.boolean(),
  pauseReason: v.optional(v.nullable(v.pipe(plainText, v.maxLength(500))), null),
  reachable: v.optional(v.boolean(), true),
  freeAt: v.optional(
    v.pipe(
      told.at,
      v.description(
        'The agent was in no call of this queue at this instant: talks that began before are over. For lists after an outage.',
      ),
    ),
  ),
});

const pseudonym = v.optional(
  v.nullable(v.pipe(plainText, v.regex(/^[A-Za-z0-9_-]{22}$/, 'must be a keyed hash of 22 characters'))),
  null,
);

const caller = {
  callerNumber: v.optional(
    v.nullable(
      v.pipe(
        plainText,
        v.maxLength(100),
        v.description('The caller’s number in clear. It is hashed on arrival and kept nowhere.'),
      ),
    ),
    null,
  ),
  caller: v.pipe(
    pseudonym,
    v.description('A pseudonym made by this product before; give callerNumber instead.'),
  ),
  callerBefore: v.optional(
    v.pipe(plainText, v.regex(/^[A-Za-z0-9_-]{22}$/, 'must be a keyed hash of 22 characters')),
  ),
};

/** One event as reported from outside; `kind` says which fields it has. */
export const toldEventSchema = v.variant('kind', [
  v.object({
    kind: v.literal('CallRefused'),
    ...told,
    call: ofVisit.call,
    queue: v.optional(v.nullable(ofVisit.queue), null),
    reason: v.optional(v.picklist(['full', 'noAgents', 'unknown']), 'unknown'),
  }),
  v.object({ kind: v.literal('CallEntered'), ...ofVisit, ...caller }),
  v.object({ kind: v.literal('AgentRung'), ...ofVisit, agent }),
  v.object({ kind: v.literal('AgentRingEnded'), ...ofVisit, agent }),
  v.object({
    kind: v.literal('CallAnswered'),
    ...ofVisit,
    agent,
    waitSeconds: seconds('Wait including ringing; null: reckoned from the instants.'),
  }),
  v.object({
    kind: v.literal('CallAbandoned'),
    ...ofVisit,
    waitSeconds: seconds('Wait; null: reckoned from the instants.'),
  }),
  v.object({
    kind: v.literal('CallFlowedOut'),
    ...ofVisit,
    reason: v.picklist(['timeout', 'key', 'overflow', 'noAgents', 'queueClosed', 'callback', 'unknown']),
    waitSeconds: seconds('Wait; null: reckoned from the instants.'),
  }),
  v.object({ kind: v.literal('CallLost'), ...ofVisit }),
  v.object({ kind: v.literal('CallHeld'), ...ofVisit }),
  v.object({ kind: v.literal('CallResumed'), ...ofVisit }),
  v.object({
    kind: v.literal('CallCompleted'),
    ...ofVisit,
    agent,
    endedBy: v.optional(v.picklist(['caller', 'agent', 'transfer', 'unknown']), 'unknown'),
    talkSeconds: seconds('Talk; null: reckoned from the instants.'),
    holdSeconds: seconds('Hold, where told apart from talk.'),
    wrapUpSeconds: seconds('Wrap-up that follows at once; null: until WrapUpEnded or the source’s rule.'),
  }),
  v.object({ kind: v.literal('WrapUpEnded'), ...told, agent }),
  v.object({
    kind: v.literal('CallClassified'),
    ...told,
    call: ofVisit.call,
    closingCode: name('The agent’s closing code.'),
    solvedAtFirstContact: v.optional(v.nullable(v.boolean()), null),
    wrongNumber: v.optional(v.boolean(), false),
  }),
  v.object({ kind: v.literal('SatisfactionAsked'), ...told, call: ofVisit.call }),
  v.object({
    kind: v.literal('SatisfactionGiven'),
    ...told,
    call: ofVisit.call,
    mark: v.picklist([1, 2, 3, 4, 5, 6]),
  }),
  v.object({ kind: v.literal('AgentSignedIn'), ...told, agent, queue: queueOrAll }),
  v.object({ kind: v.literal('AgentSignedOut'), ...told, agent, queue: queueOrAll }),
  v.object({
    kind: v.literal('AgentPaused'),
    ...told,
    agent,
    queue: queueOrAll,
    reason: v.optional(v.nullable(v.pipe(plainText, v.maxLength(500))), null),
  }),
  v.object({ kind: v.literal('AgentResumed'), ...told, agent, queue: queueOrAll }),
  v.object({ kind: v.literal('AgentDeviceChanged'), ...told, agent, reachable: v.boolean() }),
  v.object({
    kind: v.literal('QueueListed'),
    ...told,
    queue: ofVisit.queue,
    members: v.pipe(v.array(member), v.maxLength(10_000)),
    waiting: v.pipe(
      v.array(v.object({ call: ofVisit.call, caller: pseudonym, enteredAt: told.at })),
      v.maxLength(10_000),
    ),
  }),
  v.object({ kind: v.literal('SourceRestarted'), ...told }),
]);

export type ToldEvent = v.InferOutput<typeof toldEventSchema>;
