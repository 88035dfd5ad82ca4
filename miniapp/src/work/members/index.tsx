import { View } from '@tarojs/components';

export default function WorkMembersPage(): React.ReactNode {
  return <View>成员</View>;
}
