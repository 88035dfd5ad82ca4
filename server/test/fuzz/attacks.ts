import fc from 'fast-check';
import type { JsonSchema, Operation } from '../../src/kit/openapi.js';
import { sendTo } from '../authorisation/calling.js';
import type { Happy, Seen } from '../authorisation/calling.js';
import type { NamedRoute } from '../contract/every-route.js';
import { address } from '../world.js';
import type { World } from '../world.js';

/** `mustRefuse`: whatever else it says, it may not be taken. */
export interface Attack { what: string; mustRefuse?: boolean; send: (world: World, base: Happy) => Promise<Seen> }

/** Characters and values that have broken somebody's server. */
const graphemes = fc.string({ unit: 'grapheme', maxLength: 80 });
const texts = fc.oneof(
  fc.constantFrom('', ' ', '\n', '\t', '\u0000', 'a\u0000b', '\ud800', '\udc00x', '\u202e反着写', '\u200b\u200b', '👨‍👩‍👧‍👦', '🇨🇳', 'é'.normalize('NFD'), '\uffff', '\ufeff', '\' or 1=1 --', '"; drop table post; --', '$1', '%s%n', '{{7*7}}', '${7*7}', '<script>alert(1)</script>', '../../etc/passwd',
    '\r\nSet-Cookie: a=b', '\u001b[31m红', '=1+1', '@sum', '-1', '0x10', '1e9', 'NaN', 'Infinity', 'true', 'null', 'undefined', '[object Object]', '__proto__', 'constructor', '2026-02-30', '2026-13', '0000-00-00', '9999-12-31T23:59:59Z', '2026-11-22T10:00:00+99:99', '-000001-01-01T00:00:00Z', '2026-11-22'),
  fc.string({ unit: 'binary', maxLength: 60 }), graphemes, fc.constantFrom(...[255, 256, 4001, 20_001].map((n) => '长'.repeat(n))));
const numbers = fc.constantFrom(-1, 0, 1, -0, 1.5, 100, 101, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 53, Number.MAX_SAFE_INTEGER, 999_999_999, 9_999_999_999, 1e21, 1e308, -1e308, 5e-324);
const shapes = fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}], { length: 1 }, { toString: 'x' }, { $ne: '' }, ['a', 'b'], [1, 2, 3]);
const anything = fc.oneof({ weight: 3, arbitrary: texts as fc.Arbitrary<unknown> }, { weight: 2, arbitrary: numbers }, { weight: 2, arbitrary: shapes }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });
const extraKeys = fc.constantFrom('role', 'isAdmin', 'id', 'constructor', 'prototype', 'toString', '$where', '', ' ', '中文键', 'x'.repeat(3000), 'unitId ', 'a.b', 'a[0]');

const patterns = new Map<string, fc.Arbitrary<string>>();
function like(pattern: string): fc.Arbitrary<string> {
  const made = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern)).filter((text) => text.length < 200);
  patterns.set(pattern, made);
  return made;
}

/** A value that the schema allows, boundaries first: it gets past the form and meets the rules. */
function valid(schema: JsonSchema): fc.Arbitrary<unknown> {
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) return fc.oneof(...either.map(valid));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum as unknown[]);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valid({ ...schema, type })));
  switch (schema.type) {
    case 'string': {
      if (schema.format === 'date-time') return fc.constantFrom('2026-11-22T08:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2028-02-29T00:00:00+08:00', '1970-01-01T00:00:00.000001Z');
      if (schema.format === 'date') return fc.constantFrom('2026-11-22', '0001-01-01', '9999-12-31', '2028-02-29', '1900-01-01');
      if (typeof schema.pattern === 'string') return like(schema.pattern);
      const [min, max] = [Number(schema.minLength ?? 0), Number(schema.maxLength ?? 100)];
      return fc.oneof(graphemes.map((text) => text.slice(0, max).padEnd(min, '字')), fc.constant('界'.repeat(max)), fc.constant('一'.repeat(Math.max(min, 1))));
    }
    case 'integer': case 'number': return fc.oneof(fc.constantFrom(Number(schema.minimum ?? 0), Number(schema.maximum ?? 2 ** 31)), fc.integer({ min: Math.max(Number(schema.minimum ?? 0), -(2 ** 31)), max: Math.min(Number(schema.maximum ?? 1000), 2 ** 31 - 1) }));
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    case 'array': return fc.array(valid((schema.items ?? {}) as JsonSchema), { maxLength: Math.min(Number(schema.maxItems ?? 3), 3) });
    case 'object': return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valid(one)])), { requiredKeys: schema.required ?? [] });
    default: return anything;
  }
}

