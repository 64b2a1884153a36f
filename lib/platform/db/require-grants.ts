/** Checks the database role's privileges before migrating, and gives the missing GRANTs. */
import pg from 'pg';
import { jobsSchema } from './jobs-schema.ts';

/** The message has the SQL for an administrator. */
export class MissingGrants extends Error {
  constructor(what: string, statements: readonly string[]) {
    const other = statements.length > 1 ? 'these statements' : 'this statement';
    super(`${what} Have an administrator of the database run ${other}:\n${statements.join('\n')}`);
    this.name = 'MissingGrants';
  }
}

type Rights = {
  role: string;
  database: string;
  schemas: boolean;
  temporary: boolean;
  tables: boolean;
  extended: boolean;
  available: boolean;
};

/** Throws MissingGrants unless the role of `client` may create the schema. */
export async function requireGrants(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<Rights>(`
    select current_user as role, current_database() as database,
      has_database_privilege(current_database(), 'create')
        or (select count(*) from pg_namespace where nspname in ('drizzle', '${jobsSchema}')) = 2
          and exists (select 1 from pg_extension where extname = 'pg_trgm') as schemas,
      has_database_privilege(current_database(), 'temporary') as temporary,
      coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'public'), false) as tables,
      exists (select 1 from pg_extension where extname = 'pg_trgm') as extended,
      exists (select 1 from pg_available_extensions where name = 'pg_trgm') as available`);
  const [rights] = rows;
  if (!rights) throw new Error('The database did not say what its role may do.');
  const missing = missingStatements(rights);
  if (missing.length === 0) return;
  const { role, database } = rights;
  throw new MissingGrants(
    `The role "${role}" may not make Tagdesk’s tables in the database "${database}".`,
    missing,
  );
}

function missingStatements(rights: Rights): string[] {
  const role = pg.escapeIdentifier(rights.role);
  const database = pg.escapeIdentifier(rights.database);
  const statements: string[] = [];
  // CREATE on the database also allows trusted extensions such as pg_trgm.
  if (!rights.schemas) statements.push(`GRANT CREATE ON DATABASE ${database} TO ${role};`);
  if (!rights.temporary) statements.push(`GRANT TEMPORARY ON DATABASE ${database} TO ${role};`);
  if (!rights.tables)
    statements.push(`GRANT CREATE ON SCHEMA public TO ${role}; -- in the database ${database}`);
  if (!rights.extended && !rights.available) {
    statements.push(
      `CREATE EXTENSION pg_trgm; -- in the database ${database}, after installing PostgreSQL’s contrib package on its server`,
    );
  }
  return statements;
}
