import type { PersonRef } from '@branch/shared/fields';
import { memberRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { useRoute } from '../kit/useRoute';
import { Async } from '../ui/Async';
import { Avatar } from '../ui/Badge';
import { List, Row } from '../ui/Card';
import { Input } from '../ui/Input';
import { Sheet } from '../ui/Sheet';
import { Empty } from '../ui/States';

/** Choosing a person of the unit by name: whom to mention, whom to leave out. */
export function PeopleSheet({ unitId, open, title, onChoose, onClose }: { unitId: string; open: boolean; title: string; onChoose: (person: PersonRef) => void; onClose: () => void }): ReactNode {
  return <Sheet open={open} title={title} onClose={onClose}>{open ? <People unitId={unitId} onChoose={onChoose} /> : null}</Sheet>;
}

function People({ unitId, onChoose }: { unitId: string; onChoose: (person: PersonRef) => void }): ReactNode {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const people = useRoute(memberRoutes.members, { unitId, limit: 50, ...(q ? { q } : {}) });
  return (
    <>
      <Input label="找人" bare type="search" placeholder="输入姓名" maxLength={40} onValue={setTyped} />
      <Async from={people} rows={2}>
        {(page) => page.items.length === 0 ? <Empty text="没有找到这个名字。" /> : (
          <List label="成员">{page.items.map((person) => <Row key={person.id} start={<Avatar name={person.name} seed={person.id} size="s" />} title={person.name} hint={person.company ?? undefined} onTap={() => onChoose({ id: person.id, name: person.name })} />)}</List>
        )}
      </Async>
    </>
  );
}
