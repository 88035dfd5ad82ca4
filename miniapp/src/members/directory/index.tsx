import { View } from '@tarojs/components';

export default function DirectoryPage(): React.ReactNode {
  return <View>通讯录</View>;
}
