/** The package tells where its files are, but has no types. */
declare module 'swagger-ui-dist/absolute-path.js' {
  export default function folder(): string;
}
