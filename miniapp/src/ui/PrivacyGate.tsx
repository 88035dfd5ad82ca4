import { Button as NativeButton } from '@tarojs/components';
import type { ReactNode } from 'react';
import { agreeButton, answerPrivacy, privacyAsked } from '../kit/privacy';
import { useStore } from '../kit/store';
import { Button } from './Button';
import { Box, isH5 } from './host';
import { Sheet } from './Sheet';

/** The question about privacy, weapp only. Every Page has one; it shows only while WeChat waits for an answer. */
export function PrivacyGate(): ReactNode {
  const asked = useStore(privacyAsked).length > 0;
  if (isH5) return null;
  return (
    <Sheet open={asked} title="隐私保护提示" onClose={() => answerPrivacy(false)} foot={(
      <Box className="btn-row even">
        <Button wide onTap={() => answerPrivacy(false)}>不同意</Button>
        <NativeButton id={agreeButton} className="btn btn-primary btn-wide" openType="agreePrivacyAuthorization" onAgreePrivacyAuthorization={() => answerPrivacy(true)}>同意</NativeButton>
      </Box>
    )}>
      <Box className="para">您选择的图片只用于发在您所在的支部；复制的内容只写进剪贴板，我们不读取。不同意时其他功能照常使用。</Box>
      <Button kind="quiet" onTap={() => { wx.openPrivacyContract?.({}); }}>看《用户隐私保护指引》</Button>
    </Sheet>
  );
}
