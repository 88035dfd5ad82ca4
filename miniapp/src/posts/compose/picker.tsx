import { documentKinds } from '@branch/shared/files';
import Taro from '@tarojs/taro';
import { createElement, type ReactNode, useRef } from 'react';
import type { Chosen } from '../../kit/call';
import { isH5 } from '../../ui/host';

const imageTypes = 'image/jpeg,image/png,image/webp';

/** The two ways to choose files, in a browser by hidden fields, in WeChat by its own sheets. */
export function useFilePicker({ onPictures, onDocuments }: { onPictures: (files: readonly Chosen[]) => void; onDocuments: (files: readonly { file: Chosen; name: string }[]) => void | Promise<void> }): { pictures: () => void; documents: () => void; field: ReactNode } {
  const images = useRef<HTMLInputElement>(null);
  const papers = useRef<HTMLInputElement>(null);
  const hidden = (ref: typeof images, accept: string, label: string, take: (files: File[]) => void): ReactNode => createElement('input', {
    ref, key: label, type: 'file', accept, multiple: true, hidden: true, className: 'file-input', tabIndex: -1, 'aria-label': label,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      take([...(event.currentTarget.files ?? [])]);
      event.currentTarget.value = '';
    },
  });
  return {
    pictures: () => {
      if (isH5) images.current?.click();
      else void Taro.chooseImage({ count: 9, sizeType: ['compressed'] }).then((answer) => onPictures(answer.tempFiles.map((file) => ({ path: file.path, size: file.size }))), () => undefined);
    },
    documents: () => {
      if (isH5) papers.current?.click();
      else void Taro.chooseMessageFile({ count: 5, type: 'file', extension: [...documentKinds] }).then((answer) => onDocuments(answer.tempFiles.map((file) => ({ file: { path: file.path, size: file.size }, name: file.name }))), () => undefined);
    },
    field: isH5 ? [hidden(images, imageTypes, '选择图片', onPictures), hidden(papers, documentKinds.map((kind) => `.${kind}`).join(','), '选择附件', (files) => void onDocuments(files.map((file) => ({ file, name: file.name }))))] : null,
  };
}
