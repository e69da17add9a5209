import * as v from 'valibot';
import { plainText } from './plain-text.ts';

/** Long work that runs beside the live path, one word a kind. */
export const jobKindSchema = v.picklist(['forecast', 'import', 'optimise', 'requirement', 'newCity']);

/**
 * How a job stands. `waiting`: for a free core. `cancelled`: somebody ended it; what it had found until then is its result.
 * `interrupted`: the server stopped while it ran; it can be run again.
 */
export const jobStateSchema = v.picklist([
  'waiting',
  'running',
  'done',
  'cancelled',
  'failed',
  'interrupted',
]);

/** A job as its readers see it; the result is asked for apart, as it may be large and is built for its reader. */
export const jobSchema = v.object({
  id: v.string(),
  kind: jobKindSchema,
  state: jobStateSchema,
  requestedAt: v.number(),
  startedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  /** As its kind describes it; `null` before the first report, and in a list where it has ended. */
  progress: v.unknown(),
  hasResult: v.boolean(),
});

export const jobsAnswerSchema = v.object({ jobs: v.array(jobSchema) });

/** Body of `POST /api/v1/jobs`, beside its `input`, which the kind itself describes. */
export const startJobSchema = v.object({ kind: jobKindSchema });

export const listJobsSchema = v.object({ kind: v.optional(jobKindSchema) });

/** Share done, 0 … 1, of work that says no more of itself. */
export const shareDoneSchema = v.object({ fraction: v.number() });

/** What a kind takes, reports while it runs, and leaves. */
export interface JobContract<Input, Progress, Result> {
  readonly kind: JobKind;
  readonly input: v.GenericSchema<unknown, Input>;
  readonly progress: v.GenericSchema<unknown, Progress>;
  readonly result: v.GenericSchema<unknown, Result>;
}

/** An input as it is sent: what the schema brands is plain text on its way. */
export type Sent<T> = T extends { readonly __brand: string }
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Sent<T[K]> }
    : T;

export type JobKind = v.InferOutput<typeof jobKindSchema>;
export type JobState = v.InferOutput<typeof jobStateSchema>;
export type Job = v.InferOutput<typeof jobSchema>;
export type ShareDone = v.InferOutput<typeof shareDoneSchema>;

/** What a page may ask the socket that follows jobs. */
export const watchJobSchema = v.object({ job: v.pipe(plainText, v.maxLength(64)) });

export type WatchOutcome =
  | { readonly ok: true; readonly job: Job }
  | {
      readonly ok: false;
      /** `store-unavailable`: asked again later it may be answered. */
      readonly code:
        'job-unknown' | 'not-allowed' | 'input-wrong' | 'too-many-requests' | 'store-unavailable';
    };

export interface ServerToDesk {
  /** A job that this socket watches stands differently now. */
  'job:changed': (job: Job) => void;
}

export interface DeskToServer {
  'job:watch': (
    request: v.InferOutput<typeof watchJobSchema>,
    answer: (outcome: WatchOutcome) => void,
  ) => void;
}
