/** What of a plan somebody reads. */
export interface ReaderOfPlan {
  /** Cities whose people they see; of the others they hear sums alone. */
  readonly sees: 'all' | readonly string[];
  /** Cities whose people they plan: for these alone wishes, protections and kinds of absence are in the answer. */
  readonly plans: 'all' | readonly string[];
}

/** Everybody whom a reader does not see, as sums over the joint centre: a row per day, a value per interval. */
export interface CoverOfOthers {
  /** Needed, the reader's own cities included. */
  readonly required: readonly (readonly number[])[];
  /** On the telephones, without the people whom the reader sees. */
  readonly planned: readonly (readonly number[])[];
}
