import { DefaultNamingStrategy } from 'typeorm';
import type { NamingStrategyInterface, Table } from 'typeorm';

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const tableName = (table: Table | string) => (typeof table === 'string' ? table : table.name).split('.').pop() ?? '';

/** snake_case columns and constraint names one can read in an error message: `pk_meeting`, `uq_entry_room_id_author_id_client_id`. */
export class ReadableNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(target: string, given: string | undefined): string { return given ?? snake(target); }
  override columnName(property: string, given: string | undefined, prefixes: string[]): string { return snake([...prefixes, given ?? property].join('_')); }
  override joinColumnName(relation: string, column: string): string { return snake(`${relation}_${column}`); }
  override primaryKeyName(table: Table | string): string { return `pk_${tableName(table)}`; }
  override uniqueConstraintName(table: Table | string, columns: string[]): string { return `uq_${tableName(table)}_${[...columns].sort().join('_')}`.slice(0, 63); }
  override indexName(table: Table | string, columns: string[]): string { return `ix_${tableName(table)}_${columns.join('_')}`.slice(0, 63); }
  override foreignKeyName(table: Table | string, columns: string[]): string { return `fk_${tableName(table)}_${columns.join('_')}`.slice(0, 63); }
}
