/// <reference types="@tarojs/taro" />
declare module '*.scss';
declare module '*.png' {
  const src: string;
  export default src;
}

/** True only in builds made with DEV_PAGES=1: the kit's gallery page is then part of the app. */
declare const DEV_PAGES: boolean;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'h5' | 'weapp';
    TARO_APP_API_ORIGIN?: string;
  }
}
