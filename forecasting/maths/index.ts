export { apportion } from './apportion.ts';
export type {
  LinearProgram,
  LpOptions,
  LpSession,
  MipAnswer,
  MipOptions,
  MipSolver,
  MixedIntegerProgram,
  ProgramColumns,
} from './linear-program.ts';
export { type Random, seededRandom } from './seeded.ts';
