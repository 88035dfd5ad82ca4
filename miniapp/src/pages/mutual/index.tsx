import { View } from '@tarojs/components';

export default function MutualPage(): React.ReactNode {
  return <View>互助</View>;
}
