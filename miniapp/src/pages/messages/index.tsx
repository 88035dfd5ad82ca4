import { View } from '@tarojs/components';

export default function MessagesPage(): React.ReactNode {
  return <View>消息</View>;
}
