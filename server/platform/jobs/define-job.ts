import * as v from 'valibot';
import type { JobContract, JobKind } from '../../contract/job.ts';
import type { PersonRole } from '../http/access.ts';
import { citiesOf } from '../http/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { readInput } from '../http/read-body.ts';
import type { Access } from '../http/require-access.ts';

/** Who may do something with a job: these roles, of every city where what it is about is joint. */
export interface JobRight {
  readonly roles: readonly PersonRole[];
  readonly of: 'allCities' | 'anyCity';
}

/** A job while it runs. */
export interface RunningJob<Progress> {
  readonly id: string;
  /** Account that asked for it; `null`: the house itself. */
  readonly author: string | null;
  /** Somebody ends it, or the server stops: what was found until then is the result. */
  readonly cancelled: AbortSignal;
  readonly report: (progress: Progress) => void;
}

export interface JobDefinition<Input, Progress, Result, Work> {
  readonly contract: JobContract<Input, Progress, Result>;
  /** Cores that it keeps busy. */
  readonly cores: number;
  /** Ended early, it leaves what it had found; a kind without has done its work wholly or not at all. */
  readonly leavesPartial?: boolean;
  /** Two of this kind never run at once. */
  readonly isAlone?: boolean;
  readonly mayStart: JobRight;
  readonly mayRead: JobRight;
  readonly mayCancel: JobRight;
  /**
   * Reads and checks what the job depends on, while whoever asks still waits.
   *
   * @throws HttpError where it cannot be started as asked
   */
  readonly prepare: (input: Input, author: string | null) => Promise<Work>;
  /** Gives back what `prepare` took, where the job is cancelled before it runs. */
  readonly unused?: (work: Work) => void;
  /**
   * @returns the result: of the whole work also where the end was asked for too late to be heeded, else what had been
   *   found where the kind leaves that; rejects where it has none
   */
  readonly run: (work: Work, job: RunningJob<Progress>) => Promise<Result>;
  /** The result as its reader may have it; the whole of it where left out. */
  readonly resultFor?: (result: Result, access: Access) => unknown;
}

/** A kind of job as the runner sees it: inputs and results are unknown to it. */
export interface DefinedJob {
  readonly kind: JobKind;
  readonly cores: number;
  readonly leavesPartial: boolean;
  readonly isAlone: boolean;
  readonly mayStart: JobRight;
  readonly mayRead: JobRight;
  readonly mayCancel: JobRight;
  readonly prepare: (input: unknown, author: string | null) => Promise<PreparedJob>;
  readonly resultFor: (result: unknown, access: Access) => unknown;
}

export interface PreparedJob {
  readonly run: (job: RunningJob<unknown>) => Promise<unknown>;
  readonly unused: () => void;
}

/** Declares a kind of job: what it takes and leaves, what it does, and who may do what with it. */
export function defineJob<Input, Progress, Result, Work>(
  definition: JobDefinition<Input, Progress, Result, Work>,
): DefinedJob {
  const {
    contract,
    cores,
    leavesPartial = false,
    isAlone = false,
    mayStart,
    mayRead,
    mayCancel,
    resultFor,
  } = definition;
  return {
    kind: contract.kind,
    cores,
    leavesPartial,
    isAlone,
    mayStart,
    mayRead,
    mayCancel,
    prepare: async (input, author) => {
      const work = await definition.prepare(readInput(contract.input, input), author);
      return { run: (job) => definition.run(work, job), unused: () => definition.unused?.(work) };
    },
    resultFor: (result, access) => {
      const whole = v.parse(contract.result, result);
      return resultFor === undefined ? whole : resultFor(whole, access);
    },
  };
}

/** Whether somebody has a right with their roles. */
export function hasRight({ caller }: Pick<Access, 'caller'>, right: JobRight): boolean {
  return refusalOf(caller, right) === null;
}

/** @throws HttpError 403 for whoever has not the right, saying whether role or city is missing */
export function requireRight({ caller }: Access, right: JobRight): void {
  const refusal = refusalOf(caller, right);
  if (refusal !== null) throw new HttpError(403, refusal);
}

function refusalOf(
  caller: Access['caller'],
  { roles, of }: JobRight,
): 'not-allowed' | 'not-your-city' | null {
  const cities = citiesOf(caller, { allow: roles });
  if (cities === 'all') return null;
  if (cities.length === 0) return 'not-allowed';
  return of === 'anyCity' ? null : 'not-your-city';
}
