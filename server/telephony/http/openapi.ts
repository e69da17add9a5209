import { toJsonSchema } from '@valibot/to-json-schema';
import { UNSTORABLE_PATTERN, storable } from '../../contract/plain-text.ts';
import { boardSchema } from '../../contract/wall.ts';
import { toldEventSchema } from '../../live/events/event-schema.ts';
import { MOST_EVENTS_PER_REQUEST } from '../../live/log/ingest.ts';

export interface OpenApiOptions {
  /** Version of the product, as in package.json. */
  readonly version: string;
  /** Path of the ingest, such as `/api/v1/events`. */
  readonly path: string;
}

const issue = {
  type: 'object',
  required: ['field', 'problem'],
  properties: {
    field: { type: 'string', description: 'Path of the field; empty: the event as a whole.' },
    problem: { type: 'string', description: 'What is allowed and what was got; never a caller’s number.' },
  },
};

const answer = {
  type: 'object',
  required: ['index', 'outcome'],
  properties: {
    index: { type: 'integer', minimum: 0, description: 'Place of the event in the request.' },
    outcome: {
      enum: ['stored', 'duplicate', 'refused'],
      description:
        'stored and duplicate: durable on disk. refused: see issues, correct it and send it again.',
    },
    issues: { type: 'array', items: { $ref: '#/components/schemas/Issue' } },
  },
};

const batchAnswer = {
  type: 'object',
  required: ['answers', 'stored', 'duplicates', 'refused'],
  properties: {
    answers: { type: 'array', items: { $ref: '#/components/schemas/EventAnswer' } },
    stored: { type: 'integer', minimum: 0 },
    duplicates: { type: 'integer', minimum: 0 },
    refused: { type: 'integer', minimum: 0 },
  },
};

/** The OpenAPI 3.1 document of ingest and board, made of the schemas that parse what comes in and goes out. */
export function openApiDocument({ version, path }: OpenApiOptions) {
  const { $schema: _, ...event } = toJsonSchema(toldEventSchema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'throw',
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction === storable ? { ...jsonSchema, not: { pattern: UNSTORABLE_PATTERN } } : undefined,
  });
  const { $schema: __, ...board } = toJsonSchema(boardSchema, {
    target: 'draft-2020-12',
    errorMode: 'throw',
  });
  const eventRef = { $ref: '#/components/schemas/CallEvent' };
  const list = { type: 'array', maxItems: MOST_EVENTS_PER_REQUEST, items: eventRef };
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: { type: 'object' } } },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Leitstand: telephone events and the board',
      version,
      description:
        'Connects any telephone system. Each event is stored once per source and key, so that a request may be repeated at will; what is answered stored or duplicate is durable on disk.',
    },
    paths: {
      [path]: {
        post: {
          operationId: 'tellEvents',
          summary: 'Tell what happened: one event, a list, or an object with a list.',
          security: [{ sourceToken: [] }],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  anyOf: [
                    eventRef,
                    list,
                    { type: 'object', required: ['events'], properties: { events: list } },
                  ],
                },
              },
            },
          },
          responses: {
            200: {
              description: 'One answer per event, in the order of the request.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/BatchAnswer' } } },
            },
            400: error('The body is no JSON, or neither an event nor a list of events.'),
            401: error('No token, or one that is unknown or revoked.'),
            413: error('The body is too large: send fewer events at once.'),
            429: error('Too many requests or wrong tokens: wait as long as Retry-After says.'),
            503: error('The store cannot write now. Nothing is acknowledged: send all of it again later.'),
          },
        },
      },
      '/api/v1/board': {
        get: {
          operationId: 'readBoard',
          summary: 'The present board, as walls show it.',
          security: [{ displayToken: [] }],
          parameters: [
            {
              name: 'scope',
              in: 'query',
              description: 'all, or a city’s id; without it what the display link was made for.',
              schema: { type: 'string' },
            },
          ],
          responses: {
            200: {
              description: 'The board.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Board' } } },
            },
            401: error('No token, or one that is unknown or revoked.'),
            403: error('The link was made for another city.'),
            404: error('There is no such city; the answer names those that there are.'),
            503: error('The database is away (store-unavailable): ask again later.'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        displayToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The last part of a display link’s address, as `leitstand display create` prints it.',
        },
        sourceToken: { type: 'http', scheme: 'bearer', description: 'One token per source.' },
      },
      schemas: {
        Board: board,
        CallEvent: event,
        Issue: issue,
        EventAnswer: answer,
        BatchAnswer: batchAnswer,
      },
    },
  };
}
