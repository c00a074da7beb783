declare module '*.css';

/** The address of a font, as the bundler puts it. */
declare module '*.woff2' {
  const address: string;
  export default address;
}
