/** Tells of every change of what stands behind the `#` of the page's address. Returns the way to stop. */
export function watchHash(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
  };
}
