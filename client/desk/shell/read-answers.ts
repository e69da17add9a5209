import * as v from 'valibot';
import { centreAnswerSchema, type CentreAnswer } from '../../../server/contract/desk-centre.ts';
import {
  peopleAnswerSchema,
  personAnswerSchema,
  type PeopleAnswer,
  type PersonAnswer,
} from '../../../server/contract/people-list.ts';
import { importPreviewSchema, type ImportPreview } from '../../../server/contract/people.ts';
import { moveAnswerSchema, type MoveAnswer } from '../../../server/contract/today.ts';

export const readCentreAnswer = (body: unknown): CentreAnswer => v.parse(centreAnswerSchema, body);
export const readPeopleAnswer = (body: unknown): PeopleAnswer => v.parse(peopleAnswerSchema, body);
export const readPersonAnswer = (body: unknown): PersonAnswer => v.parse(personAnswerSchema, body);
export const readImportPreview = (body: unknown): ImportPreview => v.parse(importPreviewSchema, body);
export const readMoveAnswer = (body: unknown): MoveAnswer => v.parse(moveAnswerSchema, body);
