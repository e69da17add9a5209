/** PostgreSQL for tests and benchmarks: `DATABASE_URL`, else a server on this machine. */
export const TEST_DATABASE_URL = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
