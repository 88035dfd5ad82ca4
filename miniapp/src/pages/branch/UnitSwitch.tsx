import { meRoutes } from '@branch/shared/members/routes';
import { unitKindNames } from '@branch/shared/roles';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { loadMe, type Mine, unitNow } from '../../kit/me';
import { asRefused } from '../../kit/refused';
import { IconButton } from '../../ui/Button';
import { List, Row } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

/** Which of my units is shown first; only for those who have to do with several. The choice is kept on the server, for every device. */
export function UnitSwitch({ me }: { me: Mine }): ReactNode {
  const [open, setOpen] = useState(false);
  // A branch's member also belongs to everything above it; those are no places to stand in without an office there.
  const units = me.units.filter((mine) => mine.roles.length > 0 || mine.unit.kind === 'branch' || mine.unit.kind === 'generalBranch');
  if (units.length < 2) return null;
  const now = unitNow(me)?.unit.id;
  const choose = async (unitId: string): Promise<void> => {
    setOpen(false);
    try {
      await call(meRoutes.chooseUnit, { unitId });
      await loadMe(true);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <>
      <IconButton icon="building-community" label="切换组织" onTap={() => setOpen(true)} />
      <Sheet open={open} title="切换组织" onClose={() => setOpen(false)}>
        <List label="我的组织">
          {units.map((mine) => <Row key={mine.unit.id} icon="building-community" title={mine.unit.name} hint={unitKindNames[mine.unit.kind]} current={mine.unit.id === now} end={mine.unit.id === now ? <Icon name="check" size="s" /> : null} onTap={() => void choose(mine.unit.id)} />)}
        </List>
      </Sheet>
    </>
  );
}
