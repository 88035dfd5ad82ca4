/** The documents that are printed from the tables of the code: docs/permissions.md, docs/routes.md, docs/openapi.json. A test holds the committed files against them. */
import { allRoutes, groupNames } from '@branch/shared/all-routes';
import { permissions } from '@branch/shared/permissions';
import { Ballot } from '@branch/shared/ballots/routes';
import { MyMonth } from '@branch/shared/check-ins/routes';
import { PersonRef } from '@branch/shared/fields';
import { StoredFile } from '@branch/shared/files';
import { Todo } from '@branch/shared/home/routes';
import { MinutesContent, MinutesVersion } from '@branch/shared/meetings/minutes-routes';
import { Entry, RoomState } from '@branch/shared/meetings/room-routes';
import { Attendance, Meeting, MeetingCard } from '@branch/shared/meetings/routes';
import { Invitation, Job, JoinRequest, Preview } from '@branch/shared/members/roster-routes';
import { MyUnit, RoleHeld, RosterEntry, Session, UnitRef } from '@branch/shared/members/routes';
import { Booking, ServiceItem } from '@branch/shared/mutual-aid/routes';
import { Notice } from '@branch/shared/notices/routes';
import type { Grant, Permission } from '@branch/shared/permissions';
import { Message, Post, PostCard } from '@branch/shared/posts/routes';
import { roleNames, roles } from '@branch/shared/roles';
import type { Route } from '@branch/shared/route';
import { Column, Site } from '@branch/shared/sites/routes';
import { apiPrefix } from './kit/http.js';
import { grantWords, openApi } from './kit/openapi.js';
import type { OpenApi, RouteGroups } from './kit/openapi.js';

const groups: RouteGroups = allRoutes;
/** Shapes that are worth a name of their own in the document. */
const named = { Attendance, Ballot, Booking, Column, Entry, Invitation, Job, JoinRequest, Meeting, MeetingCard, Message, MinutesContent, MinutesVersion, MyMonth, MyUnit, Notice, PersonRef, Post, PostCard, Preview, RoleHeld, RoomState, RosterEntry, ServiceItem, Session, Site, StoredFile, Todo, UnitRef };
const everyRoute = Object.entries(groups).flatMap(([group, routes]) => Object.entries(routes).map(([key, route]): { name: string; route: Route } => ({ name: `${group}.${key}`, route })));
const row = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
const table = (head: string[], rows: string[][]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const printed = '> Printed by `npm run docs` from the code; do not edit by hand.';

/** The document served at `/api/openapi.json`. */
export const apiDocument = (): OpenApi => openApi(groups, groupNames, named, apiPrefix);

/** Permission by role: ● at this very unit, ▲ at this unit or one above it. */
function permissionsPage(): string {
  const held = new Set<Grant>(Object.values(permissions).flat());
  const columns: { title: string; mark: (grants: readonly Grant[]) => string }[] = [
    { title: '访客', mark: (grants) => (grants.includes('open') ? '●' : '') },
    { title: '已登录', mark: (grants) => (grants.includes('open') || grants.includes('signedIn') ? '●' : '') },
    { title: '成员', mark: (grants) => (grants.includes('open') || grants.includes('signedIn') || grants.includes('member') ? '●' : '') },
    ...roles.filter((role) => held.has(`${role}.here`) || held.has(`${role}.above`)).map((role) => ({
      title: roleNames[role], mark: (grants: readonly Grant[]) => (grants.includes(`${role}.above`) ? '▲' : grants.includes(`${role}.here`) ? '●' : ''),
    })),
  ];
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => [`\`${permission}\``, ...columns.map((column) => column.mark(permissions[permission])),
    everyRoute.filter(({ route }) => route.can === permission).map(({ name }) => name).join(', ')]);
  return `# 权限表 · Who may do what

${printed} Source: \`shared/src/permissions.ts\`.

● 在本级担任该职务（或是本级及其下级的成员）；▲ 在本级或任一上级担任该职务。空白即没有这项权限。
职务相互独立：书记同时是成员时，两列的权限都有。何时可做（会议状态、法定人数、自己的预约）由各领域的 \`rules.ts\` 决定，不在此表。

${table(['权限', ...columns.map((column) => column.title), '用在'], rows)}
`;
}

/** Every endpoint by group. */
function routesPage(): string {
  const sections = Object.entries(groups).map(([group, routes]) => `## ${groupNames[group as keyof typeof groupNames]} · ${group}\n\n${table(['方法', '地址', '做什么', '权限', '谁'], Object.values(routes).map((route) => [
    route.method, `\`${route.path}\``, `${route.doc}${route.upload ? ` *Upload, ≤ ${route.upload.maxBytes / 1024 / 1024} MB.*` : ''}${route.download ? ' *File.*' : ''}${route.stepUp ? ' *Step-up.*' : ''}`,
    `\`${route.can}\``, permissions[route.can].map((grant: Grant) => grantWords(grant)).join('、')]))}`);
  return `# 接口 · Routes

${printed} Source: \`shared/src/<area>/routes.ts\`; addresses are beneath \`/${apiPrefix}\`. Shapes are in \`openapi.json\` (served at \`/api/openapi.json\`, readable at \`/api/docs\` outside production).

${sections.join('\n\n')}
`;
}

/** JSON whose small parts stay on one line, so that a change of contract is a small difference. */
function readable(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  if (flat.length + indent.length <= 180 || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent} `;
  const parts = Array.isArray(value) ? value.map((one) => readable(one, deeper)) : Object.entries(value).filter(([, one]) => one !== undefined).map(([key, one]) => `${JSON.stringify(key)}: ${readable(one, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.map((part) => `${deeper}${part}`).join(',\n')}\n${indent}${close}`;
}

/** File name → text. */
export const printedDocs = (): Record<string, string> => ({
  'permissions.md': permissionsPage(),
  'routes.md': routesPage(),
  'openapi.json': `${readable(apiDocument())}\n`,
});
