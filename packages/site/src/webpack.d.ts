/** Where webpack asks for further files of the bundle; code may set it. */
declare let __webpack_public_path__: string;
