import * as v from 'valibot';
import { centreAnswerSchema, type CentreAnswer } from '../../server/contract/desk-centre.ts';
import {
  agentsAnswerSchema,
  importPreviewSchema,
  type AgentsAnswer,
  type ImportPreview,
} from '../../server/contract/people.ts';

export const readCentreAnswer = (body: unknown): CentreAnswer => v.parse(centreAnswerSchema, body);
export const readAgentsAnswer = (body: unknown): AgentsAnswer => v.parse(agentsAnswerSchema, body);
export const readImportPreview = (body: unknown): ImportPreview => v.parse(importPreviewSchema, body);
