import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { sessionRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { membershipStatusNames, roleNames } from '@branch/shared/roles';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { may, type Mine, unitNow, useMe } from '../../kit/me';
import { open, signInFirst } from '../../kit/paths';
import { forget, session } from '../../kit/session';
import { fontLevelNames, schemeNames, useSettings } from '../../kit/settings';
import { useStore } from '../../kit/store';
import { useRoute } from '../../kit/useRoute';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { desk } from '../../ui/nav';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { Confirm } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { SecondStepBanner } from '../branch/SecondStep';
import { standing } from '../branch/CheckInCard';

/** 我的: who I am here, my month, my things, this device's settings; officers find the desk. */
export default function MePage(): ReactNode {
  const state = useStore(session);
  const me = useMe();
  if (state === 'out') {
    return (
      <Page title="我的" tab="me">
        <Empty icon="user" text="登录后可以看到您的支部、报到和预约。"><Button kind="primary" onTap={() => signInFirst()}>登录</Button></Empty>
        <SettingsCard />
      </Page>
    );
  }
  return (
    <Page title="我的" tab="me">
      {me ? <Mine me={me} /> : <Skeleton rows={2} />}
    </Page>
  );
}

function Mine({ me }: { me: Mine }): ReactNode {
  const unit = unitNow(me);
  const [leaving, setLeaving] = useState(false);
  const places = desk(me);
  const signOut = async (): Promise<void> => {
    // Without the network the tokens are forgotten here all the same; the server ends the session when it lapses.
    await call(sessionRoutes.signOut, {}).catch(() => undefined);
    setLeaving(false);
    forget(true);
  };
  return (
    <>
      {me.secondStep === 'required' ? <SecondStepBanner /> : null}
      <Card label="我">
        <Box className="who me-who">
          <Avatar name={me.person.name} seed={me.person.id} size="l" />
          <Box className="who-words">
            <Box as="h2" className="h2 tight">{me.person.name}</Box>
            {unit ? <Box className="soft">{unit.unit.name}</Box> : <Box className="soft">{me.permissions.includes('district.create') ? '运维员' : '还没有加入支部'}</Box>}
            <Meta parts={[unit?.status ? membershipStatusNames[unit.status] : null, me.phoneMasked]} />
          </Box>
        </Box>
        {unit && unit.roles.length > 0 ? <Box className="tags">{unit.roles.map((role) => <Tag key={role} tone="brand">{roleNames[role]}</Tag>)}</Box> : null}
      </Card>
      <Card>
        <List label="我的事">
          {unit && may(me, 'checkIn.mine', unit.unit.id) ? <MonthRow unitId={unit.unit.id} /> : null}
          {unit && may(me, 'post.write', unit.unit.id) ? <Row icon="writing" title="我的草稿" hint="没写完的帖子，换设备也在" to={paths.drafts()} /> : null}
          <Row icon="checks" title="我的内容与申诉" hint="待审、被退回的，理由和申诉" to={paths.myModeration()} />
          <Row icon="heart-handshake" title="我的预约" hint="我约的和约我的" to={paths.bookings()} />
          {unit && may(me, 'unit.inside', unit.unit.id) ? <Row icon="users" title="通讯录" to={paths.directory(unit.unit.id)} /> : null}
          {unit ? <Row icon="building-community" title="我的支部" hint={unit.path.map((one) => one.name).join(' · ')} to={paths.unit(unit.unit.id)} /> : null}
          {unit && may(me, 'ledger.read', unit.unit.id) && (unit.unit.kind === 'branch' || unit.unit.kind === 'generalBranch') ? <Row icon="list-check" title="三会一课台账" hint="支部开了什么会，什么快到期" to={paths.ledger(unit.unit.id)} /> : null}
          {unit && may(me, 'appraisal.write', unit.unit.id) && (unit.unit.kind === 'branch' || unit.unit.kind === 'generalBranch') ? <Row icon="checklist" title="民主评议" hint="我的自评、互评和评定意见" to={paths.appraisal(unit.unit.id)} /> : null}
          <Row icon="notes" title="原支部的会议记录" hint="转出以后，参加过的会还看得到" to={paths.records()} />
          <Row icon="checklist" title="原支部的民主评议" hint="转出以后，关于自己的到期前还看得到" to={paths.leftAppraisals()} />
          <Row icon="search" title="发现支部" hint="区里上线的支部网站" to={paths.sites()} />
        </List>
      </Card>
      {places.length > 0 ? (
        <Card title="工作台" className="narrow-only">
          <List label="工作台">{places.map((place) => <Row key={place.key} icon={place.icon} title={place.text} to={place.path} />)}</List>
        </Card>
      ) : null}
      <Card>
        <List label="账号">
          <Row icon="key" title="账号与安全" hint={me.secondStep === 'advised' ? '您的职务建议绑定验证器' : '密码、微信、验证器'} to={paths.account()} />
          <Row icon="device-mobile" title="登录的设备" to={paths.devices()} />
          <Row icon="eye" title="谁看过我的信息" to={paths.looks()} />
          <Row icon="lock" title="同意事项" hint="手机号、照片，随时可改" to={paths.consents()} />
        </List>
      </Card>
      <SettingsCard />
      <Box className="btn-row"><Button wide icon="logout" onTap={() => setLeaving(true)}>退出登录</Button></Box>
      <Confirm open={leaving} title="退出登录？" yes="退出" onYes={signOut} onClose={() => setLeaving(false)}>没发完的内容和草稿留在这台设备上，下次登录还在。</Confirm>
    </>
  );
}

function MonthRow({ unitId }: { unitId: string }): ReactNode {
  const mine = useRoute(checkInRoutes.mine, { unitId });
  return <Row icon="checklist" title="本月报到" end={mine.data ? standing(mine.data) : mine.error ? mine.error.message : ''} to={paths.myCheckIns(unitId)} />;
}

function SettingsCard(): ReactNode {
  const settings = useSettings();
  return (
    <Card>
      <List label="这台设备">
        <Row icon="text-size" title="字体与深色" end={`${fontLevelNames[settings.font]} · ${schemeNames[settings.scheme]}`} onTap={() => void open(paths.settings())} />
        <Row icon="info-circle" title="关于在线支部" onTap={() => void open(paths.about())} />
      </List>
    </Card>
  );
}
