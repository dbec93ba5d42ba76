namespace TelegramBotStack.Web.Dashboard;

internal static class DashboardStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --back: #f3f5f8; --card: #fff; --text: #17202b; --faint: #586675; --line: #dde3ea; --good: #14703c; --bad: #b3261e; --accent: #1d6fb8; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #10151b; --card: #1a222b; --text: #e6ebf1; --faint: #9aa8b7; --line: #2c3743; --good: #5fd08f; --bad: #ff8a80; --accent: #6db7f5; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
        header, main { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
        header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding-top: 1.25rem; padding-bottom: 1rem; }
        h1 { font-size: 1.35rem; margin: 0; overflow-wrap: anywhere; }
        header p { margin: 0; color: var(--faint); }
        header form { margin-left: auto; }
        h2 { font-size: 1rem; margin: 0 0 .6rem; }
        .state { border-radius: 1rem; padding: .1rem .7rem; font-weight: 600; border: 1px solid currentColor; color: var(--bad); }
        .state.active { color: var(--good); }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1rem; align-items: start; padding-bottom: 2rem; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; min-width: 0; }
        section.wide { grid-column: 1 / -1; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: .3rem 1rem; margin: 0; }
        dt { color: var(--faint); }
        dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .big { font-size: 1.6rem; font-weight: 600; margin: 0 0 .6rem; font-variant-numeric: tabular-nums; }
        .big small { font-size: .85rem; font-weight: 400; color: var(--faint); }
        ul { list-style: none; margin: 0; padding: 0; }
        li { padding: .5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
        li:first-child { border-top: 0; padding-top: 0; }
        li .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
        .faint { color: var(--faint); margin: 0; }
        .bad { color: var(--bad); }
        progress { width: 100%; height: .6rem; accent-color: var(--accent); }
        button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .9rem; cursor: pointer; }
        button.main { background: var(--accent); border-color: var(--accent); color: var(--card); font-weight: 600; padding: .6rem 1.4rem; }
        button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .door { max-width: 26rem; margin: 18vh auto 0; text-align: center; }
        .door section { padding: 2rem 1.5rem; }
        .door p { margin: .8rem 0 1.2rem; }
        .door p:last-child { margin-bottom: 0; }
        """;
}
