import { View } from '@tarojs/components';

export default function SettingsPage(): React.ReactNode {
  return <View>设置</View>;
}
