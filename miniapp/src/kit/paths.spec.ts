import { paths, tabPaths } from '@branch/shared/paths';
import Taro from '@tarojs/taro';
import { resetTaro } from '../../test/taro';
import { here, returnAfterSignIn, signInFirst } from './paths';

const built = process.env.TARO_ENV;
const opened = (address: string): void => window.history.replaceState(null, '', address);
const onTop = (route: string, options: Record<string, string>): void => { (Taro.getCurrentPages as jest.Mock).mockImplementation(() => [{ route: 'pages/branch/index', options: {} }, { route, options }]); };

/** The address of the page shown: what one is brought back to after signing in. */
describe('here', () => {
  beforeEach(() => resetTaro());
  afterEach(() => { process.env.TARO_ENV = built; });

  describe('网页：以浏览器的地址栏为准', () => {
    beforeEach(() => { process.env.TARO_ENV = 'h5'; });

    it('路径和参数原样；路由器自己加的去掉；编码过的还是编码的', () => {
      opened('/posts/post/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92&stamp=AD&$taroTimestamp=17');
      expect(here()).toBe('/posts/post/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92');
      opened('/search/index?words=%E8%AF%BB%E4%B9%A6%26%3D%20%E4%BC%9A');
      expect(here()).toBe('/search/index?words=%E8%AF%BB%E4%B9%A6%26%3D%20%E4%BC%9A');
    });

    it('直接按地址打开、Taro 忘了参数的页面，也说得出参数', () => {
      opened('/meetings/detail/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92');
      onTop('meetings/detail/index', {});
      expect(here()).toBe('/meetings/detail/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92');
    });

    it('网站根上就是首页', () => {
      opened('/');
      expect(here()).toBe(tabPaths.branch);
    });
  });

  describe('小程序：以最上面的页面为准', () => {
    beforeEach(() => { process.env.TARO_ENV = 'weapp'; });

    it('最上面那一页的路径和参数，前面只有一个斜杠；空着的和 Taro 自己加的去掉', () => {
      onTop('posts/post/index', { unit: 'Bb3dEf6hJ91', id: 'Cc3dEf6hJ92', $taroTimestamp: '17', at: undefined as never });
      expect(here()).toBe('/posts/post/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92');
      onTop('/posts/post/index', {});
      expect(here()).toBe('/posts/post/index');
    });

    it('一页都没有时是首页', () => {
      (Taro.getCurrentPages as jest.Mock).mockImplementation(() => []);
      expect(here()).toBe(tabPaths.branch);
    });

    it('从这里去登录，登录后回到这里；只回一次', async () => {
      onTop('meetings/detail/index', { unit: 'Bb3dEf6hJ91', id: 'Cc3dEf6hJ92' });
      await signInFirst();
      expect(Taro.navigateTo).toHaveBeenCalledWith({ url: paths.login() });
      await returnAfterSignIn();
      expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/meetings/detail/index?unit=Bb3dEf6hJ91&id=Cc3dEf6hJ92' });
      await returnAfterSignIn();
      expect(Taro.switchTab).toHaveBeenCalledWith({ url: tabPaths.branch });
    });
  });
});
