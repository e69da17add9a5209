import type { StoreLocation } from '../../server/platform/store/database.ts';

/** A store's place as a test hands it to a process of its own. @throws Error unless it is one, as JSON */
export function readLocation(text: string): StoreLocation {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null) throw new Error('name the store as JSON');
  if ('folder' in read && typeof read.folder === 'string') return { engine: 'sqlite', folder: read.folder };
  if ('url' in read && 'schema' in read && typeof read.url === 'string' && typeof read.schema === 'string')
    return { engine: 'postgres', url: read.url, schema: read.schema };
  throw new Error('name the store as JSON');
}
