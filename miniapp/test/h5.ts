// Page tests look at the web build's real elements: Tab order, dialogs and roles are what they ask about.
process.env.TARO_ENV = 'h5';

export {};
