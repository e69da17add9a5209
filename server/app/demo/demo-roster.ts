import type { Logger } from 'pino';
import {
  addDays,
  dateAt,
  type Instant,
  plainDate,
  type PlainDate,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { Adapter } from '../../platform/http/server-module.ts';
import type { Centre } from '../../contract/centre.ts';
import { USUAL_INPUTS, type RequirementDay, type RequirementInputs } from '../../contract/plan.ts';
import { WorkerPool } from '../../platform/workers/worker-pool.ts';
import { draftProblem } from '../../planning/drafts/draft-problem.ts';
import { createDraft } from '../../planning/drafts/draft-store.ts';
import { newestPublication, publishRoster } from '../../planning/published/publication-store.ts';
import type { ForecastDay, PlanningTools } from '../../planning/requirement/planning-tools.ts';
import { fingerprintOf } from '../../planning/published/roster-origin.ts';
import { realPlanningTools } from '../real-planning-tools.ts';
import { requirementDays } from '../../planning/requirement/requirement.ts';
import { saveRequirement } from '../../planning/requirement/requirement-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { firstUnpublishedDay } from './unpublished-day.ts';

/** This week and the next three. */
const WEEKS = 4;
const OPTIMISER_SECONDS = 12;
const SEED = 1;

export interface DemoRosterOptions {
  readonly db: Db;
  readonly centre: () => Centre;
  readonly now: () => Instant;
  readonly forecastDays: PlanningTools['forecastDays'];
  /** Called after a publication: the wall reads who is planned. */
  readonly onPublished: () => Promise<void>;
  readonly log: Logger;
}

/**
 * Publishes a roster for the demonstration's people where today or the days that phones show have none: forecast, requirement, optimiser,
 * checker, simulation and publication, each as a planner's click would do it, beside the running day.
 */
export class DemoRoster implements Adapter {
  readonly #options: DemoRosterOptions;
  readonly #pool = new WorkerPool(1);
  readonly #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(options: DemoRosterOptions) {
    this.#options = options;
  }

  start(): void {
    this.#work = this.#publish().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.log.error({ err: error }, 'the roster was not published');
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#pool.close();
    await this.#work;
  }

  async #publish(): Promise<void> {
    const { now, log, onPublished } = this.#options;
    const centre = this.#options.centre();
    const today = dateAt(now(), centre.zone);
    const gap = await firstUnpublishedDay(this.#options.db, today);
    if (gap === null) return;
    const from = addDays(gap, 1 - weekdayOf(gap));
    const until = addDays(from, 7 * WEEKS - 1);
    const number = await this.#planAndPublish(centre, { from, today: from > today ? from : today, until });
    if (number === null || this.#stop.signal.aborted) return;
    await onPublished();
    log.info({ number, from, until }, 'roster published');
  }

  /** @returns the publication's number; `null` when stopped or when somebody published meanwhile */
  async #planAndPublish(centre: Centre, span: WeeksSpan): Promise<number | null> {
    const { db, now, forecastDays } = this.#options;
    const known = (await newestPublication(db, span))?.number ?? null;
    const tools = realPlanningTools({ pool: this.#pool, moments: this.#pool, now, forecastDays });
    const forecast = withDaysGone(await forecastDays(span.today, span.until), span);
    const inputs = inputsFor(span);
    const actor = { accountId: null, now: now() };
    const requirement: readonly RequirementDay[] = requirementDays(forecast, centre.cities, inputs);
    const problem = await draftProblem(db, {
      title: `${span.from} – ${span.until}`,
      from: span.from,
      until: span.until,
      centre,
      requirement,
      pooled: inputs.pooled,
      shrinkage: inputs.shrinkage,
    });
    const began = now();
    const {
      roster,
      objective: found,
      bound,
    } = await tools.optimise({
      problem,
      present: { shifts: [] },
      keep: { agents: [], dates: [] },
      changesCost: false,
      seconds: OPTIMISER_SECONDS,
      seed: SEED,
      cancelled: this.#stop.signal,
      onProgress: () => undefined,
    });
    if (this.#stop.signal.aborted) return null;
    const { lawful, hardViolations, objective, costs } = tools.checkRoster(problem, roster);
    if (!lawful) throw new Error(`the roster breaks ${hardViolations.length} rules`);
    const { shrinkage, patienceSeconds } = inputs;
    const simulated = await tools.simulate({
      centre,
      problem,
      roster,
      forecast,
      shrinkage,
      patienceSeconds,
      seed: SEED,
    });
    const at = now();
    const origin = {
      seed: SEED,
      seconds: OPTIMISER_SECONDS,
      tookSeconds: (at - began) / 1000,
      objective: found,
      bound,
      at,
      fingerprint: fingerprintOf(roster),
    };
    const requirementId = await saveRequirement(db, inputs, requirement, actor);
    const draftId = await createDraft(
      db,
      { title: problem.title, requirementId, problem, roster, origin },
      actor,
    );
    const outcome = await publishRoster(db, {
      draftId,
      problem,
      roster,
      report: { check: { lawful, hardViolations, objective, costs }, overrides: [], simulated },
      rollsBackTo: null,
      origin,
      // Somebody at the desk was quicker: a person's work is never written over.
      known,
      ...actor,
    });
    return outcome.ok ? outcome.number : null;
  }
}

interface WeeksSpan {
  readonly from: PlainDate;
  readonly today: PlainDate;
  readonly until: PlainDate;
}

/** Days of this week that have gone by have no forecast any more: they are planned like the same day a week later. */
function withDaysGone(forecast: readonly ForecastDay[], { from, today }: WeeksSpan): readonly ForecastDay[] {
  const gone = forecast
    .map((day) => ({ ...day, date: addDays(plainDate(day.date), -7) }))
    .filter(({ date }) => from <= date && date < today);
  return [...gone, ...forecast];
}

function inputsFor({ from, until }: WeeksSpan): RequirementInputs {
  return { from, until, ...USUAL_INPUTS, maxOccupancy: 0.9 };
}
