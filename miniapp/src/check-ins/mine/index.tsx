import { View } from '@tarojs/components';

export default function MyCheckInsPage(): React.ReactNode {
  return <View>我的报到</View>;
}
