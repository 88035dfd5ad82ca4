import { View } from '@tarojs/components';

export default function GoPage(): React.ReactNode {
  return <View>正在打开</View>;
}
