import type { RequestHandler, Router } from 'express';
import type { Identify } from './require-access.ts';

/** Something that works beside the walls from when they can be served until it is stopped. */
export interface Adapter {
  start(): void | Promise<void>;
  /** Resolves when everything that it has acknowledged is durable. */
  stop(): void | Promise<void>;
  /** Codes of what is wrong at present and hinders no call, for `/readyz`. */
  warnings?(): readonly string[];
}

/** What a part of the house adds to the server: its routes, who they know, what runs before. */
export interface ServerModule {
  readonly routers?: readonly Router[];
  readonly identify?: readonly Identify[];
  readonly before?: readonly RequestHandler[];
  readonly close?: () => Promise<void>;
}
