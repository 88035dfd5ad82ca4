import { View } from '@tarojs/components';

export default function BranchPage(): React.ReactNode {
  return <View>支部</View>;
}
