/**
 * What had to be repaired, by kind. Nothing of it loses or invents a call; the counts are shown to the administrator,
 * because a source that needs many repairs is a source to look at.
 */
export const REPAIR_KINDS = [
  /** A visit was heard of before, or without, its `CallEntered`: its entry was reckoned. */
  'enteredMissing',
  /** The entry came after all and replaced the reckoned one. */
  'enteredLate',
  /** An end or a conversation was reported without `CallAnswered`: the answer was reckoned. */
  'answeredMissing',
  /** The answer came after all. */
  'answeredLate',
  /** The same happening was reported twice under different keys: the first stands. */
  'toldTwice',
  /** Two ends of one visit contradict each other: answered before flowed out before abandoned before lost. */
  'contradictoryEnd',
  /** The caller was in the next queue already: the visit before is taken as flowed out for an unknown reason. */
  'endMissing',
  /** A call that was taken as lost reported its end after all. */
  'foundAgain',
  /** A visit stayed open longer than any call lasts: taken as lost. */
  'neverEnded',
  /** Another agent than before was named for the same conversation: the first stands. */
  'agentDiffers',
  /** Hold or resume of a visit that nobody is talking in. */
  'holdWithoutConversation',
  /** A closing code or mark for a call that is unknown or forgotten. */
  'callUnknown',
  /** A source listed its queue: a caller or member that we did not know, or one that was gone. */
  'waitingFound',
  'waitingGone',
  'memberFound',
  'memberGone',
  'pauseCorrected',
  'deviceCorrected',
  /** A talk that had ended while nobody listened: taken as lost. */
  'talkGone',
  /** A change of an agent that is older than what we know. */
  'staleAgentEvent',
  /** A wrap-up whose end was never reported. */
  'wrapUpEndMissing',
  /** Reported for a time well ahead of our clock: taken as happening when it was received. */
  'fromTheFuture',
] as const;

export type RepairKind = (typeof REPAIR_KINDS)[number];
export type Repairs = Record<RepairKind, number>;

export function noRepairs(): Repairs {
  return {
    enteredMissing: 0,
    enteredLate: 0,
    answeredMissing: 0,
    answeredLate: 0,
    toldTwice: 0,
    contradictoryEnd: 0,
    endMissing: 0,
    foundAgain: 0,
    neverEnded: 0,
    agentDiffers: 0,
    holdWithoutConversation: 0,
    callUnknown: 0,
    waitingFound: 0,
    waitingGone: 0,
    memberFound: 0,
    memberGone: 0,
    pauseCorrected: 0,
    deviceCorrected: 0,
    talkGone: 0,
    staleAgentEvent: 0,
    wrapUpEndMissing: 0,
    fromTheFuture: 0,
  };
}
