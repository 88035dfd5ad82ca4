import { View } from '@tarojs/components';

export default function RoomPage(): React.ReactNode {
  return <View>会议室</View>;
}
