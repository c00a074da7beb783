/**
 * Room for the panel beside the page, or below it on a narrow screen; and for the button when it is folded. None on paper, which
 * is narrow: it would be an empty page.
 */
export const pageStyles = `
@media screen {
  html { padding-bottom: 76px; }
  html[data-dev-wallet-open] { padding-bottom: 0; }
}
@media screen and (min-width: 960px) {
  html[data-dev-wallet-open] { padding-right: 392px; }
}
@media screen and (max-width: 959px) {
  html[data-dev-wallet-open] { padding-bottom: 82dvh; }
}
`;

export const panelStyles = `
:host { all: initial; }
.wallet {
  --ground: #ffffff; --raised: #f6f5f2; --line: #dedbd3; --ink: #1d1b18; --soft: #625d54; --accent: #1f5fae;
  --accent-ink: #ffffff; --mark: #b45309; --claim: #8a3f06; --danger: #b3261e; --danger-ground: #fdeceb;
  --warning: #8a5300; --warning-ground: #fff4dc; --success: #1c6b3a; --success-ground: #e6f5ea; --info: #1f5fae;
  --info-ground: #e9f1fc; --shadow: 0 12px 40px rgb(30 25 15 / 18%);
  color: var(--ink); color-scheme: light;
  font: 400 14px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  .wallet {
    --ground: #191816; --raised: #23211e; --line: #3b3833; --ink: #f3f0ea; --soft: #b3ada2; --accent: #8fbcff;
    --accent-ink: #0b1f3a; --mark: #d97706; --claim: #f5b267; --danger: #ff9d95; --danger-ground: #3b1d1b;
    --warning: #f3c26b; --warning-ground: #372a12; --success: #86d7a1; --success-ground: #16301f; --info: #8fbcff;
    --info-ground: #17263b; --shadow: 0 12px 40px rgb(0 0 0 / 55%);
    color-scheme: dark;
  }
}
*, *::before, *::after { box-sizing: border-box; }
p, h2, h3, h4, ul { margin: 0; padding: 0; }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.approval:focus-visible { outline: none; }
.mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .93em; }
.breaking { overflow-wrap: anywhere; word-break: break-all; }
.grow { flex: 1 1 auto; min-width: 0; }
.icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round; vertical-align: -.25em; }

.launcher { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; display: flex; align-items: center; gap: 8px;
  min-height: 44px; padding: 6px 14px 6px 8px; border: 1px solid var(--line); border-radius: 999px;
  background: var(--ground); box-shadow: var(--shadow); font-weight: 600; cursor: pointer; }
.launcher:hover { background: var(--raised); }
.mark { width: 30px; height: 30px; flex: none; }
.badge { min-width: 22px; padding: 1px 7px; border-radius: 999px; background: var(--danger); color: var(--ground);
  font-size: 12px; text-align: center; }
.badge-quiet { display: inline-flex; align-items: center; gap: 4px; background: var(--info-ground); color: var(--info); }
.badge-corner { position: absolute; top: 0; right: -2px; min-width: 16px; padding: 0 4px; font-size: 10.5px; line-height: 16px; }

.panel { position: fixed; z-index: 2147483000; display: flex; flex-direction: column; background: var(--ground);
  overflow: hidden; box-shadow: var(--shadow); }
@media (min-width: 960px) {
  .panel { top: 0; right: 0; bottom: 0; width: 392px; border-left: 1px solid var(--line); }
}
@media (max-width: 959px) {
  .panel { left: 0; right: 0; bottom: 0; max-height: 82dvh; border-top: 1px solid var(--line);
    border-radius: 18px 18px 0 0; }
}
.head { display: flex; align-items: center; gap: 10px; padding: 12px 12px 12px 16px; border-bottom: 1px solid var(--line);
  background: var(--raised); }
.name { font-weight: 650; line-height: 1.2; }
.claim { color: var(--claim); font-size: 12.5px; font-weight: 600; }
.icon-button { position: relative; flex: none; display: inline-flex; align-items: center; justify-content: center; width: 40px; height: 40px; border: 0;
  border-radius: 10px; background: transparent; cursor: pointer; font-size: 16px; color: var(--soft); }
.icon-button:hover { background: var(--line); color: var(--ink); }
.offline { padding: 10px 16px; background: var(--warning-ground); color: var(--warning); }

.approval, .overview, .sheet { display: flex; flex-direction: column; flex: 1 1 auto; min-height: 0; }
.approval-head { padding: 16px 16px 10px; }
.count { color: var(--soft); font-size: 12.5px; }
.title { font-size: 19px; line-height: 1.25; font-weight: 680; letter-spacing: -.01em; overflow-wrap: anywhere; }
.origin { color: var(--soft); overflow-wrap: anywhere; }
.scroll { flex: 1 1 auto; min-height: 0; overflow-y: auto; padding: 6px 16px 18px; display: flex; flex-direction: column;
  gap: 14px; overscroll-behavior: contain; }
.scroll > * { flex: none; }
.lead { color: var(--soft); }
.subtitle, .insight-title { font-size: 13px; font-weight: 650; }
.note { display: block; color: var(--soft); font-size: 13px; }
.calls ol { list-style: none; margin: 6px 0 0; padding: 0; display: grid; gap: 10px; }

.actions { display: flex; gap: 10px; padding: 12px 16px; border-top: 1px solid var(--line); background: var(--ground);
  padding-bottom: max(12px, env(safe-area-inset-bottom)); }
.actions > * { flex: 1 1 0; min-width: 0; }
.actions .snap-button { width: 100%; min-height: 46px; }
.button { min-height: 46px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--ground);
  font-weight: 620; cursor: pointer; }
.button:hover:not(:disabled) { background: var(--raised); }
.button:disabled, .snap-button:disabled { opacity: .55; cursor: default; }
.button-primary { border-color: transparent; background: var(--accent); color: var(--accent-ink); }
.button-primary:hover:not(:disabled) { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.button-danger { border-color: transparent; background: var(--danger); color: var(--ground); }
.button-danger:hover:not(:disabled) { background: color-mix(in srgb, var(--danger) 88%, var(--ink)); }
.button-small { min-height: 40px; padding: 6px 12px; border-radius: 10px; font-weight: 560; }

.choices { display: flex; flex-direction: column; gap: 6px; }
.choice { display: flex; align-items: center; gap: 10px; min-height: 44px; padding: 8px 10px; border: 1px solid var(--line);
  border-radius: 12px; cursor: pointer; }
.choice:has(input:checked) { border-color: var(--accent); background: var(--info-ground); }
.choice:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
.choice input { accent-color: var(--accent); margin: 0; flex: none; width: 17px; height: 17px; }
.choice-label { flex: 1 1 auto; min-width: 0; }
.account { display: flex; align-items: center; gap: 10px; flex: 1 1 auto; min-width: 0; }
.account-names { display: flex; flex-direction: column; min-width: 0; flex: 1 1 auto; }
.account-label { display: block; font-weight: 600; }
.account-facts { display: flex; justify-content: space-between; gap: 8px; color: var(--soft); font-size: 13px;
  font-variant-numeric: tabular-nums; }

.permissions { display: flex; flex-direction: column; gap: 8px; list-style: none; }
.permissions li { display: flex; gap: 8px; }
.permissions .icon { color: var(--success); margin-top: 2px; }
.networks { display: flex; align-items: center; gap: 10px; flex-wrap: wrap; }
.network { padding: 8px 12px; border: 1px solid var(--line); border-radius: 999px; background: var(--raised); font-weight: 580; }
.amount { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 12px 14px;
  border-radius: 14px; background: var(--raised); }
.amount-label { color: var(--soft); }
.amount-value { font-size: 20px; font-weight: 680; font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
  text-align: right; }
.insight { display: flex; flex-direction: column; gap: 10px; padding: 14px; border: 1px solid var(--line);
  border-radius: 14px; }
.insight-critical { border-color: var(--danger); border-width: 2px; }
.insight-title { color: var(--soft); }
.rows { display: flex; flex-direction: column; gap: 8px; }
details.data, details.group { border-top: 1px solid var(--line); padding-top: 10px; }
summary { cursor: pointer; min-height: 32px; display: flex; align-items: center; gap: 6px; font-weight: 580; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: '▸'; color: var(--soft); transition: transform .12s; }
details[open] > summary::before { transform: rotate(90deg); }
.message { white-space: pre-wrap; }
details.data p { margin-top: 6px; padding: 10px; border-radius: 10px; background: var(--raised); max-height: 160px;
  overflow: auto; font-size: 12.5px; }

.group { display: flex; flex-direction: column; gap: 8px; align-items: stretch; }
.group > .copyable { align-self: flex-start; }
.group-line { flex-direction: row; align-items: center; gap: 10px; border-top: 1px solid var(--line); padding-top: 12px; }
.balance { font-size: 26px; font-weight: 690; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.dot { width: 9px; height: 9px; border-radius: 50%; background: var(--line); flex: none; }
.dot-on { background: var(--success); }
.control-buttons { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin: 8px 0; }
.outcome { min-height: 1.4em; color: var(--soft); }
.outcome-error { color: var(--danger); }
.sheet-head { display: flex; align-items: center; gap: 6px; padding: 8px 12px 2px 6px; }

.group-apart { border-top: 1px solid var(--line); padding-top: 12px; gap: 10px; }
.group-inner { font-size: 13px; }
.group-line.group-inner { display: flex; }
.button-row { display: flex; flex-wrap: wrap; gap: 8px; }
.button-row > * { flex: 1 1 auto; }
.controls[open] > summary ~ * { margin-top: 10px; }
.work { list-style: none; display: flex; flex-direction: column; gap: 10px; }
.work .group-line { display: flex; padding-top: 10px; }
.read-all { align-self: flex-start; }
.notifications { list-style: none; display: flex; flex-direction: column; }
.notification { display: flex; gap: 10px; padding: 12px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.notification:first-child { border-top: 0; padding-top: 0; }
.notification .link { font-size: 13px; margin-top: 4px; }
.dot-new { margin-top: 6px; background: transparent; }
.notification-new .dot-new { background: var(--accent); }
.notification-footer { border-top: 1px solid var(--line); padding-top: 12px; text-align: center; font-weight: 580; }
.locked { display: flex; flex-direction: column; align-items: center; justify-content: center; flex: 1 1 auto; gap: 10px;
  padding: 40px 24px; text-align: center; }
.locked .button { min-width: 180px; margin-top: 12px; }
.locked-icon { width: 44px; height: 44px; color: var(--soft); }

.toasts { position: fixed; z-index: 2147483001; top: 16px; right: 16px; width: min(360px, calc(100vw - 32px)); display: flex;
  flex-direction: column; gap: 8px; pointer-events: none; }
.toast { display: flex; gap: 8px; align-items: flex-start; padding: 10px 6px 10px 14px; border: 1px solid var(--line);
  border-left: 4px solid var(--info); border-radius: 12px; background: var(--ground); box-shadow: var(--shadow);
  pointer-events: auto; overflow-wrap: anywhere; }
.toast-error { border-left-color: var(--danger); }
@media (min-width: 960px) {
  .toasts { top: auto; bottom: 76px; }
  .panel ~ .toasts { right: 408px; bottom: 16px; }
}

/* What the Snap shows. */
.snap-ui { display: flex; flex-direction: column; gap: 10px; min-width: 0; overflow-wrap: anywhere; }
.box { display: flex; gap: 10px; min-width: 0; }
.vertical { flex-direction: column; }
.horizontal { flex-direction: row; align-items: center; flex-wrap: wrap; }
.horizontal.align-start { justify-content: flex-start; } .horizontal.align-center { justify-content: center; }
.horizontal.align-end { justify-content: flex-end; } .horizontal.align-space-between { justify-content: space-between; }
.horizontal.align-space-around { justify-content: space-around; }
.vertical.align-center { justify-content: center; } .vertical.align-end { justify-content: flex-end; }
.vertical.align-space-between { justify-content: space-between; }
.cross-start { align-items: flex-start; } .cross-center { align-items: center; } .cross-end { align-items: flex-end; }
.centered { align-items: center; text-align: center; justify-content: center; }
.container { display: flex; flex-direction: column; gap: 12px; }
.container-alternative { background: var(--raised); border-radius: 14px; padding: 12px; }
.section { padding: 12px 14px; border-radius: 14px; background: var(--raised); display: flex; gap: 10px; }
.container-alternative .section { background: var(--ground); border: 1px solid var(--line); }
.collapsible { display: block; } .collapsible > .box { margin-top: 8px; }
.heading { font-weight: 670; line-height: 1.3; letter-spacing: -.005em; }
.heading-sm { font-size: 15px; } .heading-md { font-size: 17px; } .heading-lg { font-size: 21px; }
.size-sm { font-size: 13px; }
.text-center { text-align: center; } .text-end { text-align: end; }
.weight-medium { font-weight: 560; } .weight-bold { font-weight: 680; }
.colour-alternative { color: var(--soft); } .colour-muted { color: color-mix(in srgb, var(--soft) 85%, var(--ground)); }
.colour-error { color: var(--danger); } .colour-success { color: var(--success); } .colour-warning { color: var(--warning); }
.colour-primary { color: var(--accent); }
.icon-inherit { width: 1.1em; height: 1.1em; }
.row { display: flex; justify-content: space-between; align-items: flex-start; gap: 14px; }
.row-label { display: flex; align-items: center; gap: 5px; color: var(--soft); flex: 0 0 auto; max-width: 55%; }
.row-value { flex: 1 1 auto; text-align: right; min-width: 0; font-variant-numeric: tabular-nums; display: flex;
  flex-direction: column; align-items: flex-end; overflow-wrap: anywhere; }
.row-warning, .row-critical { margin: 0 -8px; padding: 6px 8px; border-radius: 8px; }
.row-warning { background: var(--warning-ground); } .row-warning .row-label { color: var(--warning); }
.row-critical { background: var(--danger-ground); } .row-critical .row-label { color: var(--danger); }
.value { display: inline-flex; flex-wrap: wrap; gap: 2px 8px; justify-content: flex-end; }
.value-extra { color: var(--soft); } .value-main { font-weight: 560; }
.address { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; overflow-wrap: anywhere; }
.avatar { display: inline-block; border-radius: 50%; flex: none; width: 18px; height: 18px; }
.avatar-md { width: 32px; height: 32px; } .avatar-lg { width: 44px; height: 44px; }
.banner { display: flex; gap: 10px; padding: 11px 13px; border-radius: 12px; border-left: 4px solid currentColor; }
.banner .text, .banner .heading, .banner-title { color: var(--ink); }
.banner-main { display: flex; flex-direction: column; gap: 4px; min-width: 0; overflow-wrap: anywhere; }
.banner-title { font-weight: 640; }
.banner-icon { margin-top: 1px; }
.banner-info { background: var(--info-ground); color: var(--info); }
.banner-success { background: var(--success-ground); color: var(--success); }
.banner-warning { background: var(--warning-ground); color: var(--warning); }
.banner-danger { background: var(--danger-ground); color: var(--danger); }
.divider { width: 100%; height: 1px; border: 0; margin: 2px 0; background: var(--line); }
.copyable { display: inline-flex; align-items: center; gap: 8px; max-width: 100%; min-height: 36px; padding: 6px 10px;
  border: 1px solid var(--line); border-radius: 10px; background: var(--raised); cursor: pointer; text-align: left;
  overflow-wrap: anywhere; word-break: break-word; }
.copyable:hover { border-color: var(--soft); }
.sensitive { filter: blur(5px); } .copyable:hover .sensitive, .copyable:focus .sensitive { filter: none; }
.link { border: 0; padding: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 2px;
  cursor: pointer; }
.link-dead { color: var(--soft); text-decoration: line-through; }
.tooltip { position: relative; display: inline-flex; align-items: center; cursor: help; }
.tooltip-bubble { position: absolute; z-index: 5; bottom: calc(100% + 6px); left: 0; width: max-content; max-width: 230px;
  padding: 8px 10px; border-radius: 10px; background: var(--ink); color: var(--ground); font-size: 12.5px; text-align: left;
  visibility: hidden; pointer-events: none; }
.tooltip-bubble .text { color: inherit; }
.tooltip:hover > .tooltip-bubble, .tooltip:focus > .tooltip-bubble { visibility: visible; }
.image { max-width: 100%; height: auto; align-self: center; }
.image-missing { color: var(--soft); font-style: italic; }
.card { display: flex; align-items: center; gap: 10px; padding: 10px 0; }
.choice .card { padding: 0; }
.card-image { width: 34px; height: 34px; border-radius: 50%; flex: none; }
.card-main { flex: 1 1 auto; min-width: min-content; overflow-wrap: break-word; display: flex; flex-direction: column; }
.card-side { min-width: 0; display: flex; flex-direction: column; align-items: flex-end; text-align: right; }
.card-title { font-weight: 580; } .card-note { color: var(--soft); font-size: 13px; }
.snap-button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 42px;
  padding: 8px 16px; border: 1px solid transparent; border-radius: 11px; background: var(--accent); color: var(--accent-ink);
  font-weight: 600; cursor: pointer; overflow-wrap: normal; }
.snap-button-destructive { background: var(--danger); color: var(--ground); }
/* Outside of a footer, what sends no form and asks for no weight stays in the background. */
.snap-button-quiet { border-color: var(--line); background: var(--ground); color: var(--accent); }
.snap-button-quiet:hover:not(:disabled) { background: var(--raised); }
.actions .snap-button-quiet, .snap-footer .snap-button-quiet { background: var(--accent); color: var(--accent-ink); }
.snap-button.size-sm { min-height: 34px; padding: 4px 12px; }
.snap-footer { position: sticky; bottom: -18px; z-index: 2; display: flex; gap: 10px; margin: auto 0 -18px; padding: 12px 0 18px;
  background: var(--ground); border-top: 1px solid var(--line); } .snap-footer > * { flex: 1 1 0; }
/* The last of a footer's buttons weighs more than the one beside it. */
.snap-footer > .snap-button:first-child:not(:last-child) { border-color: var(--line); background: var(--ground); color: var(--accent); }
.form { display: flex; flex-direction: column; gap: 12px; }
.field { display: flex; flex-direction: column; gap: 6px; }
.field-row { display: flex; align-items: center; gap: 8px; } .field-row > .input, .field-row > :only-child { flex: 1 1 auto; }
.field-row > .box { flex: none; }
.field-label { font-weight: 580; }
.field-error { color: var(--danger); font-size: 13px; }
.input { width: 100%; min-width: 0; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 11px;
  background: var(--ground); }
.field-wrong .input { border-color: var(--danger); }
.account-selector { position: relative; display: flex; align-items: center; gap: 10px; width: 100%; min-height: 52px;
  padding: 8px 12px; border: 1px solid var(--line); border-radius: 11px; background: var(--ground); }
.account-selector > .icon { color: var(--soft); }
.account-selector > select { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
.account-selector:has(select:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
.account-selector:has(select:disabled) { opacity: .55; }
.field-wrong .account-selector { border-color: var(--danger); }
.checkbox { display: inline-flex; align-items: center; gap: 10px; min-height: 36px; cursor: pointer; }
.checkbox input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.toggle input { appearance: none; width: 38px; height: 22px; border-radius: 999px; background: var(--line); position: relative;
  transition: background .12s; cursor: pointer; }
.toggle input::after { content: ''; position: absolute; top: 3px; left: 3px; width: 16px; height: 16px; border-radius: 50%;
  background: var(--ground); transition: transform .12s; }
.toggle input:checked { background: var(--accent); } .toggle input:checked::after { transform: translateX(16px); }
.radio-group, .selector { display: flex; flex-direction: column; gap: 6px; width: 100%; }
.skeleton { display: block; background: linear-gradient(90deg, var(--line), var(--raised), var(--line)); background-size: 200% 100%;
  border-radius: 8px; animation: drift 1.4s linear infinite; }
.spinner { display: inline-block; width: 1.3em; height: 1.3em; border: 2px solid var(--line); border-top-color: var(--accent);
  border-radius: 50%; animation: turn .8s linear infinite; align-self: center; }
.render-error { padding: 10px 12px; border: 2px dashed var(--danger); border-radius: 10px; background: var(--danger-ground);
  color: var(--danger); font-weight: 600; }
@keyframes turn { to { transform: rotate(1turn); } }
@keyframes drift { to { background-position: -200% 0; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
