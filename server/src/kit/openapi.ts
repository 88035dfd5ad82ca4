/**
 * The OpenAPI 3.1 document, made from the route values themselves: nothing in it is written twice, so it cannot drift from what the server takes and answers.
 * Beside the standard fields an operation carries `x-permission` (the row of the permission table) and, where it applies, `x-step-up`.
 */
import { holdersOf } from '@branch/shared/permissions';
import type { Grant } from '@branch/shared/permissions';
import { refusals } from '@branch/shared/refusals';
import { roleNames } from '@branch/shared/roles';
import type { Role } from '@branch/shared/roles';
import type { Route } from '@branch/shared/route';
import * as z from 'zod/mini';

export type RouteGroups = Record<string, Record<string, Route>>;
/** A JSON Schema as zod prints it. */
export interface JsonSchema { [key: string]: unknown; type?: string | string[]; properties?: Record<string, JsonSchema>; required?: string[] }
export interface Parameter { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema; description?: string }
interface Content { [type: string]: { schema: JsonSchema } }
export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  'x-permission': string;
  'x-step-up'?: true;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; content?: Content } | { $ref: string }>;
}
export interface OpenApi { openapi: string; info: Record<string, unknown>; servers: { url: string }[]; tags: { name: string }[]; paths: Record<string, Record<string, Operation>>; components: Record<string, unknown> }

/** Who holds a grant, in Chinese: 书记（本级）, 区级工作人员（本级及以上）. */
export function grantWords(grant: Grant): string {
  if (grant === 'open') return '任何人';
  if (grant === 'signedIn') return '已登录的人';
  if (grant === 'member') return '成员';
  const [role, reach] = grant.split('.') as [Role, 'here' | 'above'];
  return `${roleNames[role]}（${reach === 'here' ? '本级' : '本级及上级'}）`;
}

/** Schemas that several answers share, by name: they become `components.schemas` and are referred to. */
export type Named = Record<string, z.ZodMiniType>;

/** A schema as JSON Schema 2020-12. Answers only grow, so unknown keys are allowed in them; the pattern of a date beside its format says nothing new. */
function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output', named: Named = {}, defs: Record<string, JsonSchema> = {}): JsonSchema {
  const names = z.registry<{ id: string }>();
  for (const [id, one] of Object.entries(named)) names.add(one, { id });
  // Wrapped, because a named schema at the root would not be referred to.
  const printed = z.toJSONSchema(z.object({ it: schema }), {
    io, target: 'draft-2020-12', unrepresentable: 'any', metadata: names as never,
    override: ({ zodSchema, jsonSchema: made }) => {
      if (made.format === 'date-time' || made.format === 'date') delete made.pattern;
      const strict = zodSchema._zod.def.type === 'object' && (zodSchema._zod.def as { catchall?: z.ZodMiniType }).catchall?._zod.def.type === 'never';
      if (made.additionalProperties === false && !strict) delete made.additionalProperties;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      delete made.id;
    },
  });
  const moved = JSON.parse(JSON.stringify(printed).replaceAll('"#/$defs/', '"#/components/schemas/')) as { properties: { it: JsonSchema }; $defs?: Record<string, JsonSchema> };
  Object.assign(defs, moved.$defs);
  return moved.properties.it;
}

/** One route as an operation: path parameters out of the input, the rest in the query (GET, DELETE, uploads) or in the JSON body (POST, PUT). */
function operationOf(group: string, groupName: string, key: string, route: Route, named: Named, defs: Record<string, JsonSchema>): Operation {
  const input = jsonSchema(route.input, 'input');
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');
  const required = new Set(input.required ?? []);
  const rest = Object.entries(input.properties ?? {}).filter(([name]) => !inPath.includes(name));
  const inQuery = route.method === 'GET' || route.method === 'DELETE' || route.upload !== undefined;
  const parameters: Parameter[] = inPath.map((name) => ({ name, in: 'path', required: true, schema: input.properties?.[name] ?? {} }));
  if (inQuery) for (const [name, schema] of rest) parameters.push({ name, in: 'query', required: required.has(name), schema });
  const body: JsonSchema = { type: 'object', properties: Object.fromEntries(rest), required: rest.map(([name]) => name).filter((name) => required.has(name)), additionalProperties: false };
  const holders = holdersOf(route.can);
  return {
    operationId: `${group}.${key}`,
    summary: route.doc,
    description: `可操作：${holders.map(grantWords).join('、')}。${route.stepUp === 'always' ? '要在五分钟内再验证过身份。' : route.stepUp ? '设了动态验证码的人要在五分钟内再验证过身份。' : ''}`,
    tags: [groupName],
    'x-permission': route.can,
    ...(route.stepUp ? { 'x-step-up': true as const } : {}),
    security: holders.includes('open') ? [] : [{ bearer: [] }],
    parameters,
    ...(route.upload ? { requestBody: { required: true as const, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary', description: `At most ${route.upload.maxBytes / 1024 / 1024} MB.` } }, required: ['file'] } } } } }
      : inQuery ? {} : { requestBody: { required: true as const, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: route.download ? { description: 'The file, as an attachment.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } : { description: 'Done.', content: { 'application/json': { schema: jsonSchema(route.output, 'output', named, defs) } } },
      default: { $ref: '#/components/responses/Refusal' },
    },
  };
}

/** The whole document. `groups`, their Chinese `names` and the `named` schemas come from outside, for kit knows no area. */
export function openApi(groups: RouteGroups, names: Record<string, string>, named: Named, prefix: string): OpenApi {
  const defs: Record<string, JsonSchema> = {};
  const paths: OpenApi['paths'] = {};
  for (const [group, routes] of Object.entries(groups)) {
    for (const [key, route] of Object.entries(routes)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(group, names[group] ?? group, key, route, named, defs) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '在线支部', version: '1', description: 'Every "no" has the same shape: a code that never changes, a Chinese sentence, and a request id. A repeated request with the same `clientId` is answered, not done again. Times are ISO 8601; months are Shanghai months.', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: `/${prefix}` }],
    tags: Object.keys(groups).map((group) => ({ name: names[group] ?? group })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The access token of a session; it lives 15 minutes.' } },
      responses: { Refusal: { description: 'Not done, and why.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } } },
      schemas: { ...Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1))), Refusal: { type: 'object', required: ['error'], properties: { error: { type: 'object', required: ['code', 'message', 'requestId'], properties: {
        code: { type: 'string', enum: Object.keys(refusals) }, message: { type: 'string', description: 'One Chinese sentence to show.' }, requestId: { type: 'string', description: 'To be told to the administrator.' }, details: { type: 'object', description: 'Small facts a page can show.' } } } } } },
    },
  };
}
