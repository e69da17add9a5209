import * as v from 'valibot';
import { storable } from '../../server/contract/plain-text.ts';

/** Texts that a schema must refuse even where it does not say so by a schema that can be walked. */
const HOSTILE = ['\0', '\ud800', '2026-01-01\0', '00000000-0000-4000-8000-000000000000\0', '12:00\0'];

/**
 * Walks a schema and names every place that takes text which is not `plainText`: any string without the check, any key of
 * a record, whatever takes anything at all.
 */
export function unguardedText(schema: unknown, path = '$'): readonly string[] {
  if (!isNode(schema)) return [];
  const pipe = actionsOf(schema);
  switch (schema.type) {
    case 'string':
      return pipe.includes(storable) ? [] : [path];
    case 'custom':
    case 'any':
    case 'unknown':
      return accepts(schema) ? [path] : [];
    default:
      return childrenOf(schema).flatMap(([name, child]) => unguardedText(child, `${path}.${name}`));
  }
}

type Node = Readonly<Record<string, unknown>> & { readonly type: unknown };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'kind' in value;
}

/** What a schema's pipe does, with the pipes that it begins with. */
function actionsOf(node: Node): readonly unknown[] {
  const pipe: unknown = node['pipe'];
  if (!Array.isArray(pipe)) return [];
  return pipe.flatMap((part: unknown) =>
    part !== node && isNode(part) && 'pipe' in part ? actionsOf(part) : [part],
  );
}

type Child = readonly [name: string, schema: unknown];

/** Schemas inside: entries, items, options, what is wrapped, keys and values. */
function childrenOf(node: Node): readonly Child[] {
  return Object.entries(node).flatMap(([name, value]): readonly Child[] => {
    if (name === 'pipe') return [];
    if (isNode(value)) return [[name, value]];
    if (Array.isArray(value)) return value.map((item: unknown, at) => [`${name}[${at}]`, item]);
    if (name === 'entries' && typeof value === 'object' && value !== null) return Object.entries(value);
    return [];
  });
}

function accepts(node: Node): boolean {
  return HOSTILE.some((text) => v.is(asSchema(node), text));
}

function asSchema(node: Node): v.GenericSchema {
  if (isSchema(node)) return node;
  throw new Error(`no schema: ${String(node.type)}`);
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}
