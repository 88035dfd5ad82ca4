/**
 * Stands in for Taro's web components in the H5 build (config/index.ts): our H5 renders real HTML elements, so theirs, with their runtime and a picture
 * viewer, would be some 80 KB gzip that nobody uses. The names are those that our weapp branches and Taro's own H5 runtime import.
 */
const nothing = (): null => null;
const define = (): void => undefined;

export { nothing as Button, nothing as Image, nothing as Input, nothing as Picker, nothing as ScrollView, nothing as Text, nothing as Textarea, nothing as View };
export {
  define as defineCustomElementTaroPullToRefreshCore, define as defineCustomElementTaroSwiperCore, define as defineCustomElementTaroSwiperItemCore,
  define as defineCustomElementTaroTabbar,
};
