import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

/** One import of a file of ours: what it asks for is a file of ours as a path from the project's folder, or a package. */
export interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(project, file), 'utf8');
  const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
  const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g;
  const named = [...text.matchAll(statement)].map((m) => ({
    target: m[2] ?? '',
    typeOnly: m[1] !== undefined,
  }));
  const lazy = [...text.matchAll(dynamic)].map((m) => ({ target: m[1] ?? '', typeOnly: false }));
  return [...named, ...lazy].map(({ target, typeOnly }) => ({
    from: file,
    typeOnly,
    target: target.startsWith('.') ? relative(project, resolve(project, dirname(file), target)) : target,
  }));
}

/** Every source file of the house, and every import in it, types included. */
export function readImports(): { readonly files: readonly string[]; readonly imports: readonly Import[] } {
  const files = ['forecasting', 'server', 'client'].flatMap(sourceFiles).sort();
  return { files, imports: files.flatMap(importsOf) };
}

/** The folder that a file stands in, so many steps from the top; `null` for a file that stands above. */
export function roomAt(file: string, depth: number): string | null {
  const steps = file.split('/');
  return steps.length > depth ? steps.slice(0, depth).join('/') : null;
}
