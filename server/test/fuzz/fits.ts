import type { JsonSchema } from '../../src/kit/openapi.js';

const formats: Record<string, RegExp> = { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, date: /^\d{4}-\d\d-\d\d$/ };
const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value);

/** Where a value does not fit a JSON Schema of our document, in words; empty if it fits. Knows the keywords that zod prints, and says so when it meets another. */
export function misfits(value: unknown, schema: JsonSchema, defs: Record<string, JsonSchema>, at = '$'): string[] {
  const unknown = Object.keys(schema).filter((key) => !knownWords.has(key));
  if (unknown.length > 0) return [`${at}: unknown keyword ${unknown.join(', ')}`];
  if (typeof schema.$ref === 'string') {
    const found = defs[schema.$ref.split('/').pop() ?? ''];
    return found ? misfits(value, found, defs, at) : [`${at}: ${schema.$ref} is missing`];
  }
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) {
    const tried = either.map((one) => misfits(value, one, defs, at));
    return tried.some((one) => one.length === 0) ? [] : tried.reduce((best, one) => (one.length < best.length ? one : best));
  }
  const type = typeOf(value);
  const types = schema.type === undefined ? null : [schema.type].flat();
  if (types && !types.includes(type) && !(type === 'integer' && types.includes('number'))) return [`${at}: ${type} instead of ${types.join(' or ')}`];
  if ('const' in schema && value !== schema.const) return [`${at}: not ${String(schema.const)}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${at}: ${String(value)} is none of ${schema.enum.join(', ')}`];
  if (typeof value === 'string') return ofString(value, schema, at);
  if (typeof value === 'number') return [...(typeof schema.minimum === 'number' && value < schema.minimum ? [`${at}: below ${schema.minimum}`] : []), ...(typeof schema.maximum === 'number' && value > schema.maximum ? [`${at}: above ${schema.maximum}`] : [])];
  if (Array.isArray(value)) return [...(typeof schema.maxItems === 'number' && value.length > schema.maxItems ? [`${at}: too many`] : []), ...value.flatMap((one, index) => (schema.items ? misfits(one, schema.items as JsonSchema, defs, `${at}[${index}]`) : []))];
  if (typeof value === 'object' && value !== null) return ofObject(value as Record<string, unknown>, schema, defs, at);
  return [];
}

const knownWords = new Set(['$ref', 'anyOf', 'oneOf', 'type', 'const', 'enum', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'minItems', 'maxItems', 'items', 'properties', 'required', 'additionalProperties', 'propertyNames', 'description', 'default']);

function ofString(value: string, schema: JsonSchema, at: string): string[] {
  if (typeof schema.maxLength === 'number' && value.length > schema.maxLength) return [`${at}: longer than ${schema.maxLength}`];
  if (typeof schema.minLength === 'number' && value.length < schema.minLength) return [`${at}: shorter than ${schema.minLength}`];
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value)) return [`${at}: ${value} is not like ${schema.pattern}`];
  const format = typeof schema.format === 'string' ? formats[schema.format] : undefined;
  return format && !format.test(value) ? [`${at}: ${value} is no ${String(schema.format)}`] : [];
}

function ofObject(value: Record<string, unknown>, schema: JsonSchema, defs: Record<string, JsonSchema>, at: string): string[] {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name}: missing`);
  const extra = schema.additionalProperties === false ? Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).map((name) => `${at}.${name}: not in the document`) : [];
  return [...missing, ...extra, ...Object.entries(properties).flatMap(([name, one]) => (Object.hasOwn(value, name) ? misfits(value[name], one, defs, `${at}.${name}`) : []))];
}
