import { View } from '@tarojs/components';

export default function MePage(): React.ReactNode {
  return <View>我的</View>;
}
