import { expect, it } from 'vitest';
import { originWords } from '../../../client/desk/roster/publish/origin-words.ts';
import { RosterEditor } from '../../../client/desk/roster/editor/roster-editor.svelte.ts';
import { rosterChecker } from '../../../forecasting/roster/index.ts';
import type { RosterOrigin } from '../../../server/contract/roster-origin.ts';
import { DESK_NOW } from '../../support/desk-server.ts';
import { agent, eightHours, lawfulShifts, problemOf, rosterOf } from '../../support/small-roster-problem.ts';

const origin: RosterOrigin = {
  seed: 4,
  seconds: 60,
  tookSeconds: 59.7,
  objective: 1791.25,
  bound: 1767.3,
  at: DESK_NOW,
  fingerprint: 'f',
  edited: false,
};

function editorOf(): RosterEditor {
  const draft = {
    id: 'draft',
    title: 'draft',
    from: '2026-11-30',
    until: '2026-12-13',
    revision: 1,
    updatedAt: DESK_NOW,
    requirementId: null,
    problem: problemOf([agent('A')]),
    roster: rosterOf(),
    origin: null,
    publishedAs: null,
    reader: { sees: 'all', plans: 'all' },
    others: null,
  } as const;
  return new RosterEditor(draft, rosterChecker);
}

it('originWords tells the figures, the moment and edits by hand in both languages', () => {
  expect(originWords(origin, 'de', 'Europe/Berlin')).toBe(
    'optimiert 23. Nov., 12:00 · Bewertung 1.791,3 · bestmöglich 1.767,3 · 60 von 60 s · Startwert 4',
  );
  expect(originWords({ ...origin, bound: null, edited: true }, 'en', 'Europe/Berlin')).toMatch(
    /score 1,791\.3 · best possible unknown · 60 of 60 s · seed 4 · then edited by hand$/,
  );
  expect(originWords({ ...origin, bound: 0 }, 'de', 'Europe/Berlin')).toContain(
    'bestmöglicher Wert unbekannt',
  );
  expect(originWords({ ...origin, objective: 0, bound: 0 }, 'de', 'Europe/Berlin')).toContain(
    'bestmöglich 0,0',
  );
  expect(originWords(null, 'de', 'Europe/Berlin')).toBe('ohne Optimierung oder nicht bekannt');
});

it('a save names the run whose proposal it carries, also with edits by hand on top', () => {
  const editor = editorOf();
  expect(editor.changes.takenFrom).toBeUndefined();
  editor.takeProposal(rosterOf(...lawfulShifts('A')), 'run');
  editor.put(0, 0, eightHours('A', 0, 510));
  expect(editor.changes.takenFrom).toBe('run');
});

it('a save names no run whose proposal was undone, or that the server has heard of already', () => {
  const editor = editorOf();
  editor.takeProposal(rosterOf(...lawfulShifts('A')), 'run');
  editor.undo();
  editor.put(0, 0, eightHours('A', 0, 510));
  expect(editor.changes.takenFrom).toBeUndefined();
  editor.takeProposal(rosterOf(...lawfulShifts('A')), 'another');
  editor.saved(editor.changes, { revision: 2, origin });
  expect(editor.origin).toEqual(origin);
  editor.put(0, 0, eightHours('A', 0, 540));
  expect(editor.changes.takenFrom).toBeUndefined();
});
