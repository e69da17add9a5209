import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../forecasting/maths/seeded.ts';
import type { QueueState } from '../../../../server/live/state/queue-state.ts';
import { replayReport } from '../../../../server/telephony/recording/replay-report.ts';
import { PbxStory, type StoryKind } from '../../../support/pbx-story.ts';
import { heard, outagesOf, readAlone, silencesOf } from '../../../support/story-listener.ts';

/** More stories where somebody asks for them: `STORIES=5000 npx vitest run …/visit-names.test.ts`. */
const STORIES = Number(process.env['STORIES'] ?? 20);
const FIRST = Number(process.env['FIRST'] ?? 1);
/** Each of these fails where one rule is missing that most stories do without. */
const HARD = [164, 178, 269, 276, 315, 331];

const ordinary: StoryKind = { asks: true, ringInUse: true, shortestWait: 0.5, kills: [] };

function eachStory(kind: StoryKind, play: (story: PbxStory, seed: number) => QueueState): void {
  const seeds = [...Array.from({ length: STORIES }, (_, place) => FIRST + place), ...HARD];
  for (const seed of seeds) {
    const story = new PbxStory(seed, 180, { ...kind, kills: killsOf(seed) });
    const state = play(story, seed);
    expect.soft(toldOf(state), `story ${seed}`).toMatchObject(truthOf(story));
  }
}

/** Every second story has one. */
function killsOf(seed: number): readonly number[] {
  const random = seededRandom(seed + 2_000_000);
  return seed % 2 === 0 ? [40 + 100 * random()] : [];
}

function truthOf({ truth, talkingAtEnd }: PbxStory) {
  return { queues: truth, talking: talkingAtEnd };
}

function toldOf(state: QueueState) {
  const { queues } = replayReport(state, { timed: true, repairs: {}, events: 0, seconds: 0 });
  const agents = [...state.sources.values()].flatMap((source) => [...source.agents.values()]);
  const talking = agents.flatMap((agent) => [...agent.conversations].map(() => String(agent.name)));
  return { queues, talking: talking.toSorted() };
}

describe('the name of a visit', () => {
  it('is the same whoever tells of it: stories with restarts and cuts anywhere come to the truth', () => {
    eachStory(ordinary, (story, seed) => heard(story, silencesOf(seed, story), true));
  });

  it('is right where nothing but the telephone system itself ever fell silent', () => {
    eachStory(ordinary, (story) => heard(story, outagesOf(story), true));
  });

  it('is right without a log as long as only the telephone system fell silent', () => {
    eachStory(ordinary, (story) => heard(story, outagesOf(story), false));
  });

  it('is the same in the log read alone', () => {
    eachStory(ordinary, readAlone);
  });
});
