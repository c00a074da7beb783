/**
 * A page that another page shows in a frame can be laid under other things, so that a click meant for them lands here.
 * This one works in a window of its own only: its styles hide it until this script, which runs in the page's head, has
 * seen that it stands alone. In a frame that runs no scripts it stays hidden too.
 */
export const framingScript = `if(self===top)document.documentElement.dataset.alone='';`;

/** True while another page shows this one. */
export function isFramed(): boolean {
  return window.self !== window.top;
}
