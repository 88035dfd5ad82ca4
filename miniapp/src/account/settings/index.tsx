import type { ReactNode } from 'react';
import { changeSettings, type FontLevel, fontLevelNames, fontLevels, type Scheme, schemeNames, schemes, useSettings } from '../../kit/settings';
import { Card, Facts } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Page } from '../../ui/Page';

const hints: Record<FontLevel, string> = { '1': '和多数应用一样', '2': '大一号', '3': '关怀字号，按钮也更大', '4': '最大，一行字数较少' };

/** Font size and colours, at once and on this device only. */
export default function SettingsPage(): ReactNode {
  const settings = useSettings();
  return (
    <Page title="字体与深色">
      <Card><RadioGroup<FontLevel> label="字体大小" value={settings.font} onChange={(font) => changeSettings({ font })} options={fontLevels.map((value) => ({ value, text: fontLevelNames[value], hint: hints[value] }))} /></Card>
      <Card><RadioGroup<Scheme> label="深色" value={settings.scheme} onChange={(scheme) => changeSettings({ scheme })} options={schemes.map((value) => ({ value, text: schemeNames[value] }))} /></Card>
      <Card title="看看效果"><Facts rows={[['服务人员', '王工（十年招聘面试官）'], ['服务时间', '周四 19:00–21:00']]} /></Card>
    </Page>
  );
}
