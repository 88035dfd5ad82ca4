import { View } from '@tarojs/components';

export default function PostPage(): React.ReactNode {
  return <View>帖子</View>;
}
