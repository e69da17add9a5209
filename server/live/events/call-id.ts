import type { AgentName, CallerHash, CallId, EventKey, QueueName, SourceId } from './call-event.ts';

/**
 * The one place where a text from outside becomes a name of the domain. Each refuses an empty text, because an empty
 * name would quietly join what is not one.
 *
 * @throws RangeError for an empty text
 */
export function sourceId(text: string): SourceId {
  if (isSourceId(text)) return text;
  throw emptyName('source');
}

export function eventKey(text: string): EventKey {
  if (isEventKey(text)) return text;
  throw emptyName('event key');
}

export function queueName(text: string): QueueName {
  if (isQueueName(text)) return text;
  throw emptyName('queue');
}

export function callId(text: string): CallId {
  if (isCallId(text)) return text;
  throw emptyName('call');
}

export function agentName(text: string): AgentName {
  if (isAgentName(text)) return text;
  throw emptyName('agent');
}

export function callerHash(text: string): CallerHash {
  if (isCallerHash(text)) return text;
  throw emptyName('caller hash');
}

function isSourceId(text: string): text is SourceId {
  return text !== '';
}
function isEventKey(text: string): text is EventKey {
  return text !== '';
}
function isQueueName(text: string): text is QueueName {
  return text !== '';
}
function isCallId(text: string): text is CallId {
  return text !== '';
}
function isAgentName(text: string): text is AgentName {
  return text !== '';
}
function isCallerHash(text: string): text is CallerHash {
  return text !== '';
}

function emptyName(what: string): RangeError {
  return new RangeError(`the name of a ${what} must not be empty`);
}
