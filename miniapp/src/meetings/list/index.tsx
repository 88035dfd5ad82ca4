import { View } from '@tarojs/components';

export default function MeetingListPage(): React.ReactNode {
  return <View>会议</View>;
}