/** The outermost values a schema allows, which chance seldom meets: what passes the form and breaks behind it breaks here. */
function edges(schema: JsonSchema): unknown[] {
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) return either.flatMap(edges);
  switch (schema.type) {
    case 'integer': case 'number': return [schema.minimum, schema.maximum].filter((one) => typeof one === 'number');
    case 'null': return [null];
    case 'array': return [[]];
    case 'string':
      if (schema.format === 'date-time') return ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
      if (schema.format === 'date') return ['0001-01-01', '9999-12-31'];
      return typeof schema.pattern === 'string' ? ['2000-01', '2099-12', '20990'].filter((one) => new RegExp(schema.pattern as string).test(one)) : [];
    default: return [];
  }
}

/** The operation's input as one object schema: path, query and body together. */
function inputOf(operation: Operation): { properties: Record<string, JsonSchema>; inPath: Set<string> } {
  const body = Object.values(operation.requestBody?.content ?? {})[0];
  const isForm = operation.requestBody?.content['multipart/form-data'] !== undefined;
  return { properties: { ...Object.fromEntries(operation.parameters.map((one) => [one.name, one.schema])), ...(isForm ? {} : body?.schema.properties) }, inPath: new Set(operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)) };
}

type Change = (input: Record<string, unknown>) => { what: string; input: Record<string, unknown> };
const show = (value: unknown) => { const text = JSON.stringify(value) ?? String(value); return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text; };

/** Changes the values inside, too: one leaf anywhere in a nested value becomes something else. */
function spoil(value: unknown, by: unknown, path: number[]): unknown {
  const [next, ...rest] = path;
  if (next === undefined || value === null || typeof value !== 'object') return by;
  if (Array.isArray(value)) return value.length === 0 ? [by] : value.map((one: unknown, index) => (index === next % value.length ? spoil(one, by, rest) : one));
  const keys = Object.keys(value);
  const key = keys[next % Math.max(keys.length, 1)];
  return key === undefined ? { x: by } : { ...value, [key]: spoil((value as Record<string, unknown>)[key], by, rest) };
}

function changes(operation: Operation): fc.Arbitrary<Change> {
  const { properties, inPath } = inputOf(operation);
  const names = Object.keys(properties);
  const extra = fc.tuple(extraKeys, anything).map(([key, value]): Change => (input) => ({ what: `extra ${show(key)}: ${show(value)}`, input: { ...input, [key]: value } }));
  if (names.length === 0) return extra;
  const name = fc.constantFrom(...names);
  const validOf = new Map(names.map((key) => [key, valid(properties[key] ?? {})]));
  const outside = names.filter((one) => !inPath.has(one));
  const setTo = (key: string, value: unknown): Change => (input) => ({ what: `${key} = ${show(value)}`, input: { ...input, [key]: value } });
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(name, anything).map(([key, value]) => setTo(key, value)) },
    { weight: 4, arbitrary: name.chain((key) => (validOf.get(key) ?? anything).map((value) => setTo(key, value))) },
    { weight: 2, arbitrary: fc.tuple(name, anything, fc.array(fc.nat(50), { minLength: 1, maxLength: 4 })).map(([key, value, path]): Change => (input) => ({ what: `inside ${key}: ${show(value)}`, input: { ...input, [key]: spoil(input[key], value, path) } })) },
    { weight: 2, arbitrary: fc.constantFrom(...(outside.length > 0 ? outside : names)).map((key): Change => (input) => { const { [key]: _, ...rest } = input; return { what: `without ${key}`, input: inPath.has(key) ? { ...input, [key]: 'x' } : rest }; }) },
    { weight: 1, arbitrary: extra },
  );
}

/** Where an input holds words, however deep. */
function wordsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => wordsIn(one, [...path, key]));
}

/** True if any words may stand here: not an id, a choice, a date. */
const isText = (schema: JsonSchema): boolean => ((schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined)?.some(isText) ?? (schema.type === 'string' && schema.pattern === undefined && schema.format === undefined && schema.enum === undefined);

function put(value: unknown, [key, ...rest]: string[], by: string): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? put(one, rest, by) : one));
  return { ...value as object, [key]: put((value as Record<string, unknown>)[key], rest, by) };
}

/** What no text may hold and no column can keep: tried in every place that takes words, in every run, for chance finds it once in a hundred. */
const unkeepable = ['看\u0000不见的十几个字也要说清', '半个\ud83d字，十几个字也要说清楚', '反着写\u202e的十几个字也要说清'];

