import { DataSource } from 'typeorm';
import { ReadableNaming } from './naming.js';

type Options = ConstructorParameters<typeof DataSource>[0];

/** A data source for a URL: pool of 20, statements end after 15 s, a transaction left idle for 30 s is ended. */
export const sourceFor = (url: string, entities: NonNullable<Options['entities']>, migrations: NonNullable<Options['migrations']> = [], session = ''): DataSource => new DataSource({
  type: 'postgres', url, entities, migrations, migrationsTableName: 'migration', migrationsTransactionMode: 'each', namingStrategy: new ReadableNaming(), synchronize: false, logging: false,
  extra: { max: 20, connectionTimeoutMillis: 8000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 30_000, application_name: 'online-branch', options: `-c plan_cache_mode=force_generic_plan ${session}` },
});
