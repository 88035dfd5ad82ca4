import { View } from '@tarojs/components';

export default function ServiceItemPage(): React.ReactNode {
  return <View>服务</View>;
}
