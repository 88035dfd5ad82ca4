import type { homeRoutes } from '@branch/shared/home/routes';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import type { IconName } from '../../../config/icon-names';
import { ago } from '../../kit/time';
import { Card, List, Row } from '../../ui/Card';

export type Todo = Output<typeof homeRoutes.home>['todos'][number];

const icons: Partial<Record<Todo['kind'], IconName>> = { minutes: 'file-text', ballot: 'gavel', booking: 'heart-handshake', reply: 'calendar', action: 'list-check', draftMinutes: 'notes', joinRequest: 'user-plus', unanswered: 'message-circle', ledger: 'clock', appraisal: 'checklist' };

/** What waits for me, each with the page where it is done. Nothing waiting: nothing shown. */
export function TodoCard({ todos }: { todos: readonly Todo[] }): ReactNode {
  if (todos.length === 0) return null;
  return (
    <Card label="待办">
      <List label="待办">
        {todos.map((todo) => <Row key={`${todo.kind} ${todo.path} ${todo.title}`} icon={icons[todo.kind] ?? 'checklist'} title={todo.title} end={todo.hint || (todo.at ? ago(todo.at) : null)} to={todo.path} />)}
      </List>
    </Card>
  );
}
