import { expect, it } from 'vitest';
import { OptimiseRuns } from '../../../../server/planning/optimise/optimise-runs.ts';
import type { PlanningTools } from '../../../../server/planning/requirement/planning-tools.ts';
import { DESK_NOW } from '../../../support/desk-server.ts';
import { eventually } from '../../../support/eventually.ts';
import { agent, problemOf } from '../../../support/small-roster-problem.ts';

/** A search that never has a first plan and gives up when it is told to. */
const searchesInVain: PlanningTools['optimise'] = ({ cancelled }) =>
  new Promise((_done, reject) => {
    cancelled.addEventListener('abort', () => reject(new Error('nothing found')));
  });

async function ended(optimise: PlanningTools['optimise'], cancels: boolean) {
  const runs = new OptimiseRuns(optimise, () => DESK_NOW);
  const id = runs.start({
    draftId: 'draft',
    revision: 1,
    problem: problemOf([agent('A')]),
    present: { shifts: [] },
    changesCost: false,
    keep: { agents: [], dates: [] },
    seconds: 20,
    seed: 1,
  });
  if (cancels) runs.cancel(id);
  await eventually(() => expect(runs.look(id)?.state).not.toBe('running'));
  return runs.look(id);
}

it('a run that is cancelled before its first plan counts as cancelled, without a proposal', async () => {
  expect(await ended(searchesInVain, true)).toMatchObject({ state: 'cancelled', hasProposal: false });
});

it('a run whose search breaks by itself counts as failed', async () => {
  const breaks: PlanningTools['optimise'] = () => Promise.reject(new Error('out of memory'));
  expect(await ended(breaks, false)).toMatchObject({ state: 'failed', hasProposal: false });
});
