import { View } from '@tarojs/components';

export default function LoginPage(): React.ReactNode {
  return <View>登录</View>;
}
