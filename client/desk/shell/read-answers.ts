import * as v from 'valibot';
import { centreAnswerSchema, type CentreAnswer } from '../../../server/contract/desk-centre.ts';
import {
  agentsAnswerSchema,
  importPreviewSchema,
  type AgentsAnswer,
  type ImportPreview,
} from '../../../server/contract/people.ts';
import { moveAnswerSchema, type MoveAnswer } from '../../../server/contract/today.ts';
import { wishesAnswerSchema, type WishesAnswer } from '../../../server/contract/wish.ts';

export const readCentreAnswer = (body: unknown): CentreAnswer => v.parse(centreAnswerSchema, body);
export const readAgentsAnswer = (body: unknown): AgentsAnswer => v.parse(agentsAnswerSchema, body);
export const readWishesAnswer = (body: unknown): WishesAnswer => v.parse(wishesAnswerSchema, body);
export const readImportPreview = (body: unknown): ImportPreview => v.parse(importPreviewSchema, body);
export const readMoveAnswer = (body: unknown): MoveAnswer => v.parse(moveAnswerSchema, body);