/** A password is hashed, a draft is kept without what cannot be kept, a tried text is not kept: these take anything. */
const takesAnything = (name: string, at: string[]): boolean => at.at(-1) === 'password' || name === 'drafts.saveDraft' || name === 'moderationSettings.tryText';

/** Bodies as raw text, which no client library would write. */
function rawBodies(base: Record<string, unknown>): [string, string][] {
  const text = JSON.stringify(base);
  const firstText = Object.entries(base).find(([, value]) => typeof value === 'string')?.[0];
  return [
    ['deep JSON', `${'['.repeat(10_000)}${']'.repeat(10_000)}`], ['deep object', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`], ['a string', '"text"'], ['null', 'null'], ['a number', '12345678901234567890'], ['a list', `[${text}]`],
    ['duplicate keys', text.length > 2 ? `${text.slice(0, -1)},${text.slice(1)}` : '{"a":1,"a":2}'], ['__proto__', '{"__proto__":{"role":"operator"}}'], ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['lone surrogate', JSON.stringify({ ...base, [firstText ?? 'x']: 'x' }).replace(/"x"/, '"\\ud800"')], ['10^6 characters', JSON.stringify({ ...base, [firstText ?? 'x']: 'a'.repeat(1_000_000) })], ['huge integer', JSON.stringify({ ...base, x: 0 }).replace('"x":0', `"x":${'9'.repeat(400)}`)],
  ];
}

const inAddress = (value: unknown): unknown => (value === undefined ? undefined : (typeof value === 'string' ? value : JSON.stringify(value) ?? '').replace(/[\ud800-\udfff]/g, '\ufffd'));

/** What is sent to an operation: `count` changed inputs, and the fixed set of odd requests. */
export function* attacksOn({ name, route }: NamedRoute, operation: Operation, base: Record<string, unknown>, { count, seed }: { count: number; seed: number }): Generator<Attack> {
  const fixed: Attack[] = [];
  const hasBody = operation.requestBody?.content['application/json'] !== undefined;
  const raw = (what: string, path: string, init: RequestInit): Attack => ({ what, send: async (world, { who }) => {
    const response = await fetch(`${world.url}/api/v1${path}`, { ...init, method: route.method, headers: { ...init.headers as Record<string, string>, ...(who ? { authorization: `Bearer ${await world.tokenOf(who)}` } : {}) } });
    const text = await response.text();
    let body: unknown = null;
    try { body = JSON.parse(text); } catch { /* a file */ }
    return { status: response.status, text, body, headers: response.headers, code: null };
  } });
  const { path, rest } = address(route, base);
  for (const [key, schema] of Object.entries(inputOf(operation).properties)) for (const edge of edges(schema)) fixed.push({ what: `${key} = ${show(edge)}`, send: (world, { who, file }) => sendTo(world, who, route, { ...base, [key]: !hasBody || route.path.includes(`:${key}`) ? inAddress(edge) : edge }, file) });
  if (hasBody) for (const [what, text] of rawBodies(rest)) fixed.push(raw(what, path, { headers: { 'content-type': 'application/json' }, body: text }));
  else {
    const sign = path.includes('?') ? '&' : '?';
    for (const query of ['limit=1&limit=2', 'cursor=%00', 'cursor=W10', 'cursor=WyIiLCIiXQ', 'cursor=eyJhIjoxfQ', 'q=%ff%fe', 'q[]=1', '__proto__[x]=1', 'unitId=x', `q=${'a'.repeat(10_000)}`]) fixed.push(raw(`?${query.slice(0, 40)}`, `${path}${sign}${query}`, {}));
  }
  // First, while everything is as the recipe left it: each must be refused, so that the next meets the same state.
  if (hasBody) {
    const texts = Object.entries(inputOf(operation).properties).filter(([key, schema]) => !(key in base) && isText(schema)).map(([key]) => [key]);
    for (const at of [...wordsIn(rest), ...texts]) for (const by of unkeepable) yield { what: `${at.join('.')} = ${show(by)}`, mustRefuse: !takesAnything(name, at), send: (world, { who, file }) => sendTo(world, who, route, put(base, at, by) as Record<string, unknown>, file) };
  }
  yield* fixed;
  for (const change of fc.sample(changes(operation), { numRuns: Math.max(20, count - fixed.length), seed })) {
    const { what, input } = change(base);
    // In an address everything is text, and half a character cannot be written.
    const sent = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, !hasBody || route.path.includes(`:${key}`) ? inAddress(value) : value]));
    yield { what, send: (world, { who, file }) => sendTo(world, who, route, sent, file) };
  }
}
