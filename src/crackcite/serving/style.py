"""The style sheet of the pages around a report."""

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1d1b; --quiet: #5c5a55; --line: #d8d4ca; --link: #1f4f8f;
  --bad: #a1231d; --plus: #e4f2e4; --minus: #fbe6e3; --field: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181a; --ink: #ece9e2; --quiet: #a9a59b; --line: #3a3b3e;
  --link: #9cc3f5; --bad: #ff9d94; --plus: #1d3524; --minus: #43211e; --field: #202124; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 Charter, "Iowan Old Style", "Source Serif 4", Georgia, serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; }
a { color: var(--link); }
label { display: block; font-weight: 600; margin: 1.2rem 0 .4rem; }
.kind label { display: inline; font-weight: 400; }
textarea, select, input, button { font: inherit; color: inherit; }
textarea { width: 100%; padding: .7rem; background: var(--field); border: 1px solid var(--quiet); border-radius: 4px;
  font-size: 1rem; }
select { background: var(--field); border: 1px solid var(--quiet); border-radius: 4px; padding: .2rem .4rem;
  min-height: 2rem; }
input[type=file] { width: 100%; padding: 2rem 1rem; border: 2px dashed var(--quiet); border-radius: 6px;
  background: var(--field); cursor: pointer; }
button, .button { display: inline-block; background: var(--link); color: var(--paper); border: 0; border-radius: 4px;
  padding: .6rem 1.4rem; font-weight: 600; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
progress { width: 100%; height: 1rem; accent-color: var(--link); }
.quiet, footer { color: var(--quiet); }
footer { border-top: 1px solid var(--line); margin-top: 2rem; font-size: .95rem; }
.problem { border-left: 4px solid var(--bad); padding: .4rem .8rem; color: var(--bad); }
.diff { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; padding: .6rem; background: var(--field);
  font: .9rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.diff > * { display: block; text-decoration: none; }
.diff ins { background: var(--plus); }
.diff del { background: var(--minus); }
.result { max-width: none; padding: 0; display: flex; flex-direction: column; height: 100vh; height: 100dvh; }
.result nav { border-bottom: 1px solid var(--line); padding: .5rem 1rem; font-size: .95rem; }
.result ul { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; list-style: none; margin: 0; padding: 0; }
.result iframe { flex: 1; width: 100%; border: 0; }
"""
